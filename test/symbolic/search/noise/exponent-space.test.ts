import { describe, expect, test } from "vitest";
import { exponentsOfUnit } from "../../../../plugins/symbolic/dist/search/noise/exponent-space.js";

const mass = [0, 1, 0];
const speed = [1, 0, -1];

describe("exponentsOfUnit", () => {
  test("gives an energy of a mass and two speeds, one ratio left free", () => {
    const space = exponentsOfUnit({ variables: [mass, speed, speed], target: [2, 1, -2] }, [2, 1, -2])!;
    expect(space.start).toEqual([1, 2, 0]);
    expect(space.directions).toHaveLength(1);
    expect(space.directions[0].map((exponent) => exponent + 0)).toEqual([0, -1, 1]);
  });

  test("knows when no product has the unit", () => {
    expect(exponentsOfUnit({ variables: [mass, speed], target: [0, 0, 1] }, [0, 0, 1])).toBeUndefined();
  });
});
