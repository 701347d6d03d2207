import { clearOutput as clear, display, input, installRunContext, tick as sdkTick } from "@mesoscope/sdk";
import { ask } from "./ask.node.js";
import { clearOutput, display as show } from "./display.node.js";
import { tick } from "./tick.node.js";

/** Offers display, progress and questions to libraries, and gives the globals by which cells reach them. */
export function installContext(): Record<string, unknown> {
  installRunContext({
    tick,
    display: show,
    clearOutput,
    input: (prompt, { password = false }) => ask({ kind: "input", prompt, password }),
  });
  return { display, clearOutput: clear, input, tick: sdkTick };
}
