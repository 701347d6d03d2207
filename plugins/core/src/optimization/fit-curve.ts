import { checkOptions } from "@mesoscope/sdk";
import { type ArrayInput, asArray, asVector } from "../arrays/as-array.js";
import { NDArray } from "../arrays/nd-array.js";
import { matmul } from "../linear-algebra/matmul.js";
import { checkSameRows } from "../statistics/check-same-rows.js";
import { type GaussianPredictive, gaussianPredictive } from "../statistics/gaussian-predictive.js";
import { boxOf } from "./box.js";
import { type FitLeastSquaresOptions, fitLeastSquares, leastSquaresOptions } from "./fit-least-squares.js";
import type { LeastSquaresFit } from "./least-squares-fit.js";
import { numericalJacobian } from "./numerical-jacobian.js";
import { inner } from "./vectors.js";

export interface FitCurveOptions<Row> extends Omit<FitLeastSquaresOptions, "jacobian"> {
  /** The derivatives of the curve at x by the parameters; central differences unless given. */
  readonly gradient?: (x: Row, parameters: Float64Array) => ArrayLike<number>;
}

/** A curve with parameters; `x` is a number where X is a vector, a row where it is a matrix. */
export type Curve<Row> = (x: Row, parameters: Float64Array) => number;

/** The parameters of a curve that fits best, and the curve itself. */
export interface CurveFit extends LeastSquaresFit {
  /** The curve at each row of X, of shape [n]. */
  predict(X: ArrayInput): NDArray;
  /**
   * Where a new observation of weight 1 may lie: by the covariance of the parameters, carried along the slope of the
   * curve, and the spread of the residuals.
   */
  predictive(X: ArrayInput): GaussianPredictive;
}

/**
 * The parameters with which a curve passes nearest to the points (x, y), in the sense of least squares, with standard
 * errors; `predict` and `predictive` give the fitted curve.
 *
 * @example
 * const decay = (t, [a, k]) => a * Math.exp(-k * t);
 * const fit = await fitCurve(decay, [0, 1, 2, 3], [2.0, 1.2, 0.75, 0.44], [1, 1], { names: ["a", "k"] });
 * fit.x[1].toFixed(3); // "0.500"
 * fit.predict([1]).data[0].toFixed(2); // "1.21"
 *
 * @throws as `fitLeastSquares`; ShapeError SHAPE_MISMATCH where X and y differ in length
 */
export async function fitCurve<Row extends number | Float64Array = number>(
  curve: Curve<Row>,
  X: ArrayInput,
  y: ArrayInput,
  start: ArrayInput,
  options: FitCurveOptions<Row> = {},
): Promise<CurveFit> {
  checkOptions("fitCurve", options, [...leastSquaresOptions.filter((name) => name !== "jacobian"), "gradient"]);
  const rows = rowsOf<Row>(X);
  const targets = asVector(y, "fitCurve: y").data;
  checkSameRows("fitCurve", rows.length, targets.length);
  const { gradient, ...others } = options;
  const fit = await fitLeastSquares(
    (parameters) => Float64Array.from(rows, (x, i) => targets[i]! - curve(x, parameters)),
    start,
    {
      ...others,
      ...(gradient && {
        jacobian: (parameters: Float64Array) => rows.map((x) => Array.from(gradient(x, parameters), (slope) => -slope)),
      }),
    },
  );
  const curveAt = (points: readonly Row[]) => (parameters: Float64Array) =>
    Float64Array.from(points, (x) => curve(x, parameters));
  return Object.assign(fit, {
    predict: (points: ArrayInput) => new NDArray(curveAt(rowsOf<Row>(points))(fit.x)),
    predictive: (points: ArrayInput) => {
      const at = curveAt(rowsOf<Row>(points));
      const slopes = numericalJacobian(at, fit.x, boxOf("fitCurve", fit.x.length, options.lower, options.upper));
      const carried = matmul(slopes, fit.covariance);
      const variance = at(fit.x).map((_, i) => inner(carried.row(i).data, slopes.row(i).data));
      const noise = fit.residualStandardDeviation ** 2;
      return gaussianPredictive({ mean: at(fit.x), variance: variance.map((own) => own + noise) });
    },
  });
}

/** Numbers of a vector, rows of a matrix. */
function rowsOf<Row>(X: ArrayInput): Row[] {
  const points = asArray(X, "fitCurve: X");
  const isVector = points.rank === 1;
  return Array.from({ length: points.shape[0]! }, (_, i) => (isVector ? points.data[i]! : points.row(i).data) as Row);
}
