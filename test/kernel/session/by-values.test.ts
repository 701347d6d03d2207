import { describe, expect, test, vi } from "vitest";
import {
  completeByValues,
  inspectByValues,
  inTime,
  valuesFirst,
  withValue,
} from "../../../kernel-extensions/kernel/dist/session/by-values.node.js";

const known = [
  { name: "floor", type: "function" },
  { name: "flo", type: "property" },
] as const;

const asked = async (source: string, cursor = source.length) => {
  const texts: string[] = [];
  const found = await completeByValues(source, cursor, async (text) => {
    texts.push(text);
    return known;
  });
  return { text: texts[0], found };
};

test("the names and dots before the cursor are looked up, and the last of them is replaced", async () => {
  const { text, found } = await asked("const a = b(3 + Math.flo) * 2", 24);
  expect(text).toBe("Math.flo");
  expect(found).toEqual({
    matches: ["floor", "flo"],
    start: 21,
    end: 24,
    types: [
      { text: "floor", type: "function", signature: "" },
      { text: "flo", type: "property", signature: "" },
    ],
  });
});

test.each([
  ["spec", "spec"],
  ["Math.", "Math."],
  ["a.b.größe", "a.b.größe"],
  ["f(x, sp", "sp"],
  ["if (!$a._b", "$a._b"],
  ["const text = 'é';\n  sp", "sp"],
  ["for (const row of ro", "ro"],
  ["return sp", "sp"],
])("%j asks for %j", async (source, text) => expect((await asked(source)).text).toBe(text));

test.each([
  ["", "nothing to go on from"],
  ["f(x).le", "a result"],
  ["list[0].le", "an entry"],
  ["a?.le", "a chain that may be absent"],
  ["1.toF", "a number"],
  ["'Math.flo", "a text"],
  ["`a\nMath.flo", "a text of several lines"],
  ["// Math.flo", "a comment"],
  ["/* a\nMath.flo", "a comment of several lines"],
  ["import { flo", "an import"],
  ["%plugin lo", "a magic"],
  ["const x: Poi", "a type"],
  ["type Bar = Poi", "a type's definition"],
  ["function sp", "a new name"],
  ["const spec = make();\nspec.wi", "a name that the cell declares"],
  ["(spec) => spec.wi", "a parameter"],
])("%j is left to the types: %s", async (source) => {
  expect(await asked(source)).toEqual({ text: undefined, found: undefined });
});

test("without a name that fits there is no answer", async () => {
  expect(await completeByValues("Math.xyz", 8, async () => [])).toBeUndefined();
  expect(await completeByValues("Math.xyz", 8, async () => undefined)).toBeUndefined();
});

test("values are asked only where types are late, and types are waited for where values do not tell", async () => {
  const byTypes = { matches: ["types"], start: 0, end: 0, types: [] };
  const byValues = { ...byTypes, matches: ["values"] };
  const soon = () => Promise.resolve(byTypes);
  const late = () => new Promise<typeof byTypes>((resolve) => setTimeout(resolve, 400, byTypes));
  const never = () => new Promise<typeof byTypes>(() => {});
  const ask = vi.fn(async () => byValues);

  expect(await inTime(soon(), 100, ask)).toBe(byTypes);
  expect(ask).not.toHaveBeenCalled();
  expect(await inTime(never(), 0, ask)).toBe(byValues);
  expect(await inTime(never(), 100, ask)).toBe(byValues);
  expect(await inTime(late(), 0, async () => undefined)).toBe(byTypes);
});

test("while types load the values answer first, and the types are asked after them", async () => {
  const byTypes = { matches: ["types"], start: 0, end: 0, types: [] };
  const byValues = { ...byTypes, matches: ["values"] };
  const never = () => new Promise<typeof byTypes>(() => {});
  const ask = vi.fn(async () => byTypes);

  expect(await valuesFirst(Promise.resolve(byValues), ask)).toBe(byValues);
  expect(ask).not.toHaveBeenCalled();
  await vi.waitFor(() => expect(ask).toHaveBeenCalledOnce());
  expect(await valuesFirst(Promise.resolve(undefined), ask)).toBe(byTypes);
  expect(await valuesFirst(never(), ask)).toBe(byTypes);
  const late = new Promise<typeof byTypes>((resolve) => setTimeout(resolve, 200, byValues));
  expect(await valuesFirst(late, never)).toBe(byValues);
  expect(await valuesFirst(Promise.resolve(byValues), () => Promise.reject(new Error("no types")))).toBe(byValues);
});

describe("inspection", () => {
  const value = { type: "Array", shape: "3", units: "mm", text: "[1, 2, 3]" };
  const inspected = async (source: string, cursor: number, found: typeof value | undefined = value) => {
    const texts: string[] = [];
    const shown = await inspectByValues(source, cursor, async (text) => {
      texts.push(text);
      return found;
    });
    return { text: texts[0], shown };
  };

  test.each([
    ["const stress = modulus * strain", 18, "modulus"],
    ["spec.width.mean()", 7, "spec.width"],
    ["spec.width.mean()", 2, "spec"],
    ["spec.width.mean()", 10, "spec.width"],
  ])("in %j at %i it asks for %s", async (source, cursor, text) => {
    expect((await inspected(source, cursor)).text).toBe(text);
  });

  test.each([
    ["'spec'", 3],
    ["// spec", 5],
    ["f().width", 6],
    ["list[0].width", 9],
    ["3.5", 1],
    ["", 0],
    ["a + b", 2],
  ])("in %j at %i there is no value to ask for", async (source, cursor) => {
    expect(await inspected(source, cursor)).toEqual({ text: undefined, shown: undefined });
  });

  test("tells type, extent, units and the start of the value", async () => {
    expect((await inspected("spec", 2)).shown).toEqual({
      found: true,
      text: "Value now: Array, 3, mm [1, 2, 3]",
      markdown: "**Value now:** Array, 3, mm `[1, 2, 3]`",
    });
    const ticked = { type: "string", text: "'a`b'" } as typeof value;
    expect((await inspected("spec", 2, ticked)).shown?.markdown).toBe("**Value now:** string `` 'a`b' ``");
  });

  test("stands below what the types tell, or alone, and is not waited for long", async () => {
    const byTypes = { found: true, text: "const spec: number[]", markdown: "`spec`" };
    const byValue = { found: true, text: "Value now: 1", markdown: "**Value now:** `1`" };
    const nothing = { found: false, text: "", markdown: "" };
    const both = (found: typeof byTypes, known?: typeof byValue) =>
      withValue(Promise.resolve(found), Promise.resolve(known));
    expect(await both(byTypes, byValue)).toEqual({
      found: true,
      text: "const spec: number[]\n\nValue now: 1",
      markdown: "`spec`\n\n**Value now:** `1`",
    });
    expect([await both(byTypes), await both(nothing, byValue), await both(nothing)]).toEqual([
      byTypes,
      byValue,
      nothing,
    ]);
    expect(await withValue(Promise.resolve(byTypes), new Promise(() => {}))).toEqual(byTypes);
  });
});
