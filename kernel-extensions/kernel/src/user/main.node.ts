import type { Frame } from "../protocol/frame.node.js";
import type { ToUser } from "../protocol/user-process.js";
import { reportBackground, reportBackgroundErrors } from "./background.node.js";
import { captureOutput } from "./capture/capture.node.js";
import { receive, send } from "./channel.node.js";
import { handleComm } from "./comms.node.js";
import { receiveAnswer } from "./context/ask.node.js";
import { installContext } from "./context/install.node.js";
import { installReach } from "./debug/reach.node.js";
import { inspectErrors } from "./errors/inspect-errors.node.js";
import { execute, stopAll } from "./execute.node.js";
import { cellFunctions, installGlobals } from "./globals.node.js";
import { guardReach, onWaitingStop } from "./guard/interrupt.node.js";
import { startGuard } from "./guard/start-guard.node.js";
import { guardTimers } from "./guard/timers.node.js";
import { watchReads } from "./inputs/watch-reads.node.js";
import { answer } from "./known/answer.node.js";
import { announceExit, leave } from "./leave.node.js";
import { installMagics } from "./magics/install.node.js";
import { installModules } from "./modules/import.node.js";
import { installWorkers } from "./modules/workers.node.js";
import { wantedPlugins } from "./plugins/manifest.node.js";
import { inRun, startOther } from "./run.node.js";
import { tuneEngine, warmUp } from "./warm-up.node.js";

// Ctrl-C in the terminal of a server reaches its kernels too; a stop comes as a message.
process.on("SIGINT", () => {});
tuneEngine();
captureOutput();
inspectErrors();
reportBackgroundErrors();
guardTimers(reportBackground);
announceExit();
watchReads();
installGlobals({ ...cellFunctions, ...installContext(), ...installModules(), ...installMagics() });
installReach();
/** Cells wait for the first plugins. */
let loading = loadWanted();
onWaitingStop(receive(handle, leave));
send({ type: "ready", pid: process.pid });
startGuard(guardReach);
installWorkers();
warmUp();

/** Plugins that the notebook's project asks for, if any. */
function loadWanted(): Promise<void> | undefined {
  const wanted = wantedPlugins(process.cwd());
  if (wanted.length === 0) return undefined;
  return import("./plugins/plugins.node.js")
    .then(({ loadAll }) => loadAll(wanted))
    .finally(() => {
      loading = undefined;
    });
}

function handle({ header, payloads }: Frame<ToUser>): void {
  switch (header.type) {
    case "run":
      if (loading) void loading.then(() => execute(header));
      else void execute(header);
      break;
    case "stop":
      stopAll(header.stop);
      break;
    case "comm":
      void inRun(startOther(header.run), () => handleComm(header, payloads));
      break;
    case "answer":
    case "refuse":
      receiveAnswer(header);
      break;
    case "ask":
      void answer(header);
      break;
    case "exit":
      leave();
  }
}
