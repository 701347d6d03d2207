import { randomStream } from "@mesoscope/core";
import { describe, expect, test } from "vitest";
import {
  coefficientsOf,
  dot,
  emptyBasis,
  extendBasis,
  projectOut,
} from "../../../../plugins/symbolic/dist/search/noise/orthogonal-basis.js";
import { roundedCoefficients } from "../../../../plugins/symbolic/dist/search/noise/rounded-coefficients.js";
import "../../../contract/close.js";

const random = randomStream(0);
const columns = Array.from({ length: 4 }, () => Float64Array.from({ length: 30 }, () => random.normal()));
const combined = (coefficients: readonly number[], noise = 0) =>
  Float64Array.from({ length: 30 }, (_, i) =>
    coefficients.reduce((sum, c, k) => sum + c * columns[k][i], noise * random.normal()),
  );
const basis = columns.reduce((known, column) => extendBasis(known, column)!, emptyBasis);

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
});

describe("roundedCoefficients", () => {
  test("rounds to halves what should be so, and fits the rest to it", () => {
    const response = combined([0.73, -1.5, 2, 0], 0.2);
    const [free, ...rounded] = roundedCoefficients(columns, response, [false, true, true, true], [])!;
    expect(rounded).toEqual([-1.5, 2, 0]);
    const rest = response.map((value, i) => value + 1.5 * columns[1][i] - 2 * columns[2][i]);
    expect(free).toBeCloseTo(dot(columns[0], rest) / dot(columns[0], columns[0]), 10);
  });
});
