import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileCell } from "../../../kernel-extensions/kernel/dist/compile/compile-cell.node.js";

/** `a b -> c`: what a cell reads, and what it writes, in the order of the alphabet. */
function sourcesOf(source: string): string {
  const { reads, writes } = compileCell(source).sources();
  return `${[...reads].sort().join(" ")} -> ${[...writes].sort().join(" ")}`.trim();
}

const table: Record<string, readonly (readonly [source: string, sources: string])[]> = {
  declarations: [
    ["const a = b;", "b -> a"],
    ["let a, b = a;", "-> a b"],
    ["const { a, b: [c = d], ...e } = f;", "d f -> a c e"],
    ["function f(x) { return x + y; }", "y -> f"],
    ["async function* f() { yield* g(); }", "g -> f"],
    ["class A extends B { c = d; [e] = 1; #f = 2; static { g(this.#f); } get h() { return i; } }", "B d e g i -> A"],
    ["const f = function g() { return g; };", "-> f"],
    ["const C = class D { e() { return D; } };", "-> C"],
    ["import a, { b as c } from 'x'; import * as d from 'y'; import 'z';", "-> a c d"],
    ["export const a = b; export { a }; export default c;", "b c -> a"],
    ["enum E { A, B = 2 } namespace N { export const n = m; }", "m -> E N"],
    ["using a = open(b);", "b open -> a"],
  ],
  scopes: [
    ["{ const a = 1; a; } { let b; var c; class D {} function e() {} }", "-> c"],
    ["for (const a of b) c(a); for (let i = 0; i < n; i++); for (const k in o) k;", "b c n o ->"],
    ["for (a of b) { var d = a; }", "a b -> a d"],
    ["try { a(); } catch ({ message }) { message; } finally { b(); }", "a b ->"],
    ["try { a(); } catch { e; }", "a e ->"],
    ["function f(a = b) { var b = 1; return a + b; }", "b -> f"],
    ["const f = (a, { b }, [c], ...d) => a + b + c + d + e;", "e -> f"],
    ["if (a) { function f() {} } f;", "a f ->"],
    ["switch (a) { case b: let c; c; }", "a b ->"],
    ["{ a; { const a = 1; } }", "a ->"],
    ["const f = () => later; let later = 1;", "-> f later"],
  ],
  "what is no value": [
    ["a.b.c; ({ d: e, f() {}, [g]: 1 });", "a e g ->"],
    ["outer: for (;;) { break outer; continue outer; }", "->"],
    ["import.meta.url;", "->"],
    ["const a: T = b as U; interface T { c: V } type U = typeof d; let e!: W<X>;", "b -> a e"],
    ["import type { T } from 'x'; import { type U, v } from 'y';", "-> v"],
    ["%who\n%time a", "a ->"],
    ["export * from 'x'; export { a } from 'y';", "->"],
  ],
  assignments: [
    ["a = b;", "b -> a"],
    ["a += b; c++; --d; e ??= 1;", "a b c d e -> a c d e"],
    ["[a, b.c, ...d] = e; ({ f, g: h = i, [j]: k } = l);", "b e i j l -> a b d f h k"],
    ["a.b.c = 1; d[e] = 2; (f).g++; (h as any).i = 3; j!.k = 4;", "a d e f h j -> a d f h j"],
    ["delete a.b; delete c?.d;", "a c -> a c"],
    ["let a = 1; a = 2; a.b = 3;", "-> a"],
    ["function f(a) { a = 1; a.b = 2; c = 3; }", "-> c f"],
    ["f().a = 1; this.b = 2;", "f ->"],
  ],
  "methods that change": [
    ["a.push(b); const c = d.pop(); e.f.splice(0); g?.shift();", "a b d e g -> a c d e g"],
    ["a.set('k', 1); b.sort(); await c.add(2);", "a b c -> a b c"],
    ["const a = b.add(c); d(e.sort());", "b c d e -> a"],
    ["Object.assign(a, b); Reflect.set(c, 'd', 1); Object.keys(e);", "Object Reflect a b c e -> a c"],
    ["const xs = []; xs.push(1);", "-> xs"],
    ["a['push'](1); a.map(push);", "a push ->"],
  ],
};

describe.each(Object.entries(table))("names of a cell: %s", (_, rows) => {
  test.each(rows)("%s", (source, sources) => expect(sourcesOf(source)).toBe(sources));
});

