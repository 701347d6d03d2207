import { randomStream } from "@mesoscope/core";
import { describe, expect, test } from "vitest";
import { roundedCoefficients } from "../../../../plugins/symbolic/dist/search/noise/rounded-coefficients.js";
import { dot } from "../../../../plugins/symbolic/dist/search/vectors.js";
import "../../../contract/close.js";

const random = randomStream(0);
const columns = Array.from({ length: 4 }, () => Float64Array.from({ length: 30 }, () => random.normal()));
const combined = (coefficients: readonly number[], noise = 0) =>
  Float64Array.from({ length: 30 }, (_, i) =>
    coefficients.reduce((sum, c, k) => sum + c * columns[k][i], noise * random.normal()),
  );

describe("roundedCoefficients", () => {
  test("rounds to halves what should be so, and fits the rest to it", () => {
    const response = combined([0.73, -1.5, 2, 0], 0.2);
    const [free, ...rounded] = roundedCoefficients(columns, response, [false, true, true, true], [])!;
    expect(rounded).toEqual([-1.5, 2, 0]);
    const rest = response.map((value, i) => value + 1.5 * columns[1][i] - 2 * columns[2][i]);
    expect(free).toBeCloseTo(dot(columns[0], rest) / dot(columns[0], columns[0]), 10);
  });

  test("gives a column that depends on those before it nothing", () => {
    const [a, b, c] = columns;
    const dependent = a.map((value, i) => 2 * value - b[i]);
    const response = combined([0.73, 1.5, -2, 0], 0.2);
    const isRounded = [false, true, true, true];
    const [free, ...rounded] = roundedCoefficients([a, b, dependent, c], response, isRounded, [])!;
    expect(rounded).toEqual([1.5, 0, -2]);
    expect(free).toBeCloseTo(roundedCoefficients([a, b, c], response, isRounded, [])![0], 10);
    const zero = new Float64Array(30);
    expect(roundedCoefficients([zero, zero], response, [false, true], [])).toBeUndefined();
  });
});
