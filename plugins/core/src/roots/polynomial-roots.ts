import { ValueError } from "@mesoscope/sdk";
import { type ArrayInput, asVector } from "../arrays/as-array.js";
import type { ComplexArray } from "../arrays/complex-array.js";
import { NDArray } from "../arrays/nd-array.js";
import { eigen } from "../linear-algebra/eigen.js";

/**
 * All roots of the polynomial `c[0] + c[1] x + c[2] x² + …`, by ascending real part, as eigenvalues of its companion
 * matrix. A root that occurs m times is known to about 16/m digits only.
 *
 * @example
 * allClose(polynomialRoots([6, -5, 1]).real, [2, 3]); // true
 *
 * @throws ValueError NOT_FINITE, EMPTY where all coefficients are 0
 * @see Edelman & Murakami, Polynomial roots from companion matrix eigenvalues, Math. Comp. 64 (1995) 763
 */
export function polynomialRoots(coefficients: ArrayInput): ComplexArray {
  const { data } = asVector(coefficients, "polynomialRoots: the coefficients");
  const bad = data.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    throw new ValueError(
      "NOT_FINITE",
      `polynomialRoots: coefficient ${bad} is ${data[bad]}. Give finite numbers, lowest power first.`,
    );
  }
  const degree = data.findLastIndex((value) => value !== 0);
  if (degree < 0) {
    throw new ValueError(
      "EMPTY",
      "polynomialRoots: all coefficients are 0, so every number is a root. Give one other than 0.",
    );
  }
  const companion = new NDArray(new Float64Array(degree * degree), [degree, degree]);
  for (let i = 0; i < degree; i++) {
    if (i > 0) companion.data[i * degree + i - 1] = 1;
    companion.data[i * degree + degree - 1] = -data[i]! / data[degree]!;
  }
  return eigen(companion).values;
}
