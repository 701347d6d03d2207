import { ValueError } from "@mesoscope/sdk";
import { NDArray } from "../arrays/nd-array.js";
import { symmetricEigen } from "../linear-algebra/symmetric-eigen.js";

/** Points and weights such that `Σ weights[i] f(nodes[i])` is an integral, both of shape [n]. */
export interface QuadratureRule {
  readonly nodes: NDArray;
  readonly weights: NDArray;
}

/** More points would take seconds, or need weights smaller than the smallest number. */
const mostPoints = { gaussLegendre: 500, gaussHermite: 300, gaussLaguerre: 150 };

/**
 * The Gauss rule of n points for `∫ f(x) dx` from -1 to 1, exact for polynomials up to degree 2n - 1.
 *
 * @example
 * const { nodes, weights } = gaussLegendre(3);
 * allClose([dot(weights, power(nodes, 4))], [2 / 5]); // true
 *
 * @throws ValueError BAD_VALUE where n is no whole number from 1 to 500
 * @see Golub & Welsch, Calculation of Gauss quadrature rules, Math. Comp. 23 (1969) 221
 */
export function gaussLegendre(n: number): QuadratureRule {
  return gaussRule(
    "gaussLegendre",
    n,
    () => 0,
    (k) => k / Math.sqrt(4 * k * k - 1),
    2,
  );
}

/**
 * The Gauss rule of n points for `∫ exp(-x²) f(x) dx` over all numbers. The mean of f over a normal distribution is
 * `Σ weights f(mean + √2 std nodes) / √π`.
 *
 * @example
 * const { nodes, weights } = gaussHermite(3);
 * allClose([dot(weights, power(nodes, 2))], [Math.sqrt(Math.PI) / 2]); // true
 *
 * @throws ValueError BAD_VALUE where n is no whole number from 1 to 300
 * @see Golub & Welsch, Calculation of Gauss quadrature rules, Math. Comp. 23 (1969) 221
 */
export function gaussHermite(n: number): QuadratureRule {
  return gaussRule(
    "gaussHermite",
    n,
    () => 0,
    (k) => Math.sqrt(k / 2),
    Math.sqrt(Math.PI),
  );
}

/**
 * The Gauss rule of n points for `∫ exp(-x) f(x) dx` from 0 to infinity.
 *
 * @example
 * const { nodes, weights } = gaussLaguerre(4);
 * allClose([dot(weights, power(nodes, 5))], [120]); // true
 *
 * @throws ValueError BAD_VALUE where n is no whole number from 1 to 150
 * @see Golub & Welsch, Calculation of Gauss quadrature rules, Math. Comp. 23 (1969) 221
 */
export function gaussLaguerre(n: number): QuadratureRule {
  return gaussRule(
    "gaussLaguerre",
    n,
    (k) => 2 * k + 1,
    (k) => k,
    1,
  );
}

/**
 * The rule of the polynomials with `x p[k] = beside(k + 1) p[k + 1] + diagonal(k) p[k] + beside(k) p[k - 1]`, orthonormal
 * under a weight function whose integral is `mass`: nodes by eigenvalues, made exact by one step of Newton's method.
 */
function gaussRule(
  name: keyof typeof mostPoints,
  n: number,
  diagonal: (k: number) => number,
  beside: (k: number) => number,
  mass: number,
): QuadratureRule {
  if (!Number.isSafeInteger(n) || n < 1 || n > mostPoints[name]) {
    throw new ValueError(
      "BAD_VALUE",
      `${name}: ${n} points were asked for. Give a whole number from 1 to ${mostPoints[name]}.`,
    );
  }
  const matrix = new NDArray(new Float64Array(n * n), [n, n]);
  for (let k = 0; k < n; k++) {
    matrix.data[k * (n + 1)] = diagonal(k);
    if (k > 0) matrix.data[k * n + k - 1] = beside(k);
  }
  const weights = new Float64Array(n);
  const nodes = symmetricEigen(matrix).values.data.map((start, i) => {
    const { value, slope } = recur(start);
    const isMiddle = diagonal(0) === 0 && 2 * i === n - 1;
    const node = isMiddle ? 0 : start - value / slope;
    weights[i] = mass / recur(node).squares;
    return node;
  });
  return { nodes: new NDArray(nodes), weights: new NDArray(weights) };

  /** The polynomial of degree n and its slope at x, both times a number, and the sum of squares of those before. */
  function recur(x: number): { value: number; slope: number; squares: number } {
    let [before, value] = [0, 1];
    let [slopeBefore, slope] = [0, 0];
    let squares = 0;
    for (let k = 0; k < n; k++) {
      squares += value * value;
      const scale = k + 1 < n ? beside(k + 1) : 1;
      const previous = k > 0 ? beside(k) : 0;
      const next = ((x - diagonal(k)) * value - previous * before) / scale;
      const nextSlope = (value + (x - diagonal(k)) * slope - previous * slopeBefore) / scale;
      [before, value] = [value, next];
      [slopeBefore, slope] = [slope, nextSlope];
    }
    return { value, slope, squares };
  }
}
