// biome-ignore-all lint/suspicious/noTemplateCurlyInString: cells are source text
import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";

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

/** A cell of a notebook in which up to six places were changed. */
export const mutatedCell = fc
  .tuple(fc.constantFrom(...cells), fc.array(mutation, { minLength: 1, maxLength: 6 }))
  .map(([cell, mutations]) => mutations.reduce(mutate, cell));
/** The text of a cell: mutated, put together from pieces of others, or random. */
export const anyCell = fc.oneof(
  { weight: 8, arbitrary: mutatedCell },
  { weight: 1, arbitrary: fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((list) => list.join("")) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 60 }) },
);
