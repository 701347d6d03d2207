// biome-ignore-all lint/suspicious/noTemplateCurlyInString: cells are source text
import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { blankTypes } from "../../../kernel-extensions/kernel/dist/compile/blank-types.node.js";
import { parse, treeOf } from "../../../kernel-extensions/kernel/dist/compile/parse.node.js";
import { transform } from "../../../kernel-extensions/kernel/dist/compile/transform.node.js";

const root = path.resolve(import.meta.dirname, "../../..");

/** What the quick path makes of a text; undefined where it leaves it to the general one. */
function blanked(source: string) {
  const { errors, program } = parse(source, "ts");
  expect(errors, source).toEqual([]);
  const code = blankTypes(source, program);
  return code === undefined ? undefined : { code, program };
}

/** The quick path gives the program that the general one gives, as text and as tree, with every line in its place. */
function expectSame(source: string, quick = blanked(source)): void {
  expect(quick, `is left to the general path: ${source}`).toBeDefined();
  const { code, program } = quick!;
  const expected = normal(treeOf(transform(source).code));
  expect(blanked(code)?.code, "nothing of TypeScript is left").toBe(code);
  expect(normal(treeOf(code)), code).toEqual(expected);
  expect(normal(program), code).toEqual(expected);
  expect(code.length).toBe(source.length);
  expect(lineEnds(code)).toEqual(lineEnds(source));
}

const lineEnds = (text: string) => [...text.matchAll(/\n/g)].map(({ index }) => index);

/** A tree without places, ways of writing, what is absent, and what means nothing. */
function normal(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((item) => !isNothing(item)).map(normal);
  if (typeof value === "bigint" || value instanceof RegExp) return String(value);
  if (typeof value !== "object" || value === null) return value;
  const { type, expression, body } = value as { type?: string; expression?: object; body?: { type: string }[] };
  if (type === "ParenthesizedExpression") return normal(expression);
  if (type === "BlockStatement" && body?.length === 1 && body[0]!.type === "IfStatement") return normal(body[0]);
  const fields = Object.entries(value).map(([key, field]) => [key, normal(field)] as const);
  const isWritten = (key: string) => !unwritten.has(key) || (key === "optional" && /^(Member|Call)Exp/.test(type!));
  return Object.fromEntries(fields.filter(([key, field]) => isWritten(key) && !isAbsent(field)));
}

const unwritten = new Set([
  ...["start", "end", "raw", "shorthand", "hashbang"],
  ...["optional", "definite", "readonly", "override", "abstract", "accessibility", "importKind", "exportKind"],
]);

const isAbsent = (field: unknown) =>
  field === null || field === false || field === undefined || (Array.isArray(field) && field.length === 0);

const isNothing = (item: { type?: string; source?: object; declaration?: object; specifiers?: object[] } | null) =>
  item?.type === "EmptyStatement" ||
  (item?.type === "ExportNamedDeclaration" && !item.source && !item.declaration && item.specifiers?.length === 0);

describe("types become blanks", () => {
  test.each([
    ["const a: number = 1;", "const a         = 1;"],
    ["let a!: A, { b }: { b: 1 } = c", "let a    , { b }           = c"],
    ["function f<T>(a?: T, ...b: T[]): a is T {}", "function f   (a    , ...b     )         {}"],
    ["const f = async <T,>(a: T): Promise<T> => a", "const f = async     (a   )             => a"],
    ["interface A {\n  a: 1;\n}\nb", ";            \n       \n \nb"],
    ["export type A = 1;\nb", ";                 \nb"],
    [
      "declare const a: 1\nfunction f(): void\nfunction f() {}",
      ";                 \n;                 \nfunction f() {}",
    ],
    [
      "import type { A } from 'a'; import { type B, c } from 'b'",
      ";                           import {         c } from 'b'",
    ],
    ["a as B satisfies C; a!.b!", "a                 ; a .b "],
    ["a as B\n(c)", "a;    \n(c)"],
    ["a as B // c\n[d]", "a;     // c\n[d]"],
    ["f<A, B>(c); new D<E>()", "f      (c); new D   ()"],
    ["abstract class A<T> extends B<T> implements C {}", "         class A    extends B                 {}"],
    ["class A { private readonly a?: 1; b: 2 = 2 }", "class A { ;                a;   ; b    = 2 }"],
    [
      "class A { abstract: 1; [k: string]: any; declare b: 1 }",
      "class A { abstract;  ; ;                 ;            }",
    ],
    ["let a: /* 😀\n */ string = 'é'", "let a       \n           = 'é'"],
  ])("%j", (source, code) => {
    expect(blanked(source)?.code).toBe(code);
  });
});

