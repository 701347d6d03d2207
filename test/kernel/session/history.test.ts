import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { History, matchesGlob } from "../../../kernel-extensions/kernel/dist/session/history.js";

let history: History;
beforeEach(() => {
  history = new History();
  ["a", "b", "a", "ab", "c"].forEach((source, i) => {
    history.add({ count: i + 1, source });
  });
});
const counts = (query: Parameters<History["find"]>[0]) => history.find(query).map(({ count }) => count);

describe("History", () => {
  test("gives the latest cells", () => {
    expect(counts({ access: "tail", count: 2 })).toEqual([4, 5]);
    expect(counts({ access: "tail", count: 0 })).toEqual([]);
    expect(counts({ access: "tail" })).toEqual([1, 2, 3, 4, 5]);
  });

  test("gives a range without its end", () => {
    expect(counts({ access: "range", start: 2, stop: 4 })).toEqual([2, 3]);
    expect(counts({ access: "range", start: 4 })).toEqual([4, 5]);
  });

  test("searches by pattern, equal cells once if asked", () => {
    expect(counts({ access: "search", pattern: "a*" })).toEqual([1, 3, 4]);
    expect(counts({ access: "search", pattern: "a*", unique: true })).toEqual([3, 4]);
    expect(counts({ access: "search", pattern: "*", count: 1 })).toEqual([5]);
  });
});

describe("matchesGlob", () => {
  test.each([
    ["const x = 1", "const*", true],
    ["const x = 1", "x", false],
    ["const x = 1", "*x*", true],
    ["a\nb", "a?b", true],
    ["", "*", true],
    ["a", "", false],
    ["a.b", "a?b", true],
    ["(x)", "(x)", true],
  ])("%j fits %j: %s", (text, pattern, fits) => {
    expect(matchesGlob(text, pattern)).toBe(fits);
  });

  test("agrees with a regular expression", () => {
    const letter = fc.constantFrom("a", "b", "*", "?");
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 8 }),
        fc.string({ unit: letter, maxLength: 6 }),
        (text, glob) => {
          const expression = new RegExp(`^${glob.replaceAll("*", ".*").replaceAll("?", ".")}$`);
          expect(matchesGlob(text, glob)).toBe(expression.test(text));
        },
      ),
    );
  });

  test("takes no longer for a pattern made to be slow", () => {
    expect(matchesGlob("a".repeat(5000), `${"*a".repeat(50)}b`)).toBe(false);
  });
});
