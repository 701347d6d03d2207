import { expect, test, vi } from "vitest";
import { completeByValues, inTime } from "../../../kernel-extensions/kernel/dist/session/complete-by-values.node.js";

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

  expect(await inTime(soon(), true, ask)).toBe(byTypes);
  expect(ask).not.toHaveBeenCalled();
  expect(await inTime(never(), false, ask)).toBe(byValues);
  expect(await inTime(never(), true, ask)).toBe(byValues);
  expect(await inTime(late(), false, async () => undefined)).toBe(byTypes);
});