/** A statement with the names that it reads and writes. */
interface Piece {
  readonly text: string;
  readonly reads: readonly string[];
  readonly writes: readonly string[];
}

const given = fc.constantFrom("g0", "g1", "g2", "g3");
const made = fc.constantFrom("m0", "m1", "m2", "m3");
const local = fc.constantFrom("l0", "l1");

const simple: fc.Arbitrary<Piece> = fc.oneof(
  fc.tuple(made, given).map(([m, g]) => ({ text: `var ${m} = ${g}.m0;`, reads: [g], writes: [m] })),
  fc.tuple(made, given).map(([m, g]) => ({ text: `var { g0: ${m} = ${g} } = {};`, reads: [g], writes: [m] })),
  fc.tuple(given, given).map(([a, b]) => ({ text: `${a} = [${b}];`, reads: [b], writes: [a] })),
  given.map((g) => ({ text: `${g} **= 2;`, reads: [g], writes: [g] })),
  fc.tuple(given, given).map(([a, b]) => ({ text: `${a}[\`\${${b}}\`] = 1;`, reads: [a, b], writes: [a] })),
  given.map((g) => ({ text: `(${g})?.list.unshift({ g0: 1 });`, reads: [g], writes: [g] })),
  given.map((g) => ({ text: `g0: for (;;) { ({ ...${g} } satisfies g1); break g0; }`, reads: [g], writes: [] })),
);

/** Puts a piece where names of its own hide some of those outside. */
function inside({ text, reads, writes }: Piece, hidden: string, frame: string): Piece {
  const isVisible = (name: string) => name !== hidden;
  const vars = frame.startsWith("{") || frame.startsWith("for") ? writes : writes.filter((name) => !/^m/.test(name));
  return {
    text: frame.replaceAll("NAME", hidden).replace("BODY", () => text),
    reads: reads.filter(isVisible),
    writes: vars.filter(isVisible),
  };
}

const frames = [
  "((NAME) => { BODY });",
  "(function NAME() { BODY });",
  "(class { static m({ NAME }, ...l9) { BODY } });",
  "(function () { let [NAME] = []; BODY });",
  "for (const NAME of []) { BODY }",
  "{ class NAME {} BODY }",
];

const framed = fc
  .tuple(simple, fc.oneof(given, local), fc.constantFrom(...frames))
  .map(([piece, hidden, frame]) => inside(piece, hidden, frame));

describe("names of a cell: any program", () => {
  test("are those that its statements read and write", () => {
    const programs = fc.array(fc.oneof(simple, framed), { maxLength: 12 });
    fc.assert(
      fc.property(programs, (pieces) => {
        const { reads, writes } = compileCell(pieces.map(({ text }) => text).join("\n")).sources();
        expect([...reads].sort()).toEqual([...new Set(pieces.flatMap((piece) => piece.reads))].sort());
        expect([...writes].sort()).toEqual([...new Set(pieces.flatMap((piece) => piece.writes))].sort());
      }),
      { numRuns: 300 },
    );
  });

  test("however deep it is nested", () => {
    const deep = `${"(".repeat(500)}a${")".repeat(500)}${".b".repeat(20_000)} = c`;
    expect(sourcesOf(deep)).toBe("a c -> a");
  });
});

describe("constants of a cell", () => {
  const constantsOf = (source: string) => {
    const { seeds, paths } = compileCell(source).sources();
    return { seeds, paths };
  };

  test("seeds are numbers and texts under a name that ends in seed, and the argument of what takes one", () => {
    const source = `const seed = 7, randomSeed: number = -3; fit({ seed: 42, depth: 9 });
randomStream(11); rng.setSeed("s"); const f = (a, noiseSeed = 0x5) => a; fit({ seed }); fit({ seed: seed + 1 });`;
    expect(constantsOf(source).seeds.toSorted()).toEqual(['"s"', "-3", "0x5", "11", "42", "7"].toSorted());
  });

  test("paths are texts that may name files, but those that are written to", () => {
    const source =
      "readCSV('data/a.csv'); const b = `b.json`; w.writeCSV('out.csv'); fetch('https://x.org/c'); f('plain'); import d from './d.ts';";
    expect(constantsOf(source).paths.toSorted()).toEqual(["b.json", "data/a.csv"]);
  });

  test("a cell of magics only has nothing to tell", () => {
    expect(["%who", "", "// a", "a"].map((source) => compileCell(source).sources().isEmpty)).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });
});
