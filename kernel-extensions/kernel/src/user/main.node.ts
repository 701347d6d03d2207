import type { Frame } from "../protocol/frame.node.js";
import type { ToUser } from "../protocol/user-process.js";
import { reportBackground, reportBackgroundErrors } from "./background.node.js";
import { captureOutput } from "./capture/capture.node.js";
import { receive, send } from "./channel.node.js";
import { receiveComm } from "./comms.node.js";
import { receiveAnswer } from "./context/ask.node.js";
import { installContext } from "./context/install.node.js";
import { execute, stopAll } from "./execute.node.js";
import { cellFunctions, installGlobals } from "./globals.node.js";
import { guardReach, onWaitingStop } from "./guard/interrupt.node.js";
import { startGuard } from "./guard/start-guard.node.js";
import { guardTimers } from "./guard/timers.node.js";
import { announceExit, leave } from "./leave.node.js";
import { installMagics } from "./magics/install.node.js";
import { installModules } from "./modules/import.node.js";
import { loadWanted, unloadAll } from "./plugins/plugins.node.js";
import { inRun, startOther } from "./run.node.js";
import { tuneEngine, warmUp } from "./warm-up.node.js";

tuneEngine();
captureOutput();
reportBackgroundErrors();
guardTimers(reportBackground);
announceExit();
installGlobals({ ...cellFunctions, ...installContext(), ...installModules(), ...installMagics() });
let ready: Promise<void> | undefined = loadWanted().finally(() => {
  ready = undefined;
});
onWaitingStop(receive(handle, leave));
send({ type: "ready", pid: process.pid });
startGuard(guardReach);
warmUp();
// Ctrl-C in the terminal of a server reaches its kernels too; a stop comes as a message.
process.on("SIGINT", () => {});

function handle({ header, payloads }: Frame<ToUser>): void {
  switch (header.type) {
    case "run":
      if (ready) void ready.then(() => execute(header));
      else void execute(header);
      break;
    case "stop":
      stopAll(header.stop);
      break;
    case "comm":
      inRun(startOther(header.run), () => receiveComm(header, payloads));
      send({ type: "done", run: header.run, outcome: { status: "ok", expressions: {}, payload: [] } });
      break;
    case "answer":
    case "refuse":
      receiveAnswer(header);
      break;
    case "exit":
      unloadAll();
      leave();
  }
}
