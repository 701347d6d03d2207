import type { Frame } from "../protocol/frame.node.js";
import type { ToUser } from "../protocol/user-process.js";
import { captureOutput } from "./capture/capture.node.js";
import { receive, send } from "./channel.node.js";
import { reportBackground, reportBackgroundErrors } from "./errors/background.node.js";
import { execute, stopAll } from "./execute.node.js";
import { installGlobals } from "./globals.node.js";
import { startGuard } from "./guard/start-guard.node.js";
import { guardTimers } from "./guard/timers.node.js";
import { announceExit, leave } from "./leave.node.js";

captureOutput();
reportBackgroundErrors();
guardTimers(reportBackground);
announceExit();
installGlobals();
receive(handle, leave);
send({ type: "ready", pid: process.pid });
startGuard();

function handle({ header }: Frame<ToUser>): void {
  switch (header.type) {
    case "run":
      void execute(header);
      break;
    case "stop":
      stopAll(header.stop);
      break;
    case "comm":
      send({ type: "done", run: header.run, outcome: { status: "ok", expressions: {}, payload: [] } });
      break;
    case "exit":
      leave();
  }
}
