/**
 * What V8 alone makes of a loop at top level, with no kernel around it: `npm run bench -- loops`.
 * No kernel on this V8 can be quicker there without rewriting the loop.
 */
import { type Runtime, Session } from "node:inspector/promises";
import { stripTypeScriptTypes } from "node:module";
import { setFlagsFromString } from "node:v8";
import { typescript } from "./kernel/language.ts";
import { median } from "./kernel/statistics.ts";

const repetitions = 9;

setFlagsFromString("--no-additive-safe-int-feedback"); // as in the process that runs cells
const session = new Session();
session.connect();

console.log(`top level / function / ratio, medians of ${repetitions}, ms; V8 ${process.versions.v8}`);
for (const [form, { setup, top, inside }] of Object.entries(typescript.loops)) {
  if (setup) await evaluate(setup);
  const times = { top: [] as number[], inside: [] as number[] };
  for (let i = 0; i < repetitions; i++) {
    times.inside.push(await evaluate(inside));
    times.top.push(await evaluate(top));
  }
  const [slow, quick] = [median(times.top), median(times.inside)];
  console.log(`${form.padEnd(32)} ${slow.toFixed(1)} / ${quick.toFixed(1)} / ${(slow / quick).toFixed(2)}`);
}

/** The value of a cell in REPL mode, every name a `let` as the kernel makes it. */
async function evaluate(code: string): Promise<number> {
  const javaScript = stripTypeScriptTypes(code)
    .replace(/^const /gm, "let ")
    .replace(/^function measured\(\)/m, "let measured = function ()");
  const expression = { expression: javaScript, replMode: true, awaitPromise: true };
  const evaluated: unknown = await session.post("Runtime.evaluate", expression);
  const { result, exceptionDetails } = evaluated as Runtime.EvaluateReturnType;
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description);
  return result.value;
}
