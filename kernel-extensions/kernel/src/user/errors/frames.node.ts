import { fileURLToPath } from "node:url";
import { isOfPackage } from "../modules/local-modules.node.js";
import { findRun } from "../run.node.js";
import { originalPosition } from "./original-position.node.js";

/** One line of a stack that the user wrote: in a cell or in a local file. */
export interface Frame {
  readonly place: { readonly run: number } | { readonly file: string };
  readonly functionName: string | undefined;
  readonly line: number;
  readonly column: number;
}

const kernelFolder = new URL("../..", import.meta.url).href;
const framePattern =
  /^\s*at (?:async )?(?:(.+?) \()?((?:mesoscope:cell\/|file:\/\/|\/|[A-Za-z]:\\)[^()]*?):(\d+):(\d+)\)?$/;

/** The user's frames of a stack, innermost first, at the positions as written. */
export function userFrames(stack: string): Frame[] {
  return stack.split("\n").flatMap((text) => {
    const match = framePattern.exec(text);
    if (!match) return [];
    const [, name, script, line, column] = match as unknown as [string, string | undefined, string, string, string];
    if (!script.startsWith("mesoscope:") && (script.startsWith(kernelFolder) || isOfPackage(script))) return [];
    const position = originalPosition(script, Number(line), Number(column));
    if (!position) return [];
    return [{ place: placeOf(script), functionName: plainName(name), ...position }];
  });
}

function placeOf(script: string): Frame["place"] {
  const cell = /^mesoscope:cell\/(\d+)$/.exec(script);
  if (cell && findRun(Number(cell[1]))) return { run: Number(cell[1]) };
  return { file: script.startsWith("file:") ? fileURLToPath(script.replace(/\?.*$/, "")) : script };
}

/** `Object.<anonymous>` and the like say nothing to the reader. */
function plainName(name: string | undefined): string | undefined {
  return name === undefined || name.includes("<anonymous>") ? undefined : name.replace(/ \[as .*\]$/, "");
}
