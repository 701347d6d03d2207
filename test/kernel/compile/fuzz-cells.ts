/** A thread that compiles mutated cells, so that one on which the compiler never ends can be named and ended. */
import { parentPort, workerData } from "node:worker_threads";
import fc from "fast-check";
import { parseSync } from "oxc-parser";
import { compileCell, compileExpression } from "../../../kernel-extensions/kernel/dist/compile/compile-cell.node.js";
import { CompileError } from "../../../kernel-extensions/kernel/dist/compile/compile-error.js";
import { isComplete } from "../../../kernel-extensions/kernel/dist/compile/is-complete.node.js";
import { offsetsBack } from "../../../kernel-extensions/kernel/dist/compile/way-back.node.js";
import { anyCell } from "./mutated-cells.ts";

const { seed, runs } = workerData as { seed: number; runs: number };

function check(text: string): void {
  parentPort!.postMessage({ trying: text });
  const compiled = attempt(() => compileCell(text), text);
  attempt(() => compileExpression(text), `(${text}\n)`);
  const { status, indent } = isComplete(text);
  if (!["complete", "incomplete", "invalid"].includes(status)) throw new Error(`is ${status}`);
  if (!/^\s*$/.test(indent)) throw new Error(`wants the indent ${JSON.stringify(indent)}`);
  if (!compiled) return;
  const { errors } = parseSync("cell.js", compiled.code, { lang: "js", sourceType: "module" });
  if (errors.length > 0) throw new Error(`became what is no JavaScript: ${errors[0]!.message}\n${compiled.code}`);
  const back = offsetsBack(compiled.steps);
  for (let offset = 0; offset < compiled.code.length; offset += 1 + (compiled.code.length >> 4)) {
    const origin = back(offset);
    if (origin !== undefined && !(origin >= 0 && origin <= text.length + 1)) throw new Error(`leads back to ${origin}`);
  }
}

/** What a compiler gives, or nothing where it says what is wrong with the text, at a place in it. */
function attempt<T>(compile: () => T, text: string): T | undefined {
  try {
    return compile();
  } catch (error) {
    if (!(error instanceof CompileError)) throw error;
    const lines = text.split(/\r\n|[\n\r\u2028\u2029]/).length;
    if (error.line < 1 || error.line > lines + 1)
      throw new Error(`names line ${error.line} of ${lines}`, { cause: error });
    return undefined;
  }
}

const details = fc.check(fc.property(anyCell, check), { seed, numRuns: runs });
parentPort!.postMessage({ failed: details.failed ? fc.defaultReportMessage(details) : undefined, done: true });
