// biome-ignore-all lint/suspicious/noTemplateCurlyInString: cells are source text
/** A thread that compiles mutated cells, so that one on which the compiler never ends can be named and ended. */
import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import fc from "fast-check";
import { parseSync } from "oxc-parser";
import { compileCell, compileExpression } from "../../../kernel-extensions/kernel/dist/compile/compile-cell.node.js";
import { CompileError } from "../../../kernel-extensions/kernel/dist/compile/compile-error.js";
import { isComplete } from "../../../kernel-extensions/kernel/dist/compile/is-complete.node.js";
import { offsetsBack } from "../../../kernel-extensions/kernel/dist/compile/way-back.node.js";

const { seed, runs } = workerData as { seed: number; runs: number };
const root = path.resolve(import.meta.dirname, "../../..");

/** The code cells of all notebooks, and syntax that they lack. */
const cells = [
  ...globSync("notebooks/*/*.ts", { cwd: root })
    .flatMap((file) => readFileSync(path.join(root, file), "utf8").split(/^\/\/ %%(?! \[markdown\]).*$/m))
    .map((cell) => cell.split(/^\/\/ %% \[markdown\]/m)[0]!.trim())
    .filter((cell) => cell !== "" && !cell.startsWith("// ---")),
  "enum Color { Red, Green = 5 }\nnamespace Deep.In { export const a = Color.Red }\nDeep.In.a",
  "class A<T> { @log private readonly x?: T; constructor(public y = 1) {} get z(): number { return this.y } }\nnew A<string>().z",
  "using file = open()\nawait using other = openAsync();\nlabel: for (const [a, { b = 2 }] of await list()) { if (a) continue label }",
  "/** @jsx h */\nconst page = <Box a={1} {...rest}><></>{`a${1}`}</Box>;\npage",
  "import a, { b as c, type D } from './x.ts';\nimport * as all from \"y\";\nexport default a;\nexport const { e, ...f } = c;\nawait import('z')",
  "%time const slow = work()\n%npm install left-pad\nlet re = /[(]/u, t = `open ${ {a: `in ${1}`}.a }`;\n{ a: 1 }",
  "function over(a: string): void\nfunction over(a: any) {}\nasync function* gen(this: Window) { yield* [1] }\nvar x = <T,>(v: T) => v!, y = x as unknown satisfies any;\n'use strict'",
];
const pieces = [
  ...new Set(cells.flatMap((cell) => cell.match(/\s+|[\p{ID_Continue}$]+|[^\s\p{ID_Continue}$]{1,3}/gu) ?? [])),
];

const mutation = fc.record({
  kind: fc.constantFrom("insert", "remove", "replace", "repeat", "swap"),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.nat(25),
  piece: fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: "binary", maxLength: 3 })),
});
type Mutation = typeof mutation extends fc.Arbitrary<infer T> ? T : never;

function mutate(text: string, { kind, at, length, piece }: Mutation): string {
  const start = Math.floor(at * text.length);
  const [before, middle, after] = [text.slice(0, start), text.slice(start, start + length), text.slice(start + length)];
  if (kind === "insert") return before + piece + middle + after;
  if (kind === "remove") return before + after;
  if (kind === "replace") return before + piece + after;
  if (kind === "repeat") return before + middle + middle + after;
  return before + after.slice(0, length) + middle + after.slice(length);
}

const mutated = fc
  .tuple(fc.constantFrom(...cells), fc.array(mutation, { minLength: 1, maxLength: 6 }))
  .map(([cell, mutations]) => mutations.reduce(mutate, cell));
const source = fc.oneof(
  { weight: 8, arbitrary: mutated },
  { weight: 1, arbitrary: fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((list) => list.join("")) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 60 }) },
);

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

const details = fc.check(fc.property(source, check), { seed, numRuns: runs });
parentPort!.postMessage({ failed: details.failed ? fc.defaultReportMessage(details) : undefined, done: true });
