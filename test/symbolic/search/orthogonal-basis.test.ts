import { randomStream } from "@mesoscope/core";
import { describe, expect, test } from "vitest";
import {
  basisOf,
  coefficientsOf,
  extendBasis,
  leastSquares,
  projectOut,
  spanOf,
} from "../../../plugins/symbolic/dist/search/orthogonal-basis.js";
import { dot } from "../../../plugins/symbolic/dist/search/vectors.js";
import "../../contract/close.js";

const random = randomStream(0);
const columns = Array.from({ length: 4 }, () => Float64Array.from({ length: 30 }, () => random.normal()));
const combined = (coefficients: readonly number[], noise = 0) =>
  Float64Array.from({ length: 30 }, (_, i) =>
    coefficients.reduce((sum, c, k) => sum + c * columns[k][i], noise * random.normal()),
  );
const basis = basisOf(columns);

describe("orthogonal basis", () => {
  test("gives back the coefficients of a combination", () => {
    expect(coefficientsOf(basis, combined([2, -1, 0.5, 3]))).toBeClose([2, -1, 0.5, 3], { relative: 1e-12 });
  });

  test("leaves what no combination explains", () => {
    const { rest } = projectOut(basis, combined([1, 1, 1, 1], 1));
    for (const column of columns) expect(Math.abs(dot(column, rest))).toBeLessThan(1e-12);
  });

  test("refuses a column that depends on the others", () => {
    expect(extendBasis(basis, combined([1, 2, 0, 0]))).toBeUndefined();
  });

  test("is made of the columns that are independent of those before them", () => {
    const [a, b] = columns as [Float64Array, Float64Array];
    const { basis: two, kept } = spanOf([a, a.map((value) => -2 * value), new Float64Array(30), b]);
    expect(kept).toEqual([0, 3]);
    expect(two.directions).toHaveLength(2);
  });
});

describe("leastSquares", () => {
  test("gives dependent columns nothing", () => {
    const [a, b] = columns as [Float64Array, Float64Array];
    const found = leastSquares([a, a.map((value) => 2 * value), b], combined([3, -1, 0, 0]));
    expect(found).toBeClose([3, 0, -1], { relative: 1e-12 });
  });
});