/** Cells as people write them, and every hazard of leaving blanks: none needs more than the quick path. */
const common = [
  // Plain JavaScript
  "1 + 1",
  "",
  "// nothing",
  "x => x",
  "const { a = 1, ...b } = c, [d, , e] = f;",
  "a ? (b) : c => d",
  "a ? (b, c) : d => e",
  "a < (b > c); a < b || c > (d); i < n >> 1",
  "let type = 1\ntype\nfoo",
  "declare\nfoo",
  "abstract\nclass A {}",
  "x\nas",
  "label: for (;;) { break label }",
  "for (const i of [1, , 2]) if (i) continue; else break",
  "async function* g() { yield* await a; for await (const b of c) b?.[0]?.() }",
  "class A extends B { static #a = 1; static { this.#a++ } get [k]() { return super.k } }",
  "/a+/g.test(`${b}`), 10n ** 2n; function f() { return new.target }",
  "import a, { b as c } from 'a' with { type: 'json' }; import * as d from 'd'; export * from 'e'; export { a }",
  "try { await import('a') } catch { import.meta.url } finally {}",
  "using a = b; { await using c = d }",
  // Annotations
  "const a: number = 1, b: string = 'b', c: boolean = true",
  "let a: A | B, b: A & B, c: A[], d: [a: A, b?: B, ...c: C[]], e: readonly string[]",
  "let a: { b: 1; c(): void; readonly [k: string]: 1; new (): A; (): B }",
  "let a: new () => void, b: abstract new () => void, c: (d: number) => string = (d) => ''",
  "let a: typeof import('a'), b: import('b').C<D>, c: typeof d.e, f: unique symbol",
  "let a: A extends (infer B)[] ? B : never, b: { [K in keyof A]?: A[K] }, c: A['b']['c']",
  "let a: `a${string}`, b: -1, c: 'é😀' = 'é😀'",
  "let a!: number",
  "let a\n: number\n= 1",
  "let a /* b */ : /* c\n*/ A = 1",
  "const { a, b }: { a: 1; b: 2 } = c, [d]: [1] = e!",
  "for (let i: number = 0; i < 1; i++) {}",
  "for (const a of b as C[]) {} for (const a in b!) {}",
  "try {} catch (e: unknown) { throw e as Error }",
  "var a: number, b = c as string",
  "using a: A = b as A",
  // Functions
  "function f(a: A, b?: B, c?, d: D = 1, { e }: { e: E } = {} as any, [g]: [G] = [1], ...h: H[]): void {}",
  "function f<T extends { a: 1 }, const U = T>(a: T): asserts a is T { return true }",
  "function f(a /* b */ ? /* c */ : /* d */ A) {}",
  "function f(a: string): string\nfunction f(a: number): number\nfunction f(a: any) { return a }",
  "function f() { function g(): void\nfunction g(a?: any) {} }",
  "async function f(): Promise<void> { await (a as Promise<B>) }",
  "function* g(): Generator<T> { yield a as T; yield* b! }",
  "const f = (a: number): a is 1 => true",
  "const f = async (a: number): Promise<void> => { await a }",
  "const f = (\n  a: A,\n  b: B,\n): C => a",
  "const f = ({ a }: A, [b]: B, c = 1 as number) => a",
  "const f = (a: A): ((b: B) => C) => b => a",
  "const f = (a: A, b = (c: C): C => c): void => {}",
  "const f = <T,>(a: T): T => a, g = async <T>(a: T) => a",
  "const f = function <T>(a: T): void {}",
  "(<T>(a: T) => a)(1)",
  "const o = { m<T>(a: T): void {}, get a(): 1 { return 1 }, set a(b: 1) {}, async *g<T>(): A<T> {}, [k as string]: 1 }",
  "() => ({}) as T",
  "const f = () => { return <T>(a: T) => a }",
  // Assertions and type arguments
  "a as const; a satisfies B as C; (a as any).b; -(a as B); typeof a as B; void a!",
  "a as number + 1; a as B in c; a instanceof b as C; a ?? b as C; a as B && b as C || c!",
  "let a = b as C ? (d) : [e]",
  "(a as any) = 1; [a as any, b!] = c; ({ a: b!.c, d: [e as F] } = g); a! = 1; a!++",
  "for (a as any of b) {}",
  "delete a!.b; a!.b!.c!; a![0]!; a!(); a!!",
  "a?.b!.c; (a?.b)!.c; a?.b!(); a!?.b![0]; (a?.b as any).c",
  "a! < b! ? c! : d!; a! + b! / c!; a! == b; !a!",
  "new (a as any)<B>(); new a!.b!(); new A<B>(); new A<B<C>>(d)",
  "f<A>(b); f<A, B<C>>(d); f?.<A>(b); f<A>`b`; f<\n  A\n>(b)",
  "f(...(a as B[]), c!, { ...(d as E), f: g as H })",
  "`${a as string} ${`${(b as any)!.c}`}`",
  "const a = import('a') as Promise<typeof import('a')>",
  "if (a as B) (c); while (a!) b!.c(); do a as B\nwhile (b)",
  "if (a) b as B\nelse c as C",
  "switch (a as B) { case 1 as C: interface D {}\n(d); default: type E = 1 }",
  // What ends without a semicolon
  "a as B\n(c)",
  "a as B\n[c]",
  "a as B\n`c`",
  "a as B // (\n// [\n(c)",
  "a as B /* c\n*/ [d]",
  "a as B // see (c)\n+ d",
  "a as B /* (c) */ + d /* e */ (f)",
  "a as {\n  b: 1\n}\n(c)",
  "a satisfies B as C\n`d`",
  "const a = b as C[]\n[d]",
  "a => b as C\n(d)",
  "a! as B\n(c)",
  "a as B\n+c; a as B\n/c/g; a as B\n++c; a as B\n!c; a as B\n-c; a as B\n.5",
  "a!\n(b)",
  "a!\n[b]",
  "(a as B)\n(c)",
  "let a: A\n(b)",
  "let a: A\n[b] = c",
  "let a: A\n<B>(b: B) => b",
  "a\ninterface A {}\n(b)",
  "a\ntype A = 1\n+b",
  "a\ntype A = 1\n[b]",
  "type A = B\n<T>(a: T) => a",
  "a = b\nexport interface A { a: 1 }\n[c]",
  "a\nimport type A from 'a'\n(b)",
  "a\ndeclare const b: number\n`c`",
  "a\ndeclare global { interface B {} }\n-c",
  "a\nfunction f(): void\nfunction f() {}\n(b)",
  "type type = type\ntype(a)",
  // Classes
  "class A { a: number; b = 1; c: string = 'c'; static d: D; #e: E; 'f': F; 1: G; [k]: H }",
  "class A { a?: number; b!: string; readonly c = 1; declare d: 1; static readonly e?: 1 = 1 }",
  "class A { private a: 1; protected static b: 2; public c() {} override d(): void {} private static async *e() {} }",
  "class A { private constructor(a: A) {} protected get b(): B { return 1 } public set b(c: B) {} }",
  "class A { constructor(); constructor(a?: any) {} f(a: 1): void; f(a: any) {} }",
  "class A { [k: string]: any; static [k: number]: any; f = <T>(a: T): T => a }",
  "class A<in out T> extends B<T> implements C<T>, D {}",
  "class A extends (B as any)<T> implements C {} class D extends B!.C<T> {}",
  "class A implements B {}",
  "const A = class<T> { a: T = 1 as T }",
  "abstract class A { abstract a: 1; abstract f(): void; protected abstract readonly b: 2; private c = 1 }",
  "export abstract class A {}",
  "export default abstract class A {}",
  "class A { a = 1 as B\n[c] = 2 }",
  "class A { a = 1\nprivate *g() {} }",
  "class A { a = 1\nreadonly [b] = 2 }",
  "class A { a\n[k: string]: any\n[b] = 2 }",
  "class A { a = 1\ndeclare b: B\n[c] = 2 }",
  "abstract class A { a = 1\nabstract f(): void\n*g() {} }",
  "class A { get: A\nf() {} }",
  "class A { set: A\n*g() {} }",
  "class A { static: A\na = 1 }",
  "class A { async: A\nf() {} }",
  "class A { a: A\n*g() {} }",
  "class A { a!: A\n[b] = 1 }",
  "class A { private async\nf() {} }",
  "class A { static readonly\na = 1; static private\nb = 2 }",
  "class A { private 'private' = 1; private private2 = 2; private [private3] = 3 }",
  "class A { static { let a: A = 1\ninterface B {}\n(b) } }",
  // Modules
  "import type A from 'a'; import type { B } from 'b'; import type * as C from 'c'",
  "import { type A, b } from 'a'; import { b as c, type D } from 'd'; import e, { type F } from 'f'",
  "import { type A } from 'a'; import { type B, type C } from 'b'; import {} from 'c'",
  "import { a /* , */, type B /* c */, d, type E /* f */ } from 'a'; g /* h */, i",
  "import { unused, Type } from 'a'",
  "import { type as } from 'a'; import { type as b } from 'a'; import { type as as c } from 'a'",
  "export type A = 1; export interface B {} export type { C }; export type { D } from 'd'; export type * from 'e'",
  "const a = 1; type B = 1; export { a, type B }; export { a as c }; export { type D, e } from 'e'",
  "export { type A, type B } from 'a'; b",
  "export const a: number = 1, b = 2 as B",
  "export declare const a: 1; export declare function f(): void",
  "export function f(a: 1): void\nexport function f(a: any) {}",
  "export default a as B",
  "export default interface A {}",
  "export default <T>(a: T) => a",
  "export default class<T> { a: T }",
  "export default function f(a: 1): void\nexport default function f(a: any) {}",
  "import type a = require('a')",
  "declare module 'a' { export const b: 1 } declare namespace C {} declare enum D { E } declare class F {}",
];

