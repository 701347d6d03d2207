import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arrayList } from "../../../plugins/compute/dist/slurm/array-list.js";

describe("arrayList", () => {
  test.each([
    [[], ""],
    [[3], "3"],
    [[0, 1, 2, 3, 7, 9, 10], "0-3,7,9-10"],
  ])("of %j is %s", (numbers, expected) => {
    expect(arrayList(numbers)).toBe(expected);
  });

  test("names the same numbers", () => {
    const sets = fc.uniqueArray(fc.nat(60)).map((numbers) => numbers.toSorted((a, b) => a - b));
    fc.assert(
      fc.property(sets, (numbers) => {
        const parts = arrayList(numbers).split(",").filter(Boolean);
        const back = parts.flatMap((part) => {
          const [first, last = first] = part.split("-").map(Number);
          return Array.from({ length: last! - first! + 1 }, (_, i) => first! + i);
        });
        expect(back).toEqual(numbers);
      }),
    );
  });
});
