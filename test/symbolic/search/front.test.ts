import { describe, expect, test } from "vitest";
import { variable } from "../../../plugins/symbolic/dist/expression/expression.js";
import { Front } from "../../../plugins/symbolic/dist/search/front.js";

const candidate = (complexity: number, loss: number, descriptionLength = 100 * loss) => ({
  expression: variable(0),
  complexity,
  loss,
  descriptionLength,
});

describe("Front", () => {
  test("tells beforehand whether it would keep a candidate", () => {
    const front = new Front();
    for (const [complexity, loss] of [
      [3, 0.5],
      [5, 0.2],
      [9, 0.1],
    ] as const) {
      expect(front.keeps(candidate(complexity, loss))).toBe(true);
      front.add(candidate(complexity, loss));
    }
    expect(front.keeps(candidate(4, 0.3))).toBe(true);
    expect(front.keeps(candidate(5, 0.2))).toBe(false);
    expect(front.keeps(candidate(6, Number.NaN))).toBe(false);
    // Beaten, but described nearly as shortly as the best, and not.
    expect(front.keeps(candidate(6, 0.21, 21))).toBe(true);
    expect(front.keeps(candidate(6, 0.23, 23))).toBe(false);
  });
});
