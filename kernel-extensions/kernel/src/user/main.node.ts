import type { Frame } from "../protocol/frame.node.js";
import type { ToUser } from "../protocol/user-process.js";
import { captureOutput } from "./capture/capture.node.js";
import { receive, send } from "./channel.node.js";
import { execute } from "./execute.node.js";
import { installGlobals } from "./globals.node.js";

captureOutput();
installGlobals();
receive(handle, () => process.exit());
send({ type: "ready", pid: process.pid });

function handle({ header }: Frame<ToUser>): void {
  switch (header.type) {
    case "run":
      void execute(header);
      break;
    case "comm":
      send({ type: "done", run: header.run, outcome: { status: "ok", expressions: {}, payload: [] } });
      break;
    case "exit":
      process.exit();
  }
}
