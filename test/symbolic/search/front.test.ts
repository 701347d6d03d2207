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

  test("keeps what fits better than all that is simpler, by rising complexity", () => {
    const front = new Front();
    expect(front.best).toBeUndefined();
    expect(front.add(candidate(5, 0.2))).toBe(true);
    expect(front.add(candidate(9, 0.1))).toBe(true);
    expect(front.add(candidate(3, 0.5))).toBe(true);
    expect(losses(front.members)).toEqual([0.5, 0.2, 0.1]);
    expect(front.add(candidate(7, 0.3))).toBe(false);
    expect(front.add(candidate(5, 0.2 * (1 + 1e-12)))).toBe(false);
    expect(front.add(candidate(4, Number.POSITIVE_INFINITY))).toBe(false);
    expect(losses(front.members)).toEqual([0.5, 0.2, 0.1]);
    expect(front.add(candidate(4, 0.15))).toBe(true);
    expect(losses(front.members)).toEqual([0.5, 0.15, 0.1]);
  });

  test("calls the shortest description the best, and says when one is exact", () => {
    const front = new Front();
    front.add(candidate(3, 0.5, 40));
    front.add(candidate(5, 0.2, 10));
    front.add(candidate(9, 0.1, 30));
    expect(front.best?.complexity).toBe(5);
    expect(front.isSolved).toBe(false);
    front.add(candidate(11, 1e-21, 50));
    expect(front.isSolved).toBe(true);
  });

  test("keeps in view what is described nearly as shortly as the best: what was beaten, too", () => {
    const front = new Front();
    front.add(candidate(5, 0.2, 10));
    front.add(candidate(6, 0.3, 21.9));
    front.add(candidate(6, 0.25, 22.1));
    front.add(candidate(6, 0.24, 15));
    expect(lengths(front.rivals)).toEqual([15, 21.9]);
    front.add(candidate(6, 0.24, 15));
    expect(lengths(front.rivals)).toEqual([15, 21.9]);
    expect(front.add(candidate(4, 0.1, 8))).toBe(true);
    expect(lengths(front.members)).toEqual([8]);
    expect(lengths(front.rivals)).toEqual([10, 15]);
  });

  test("keeps twelve of them, the shortest", () => {
    const front = new Front();
    front.add(candidate(3, 0.1, 0));
    for (let i = 0; i < 20; i++) front.add(candidate(4 + i, 0.2, 11.5 - i / 2));
    expect(lengths(front.rivals)).toEqual(Array.from({ length: 12 }, (_, i) => 2 + i / 2));
  });
});

const losses = (some: readonly { readonly loss: number }[]) => some.map(({ loss }) => loss);
const lengths = (some: readonly { readonly descriptionLength: number }[]) =>
  some.map(({ descriptionLength }) => descriptionLength);
