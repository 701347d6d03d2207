import { clearOutput as clear, display, input, installRunContext, tick as sdkTick } from "@mesoscope/sdk";
import { print } from "../capture/stream.node.js";
import { addTarget, openComm } from "../comms.node.js";
import { errorText } from "../describe-error.node.js";
import { currentRun } from "../run.node.js";
import { ask } from "./ask.node.js";
import { callback, capture } from "./callback.node.js";
import { clearOutput, display as show } from "./display.node.js";
import { extensionVersion } from "./extension-version.node.js";
import { tick } from "./tick.node.js";

/** Offers display, progress and questions to libraries, and gives the globals by which cells reach them. */
export function installContext(): Record<string, unknown> {
  installRunContext({
    tick,
    display: show,
    clearOutput,
    input: (prompt, { password = false }) => ask({ kind: "input", prompt, password }),
    live: {
      openComm: (target, data, options) => openComm(target, data, options, report),
      onComm: (target, onOpen) => addTarget(target, { onOpen, failed: report }),
      callback,
      capture,
      extensionVersion,
    },
  });
  return { display, clearOutput: clear, input, tick: sdkTick };
}

const report = (error: unknown) => print(currentRun(), "stderr", errorText(error));