/** Syntax that blanks cannot do, or of which that is not certain. */
const general = [
  "enum A { B }",
  "const enum A { B }",
  "namespace A { export const b = 1 }",
  "namespace A { export type B = 1 }",
  "const a = <B>c",
  "const f = g<A>",
  "f<A>?.(b)",
  "new A<B>",
  "new A<B>\n(c), new A<B>",
  "class A { constructor(private a: number) {} }",
  "class A { constructor(readonly a = 1) {} }",
  "class A { accessor a: number = 1 }",
  "class A { @a b: number }",
  "@a class B {}",
  "class A { m?(): void {} }",
  "class A { a?; }",
  "class A { [k]?: A }",
  "class A { /* a */ private /* b */ c = 1 }",
  "const A = class implements B {}",
  "abstract class A { abstract accessor a: A }",
  "function f(this: A, a: B) {}",
  "const f = (a: A): {\n  b: 1\n} => a",
  "const f = (a: A)\n: B => a",
  "const f = (a) /* ) */ : B => a",
  "const f = async <\n  T\n>(a: T) => a",
  "() => { return <\nT>(a: T) => a }",
  "a + b as any - 1",
  "a as number ** 2",
  "'use strict' as string",
  "function f() { 'use strict'! }",
  "let \\u0061: A = 1",
  "import A = B.C",
  "import a = require('a')",
  "export import a = b.c",
  "export = a",
  "export as namespace A",
];

