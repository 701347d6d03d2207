import { NDArray, qr, solveTriangular } from "@mesoscope/core";
import {
  type ArrayLike,
  checkOptions,
  type Displayable,
  displaySymbol,
  NumericError,
  ShapeError,
  ValueError,
} from "@mesoscope/sdk";
import { readMeasured } from "../fit/training-data.js";
import { type ChaosInput, gaussRule, type PolynomialInput, readPolynomialInputs } from "./orthogonal-polynomials.js";
import { basisAt, PolynomialChaosModel, termsOf } from "./polynomial-chaos-model.js";
import { evaluateAt, type Simulated } from "./simulator-function.js";

/** Options of `polynomialChaos`. */
export interface PolynomialChaosOptions {
  /**
   * What is known of every input: `[low, high]`, one of core's `uniform`, `normal`, `gamma`, `exponential` and `beta`, or
   * the same as plain data, which also moves a beta distribution.
   */
  readonly inputs: readonly ChaosInput[];
  /** The highest total degree of a term; 3 by default. */
  readonly degree?: number;
}

/** A recipe for a polynomial of uncertain inputs; made by `polynomialChaos`. */
export interface PolynomialChaos extends Displayable {
  readonly options: PolynomialChaosOptions;
  /** By least squares, from X of shape [n, d] and y of shape [n]; with n of two or three times the terms. */
  fit(X: ArrayLike, y: ArrayLike): Promise<PolynomialChaosModel>;
  /** By Gauss quadrature: evaluates a function at `(degree + 1)^d` points of its own. */
  run(simulated: Simulated): Promise<PolynomialChaosModel>;
}

const mostPoints = 100_000;

/**
 * A result as a polynomial of its uncertain inputs, orthonormal under their distribution, so that mean, variance and Sobol
 * indices are read from the coefficients: the cheapest propagation of few inputs through a smooth function.
 *
 * @example
 * const inputs = [[0, 1], normal({ mean: 2, std: 0.5 })];
 * const model = await polynomialChaos({ inputs, degree: 2 }).run(([a, b]) => a + b * b);
 * model.mean.toFixed(6); // "4.750000"
 *
 * @throws ValueError BAD_OPTION; `fit`: ShapeError SHAPE_MISMATCH or EMPTY, NumericError SINGULAR, DataError MISSING_VALUES
 * @see Xiu & Karniadakis, SIAM J. Sci. Comput. 24 (2002) 619; Sudret, Reliab. Eng. Syst. Saf. 93 (2008) 964
 */
export function polynomialChaos(options: PolynomialChaosOptions): PolynomialChaos {
  const owner = "polynomialChaos";
  checkOptions(owner, options, ["inputs", "degree"]);
  const { degree = 3 } = options;
  const inputs = readPolynomialInputs(owner, options.inputs);
  if (!(Number.isSafeInteger(degree) && degree >= 1)) {
    throw new ValueError("BAD_OPTION", `${owner}: degree is ${degree}. Give a whole number of at least 1.`);
  }
  return {
    options: Object.freeze({ ...options }),
    fit: async (X, y) => fitLeastSquares(inputs, degree, X, y),
    run: (simulated) => runQuadrature(inputs, degree, simulated),
    [displaySymbol]: () => ({
      "text/plain": `polynomialChaos, not fitted yet: degree ${degree} in ${inputs.length} input(s), ${termsOf(inputs.length, degree).length} terms`,
    }),
  };
}

function fitLeastSquares(
  inputs: readonly PolynomialInput[],
  degree: number,
  X: ArrayLike,
  y: ArrayLike,
): PolynomialChaosModel {
  const owner = "polynomialChaos.fit";
  const data = readMeasured(X, y, owner);
  const [rows, columns] = data.X.shape;
  if (columns !== inputs.length) {
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `${owner}: X has ${columns} columns but ${inputs.length} inputs were described. Give one column per input.`,
    );
  }
  const terms = termsOf(columns, degree);
  if (rows <= terms.length) {
    throw new ShapeError(
      "EMPTY",
      `${owner}: X has ${rows} rows for ${terms.length} terms of degree ${degree}. Give more rows, or a lower degree.`,
    );
  }
  const { q, r } = qr(basisAt(inputs, terms, data.X));
  const diagonal = terms.map((_, k) => Math.abs(r.get(k, k)));
  if (Math.min(...diagonal) < 1e-10 * Math.max(...diagonal)) {
    throw new NumericError(
      "SINGULAR",
      `${owner}: the rows do not tell the ${terms.length} terms apart. Spread them over all inputs.`,
    );
  }
  const project = (vector: Float64Array) =>
    Float64Array.from({ length: terms.length }, (_, k) =>
      vector.reduce((sum, value, i) => sum + value * q.data[i * terms.length + k], 0),
    );
  const projected = project(data.y.data);
  const coefficients = solveTriangular(r, projected, { lower: false }).data;
  const residual = data.y.data.map(
    (value, i) => value - projected.reduce((sum, one, k) => sum + one * q.data[i * terms.length + k], 0),
  );
  const left = residual.map((value, i) => {
    const leverage = q.row(i).data.reduce((sum, one) => sum + one * one, 0);
    return (value / Math.max(1 - leverage, 1e-12)) ** 2;
  });
  const noise = residual.reduce((sum, value) => sum + value * value, 0) / (rows - terms.length);
  const errors = terms.map((_, k) => {
    const unit = Float64Array.from({ length: terms.length }, (_, l) => +(l === k));
    const row = solveTriangular(r, unit, { lower: false, transpose: true }).data;
    return Math.sqrt(noise * row.reduce((sum, value) => sum + value * value, 0));
  });
  const leaveOneOutError = Math.sqrt(left.reduce((sum, value) => sum + value, 0) / rows);
  return new PolynomialChaosModel({
    inputs,
    degree,
    coefficients: Array.from(coefficients),
    errors,
    leaveOneOutError,
    evaluations: rows,
  });
}

async function runQuadrature(
  inputs: readonly PolynomialInput[],
  degree: number,
  simulated: Simulated,
): Promise<PolynomialChaosModel> {
  const owner = "polynomialChaos.run";
  const count = degree + 1;
  const total = count ** inputs.length;
  if (total > mostPoints) {
    throw new ValueError(
      "BAD_OPTION",
      `${owner}: degree ${degree} in ${inputs.length} inputs needs ${total} evaluations. Lower the degree, or use fit on a design.`,
    );
  }
  const rules = inputs.map((input) => gaussRule(input, count));
  const places = (at: number) => rules.map((_, j) => Math.floor(at / count ** j) % count);
  const X = new NDArray(
    Float64Array.from(Array.from({ length: total }, (_, at) => places(at).map((k, j) => rules[j].points[k])).flat()),
    [total, inputs.length],
  );
  const weights = Array.from({ length: total }, (_, at) =>
    places(at).reduce((product, k, j) => product * rules[j].weights[k], 1),
  );
  const values = await evaluateAt(owner, simulated, X);
  const terms = termsOf(inputs.length, degree);
  const basis = basisAt(inputs, terms, X);
  const coefficients = terms.map((_, k) =>
    weights.reduce((sum, weight, i) => sum + weight * values.data[i] * basis.data[i * terms.length + k], 0),
  );
  return new PolynomialChaosModel({
    inputs,
    degree,
    coefficients,
    errors: undefined,
    leaveOneOutError: undefined,
    evaluations: total,
  });
}