/** Cells of the notebooks, and files with cells in them. */
const written = globSync(["notebooks/**/*.ts", "test/kernel/compile/*.ts"], { cwd: root }).map((file) => ({
  file,
  cells: readFileSync(path.join(root, file), "utf8").split(/^(?=\/\/ %%)/m),
}));

describe("the quick path and the general one agree", () => {
  test.each(common.map((source) => [source]))("%j", (source) => expectSame(source));

  test.each(written)("on all of $file", ({ cells }) => {
    expect(cells.length).toBeGreaterThan(0);
    for (const cell of cells) expectSame(cell);
  });

  test.each(general.map((source) => [source]))("the general one does %j", (source) => {
    expect(blanked(source)).toBeUndefined();
  });
});

describe("whatever stands on the next line", () => {
  const ends = [
    "a",
    "a as B",
    "a!",
    "let a",
    "const a = b as C",
    "f<A>(b)",
    "a => b as C",
    "x = y satisfies Z",
    "a as B // (c)",
    "a as B /* c */",
    "a++",
  ];
  const typeOnly = [
    "interface A {}",
    "type A = B",
    "type A = { a: 1 }",
    "declare const b: B",
    "import type C from 'c'",
  ];
  const starts = [
    "(a)",
    "[a]",
    "`a`",
    "+a",
    "-a",
    "/a/g",
    "<T>(a: T) => a",
    "{ a }",
    "(a as B)",
    "[a!]",
    "function g(): void {}",
  ];
  const unfinished = ["if (a)", "else", "do b as C", "while (a)", "a +", "? b :", ".b", "export {}", "// a (", "/* a"];
  const fields = ["a", "a: A", "get: A", "static: A", "async?: A", "a = 1", "a = 1 as A", "a = b!", "declare b: B"];
  const members = [
    "*g() {}",
    "[a] = 1",
    "f() {}",
    "private *h() {}",
    "readonly [b]: B",
    "[k: string]: A",
    "f(): void",
    "get",
    ";",
  ];
  const settings = { seed: 1, numRuns: 3000 };

  /** Both paths do a text, and alike, or the quick one leaves it to the other. */
  function expectAlike(source: string): boolean {
    const { errors, program } = parse(source, "ts");
    const code = errors.length === 0 ? blankTypes(source, program) : undefined;
    if (code !== undefined) expectSame(source, { code, program });
    return code !== undefined;
  }

  test("of statements", () => {
    let quick = 0;
    const line = fc.constantFrom(...ends, ...typeOnly, ...starts, ...unfinished);
    const lines = fc.array(line, { minLength: 2, maxLength: 6 }).map((texts) => texts.join("\n"));
    fc.assert(
      fc.property(lines, (source) => {
        if (expectAlike(source)) quick++;
      }),
      settings,
    );
    expect(quick).toBeGreaterThan(500);
  });

  test("of members", () => {
    let quick = 0;
    const line = fc.constantFrom(...fields, ...members);
    const lines = fc.array(line, { minLength: 2, maxLength: 6 }).map((texts) => `class A {\n${texts.join("\n")}\n}`);
    fc.assert(
      fc.property(lines, (source) => {
        if (expectAlike(source)) quick++;
      }),
      settings,
    );
    expect(quick).toBeGreaterThan(500);
  });
});
