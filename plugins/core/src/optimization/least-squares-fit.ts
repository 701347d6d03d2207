import { checkShare, NumericError, ShownTable, shortNumber, type TextTable } from "@mesoscope/sdk";
import { NDArray } from "../arrays/nd-array.js";
import { qr } from "../linear-algebra/qr.js";
import { svd } from "../linear-algebra/svd.js";
import { studentT } from "../statistics/distributions/student-t.js";
import type { SearchResult } from "./search-result.js";

/** Which condition ended the search; `noDescent` where no step helped, as with wrong derivatives. */
export type LeastSquaresReason = "gradient" | "gain" | "step" | "noDescent" | "maxIterations";

/** @internal */
export interface FoundLeastSquares {
  readonly x: Float64Array;
  readonly value: number;
  readonly iterations: number;
  readonly evaluations: number;
  readonly reason: LeastSquaresReason;
  readonly jacobian: NDArray;
  readonly residuals: Float64Array;
  readonly names: readonly string[];
}

/** Parameters that fit best, and how surely; made by `fitLeastSquares` and `fitCurve`. */
export class LeastSquaresFit extends ShownTable implements SearchResult<LeastSquaresReason> {
  readonly x: Float64Array;
  /** The sum of the squared residuals, weighted. */
  readonly value: number;
  readonly iterations: number;
  readonly evaluations: number;
  readonly converged: boolean;
  readonly reason: LeastSquaresReason;
  readonly names: readonly string[];
  /** At the end, weighted, of shape [m]. */
  readonly residuals: NDArray;
  /** The number of residuals less that of parameters. */
  readonly degreesOfFreedom: number;
  /** The square root of the sum of squares per degree of freedom. */
  readonly residualStandardDeviation: number;
  /**
   * Of the parameters, of shape [n, n], from the Jacobian at the end; bounds are left out of account. NaN where the
   * search has not converged, and without degrees of freedom.
   */
  readonly covariance: NDArray;

  /** @internal */
  constructor(found: FoundLeastSquares) {
    super();
    this.x = found.x;
    this.value = found.value;
    this.iterations = found.iterations;
    this.evaluations = found.evaluations;
    this.reason = found.reason;
    this.converged = found.reason !== "maxIterations" && found.reason !== "noDescent";
    this.names = found.names;
    this.residuals = new NDArray(found.residuals);
    this.degreesOfFreedom = found.residuals.length - found.x.length;
    const variance = this.value / this.degreesOfFreedom;
    this.residualStandardDeviation = Math.sqrt(variance);
    const n = found.x.length;
    this.covariance = this.converged
      ? inverseOfSquare(found.jacobian, found.names).map((entry) => entry * variance)
      : new NDArray(new Float64Array(n * n).fill(Number.NaN), [n, n]);
  }

  /** The square roots of the variances of the parameters, of shape [n]. */
  get standardErrors(): NDArray {
    return new NDArray(this.x.map((_, i) => Math.sqrt(this.covariance.get(i, i))));
  }

  /**
   * Bounds of each parameter by Student's t distribution, each of shape [n]: true for residuals that are normal and a
   * model that is nearly linear in its parameters.
   *
   * @throws ValueError BAD_OPTION where the level is not between 0 and 1, or no degree of freedom is left
   */
  interval(level = 0.95): { lower: NDArray; upper: NDArray } {
    checkShare("LeastSquaresFit.interval", "level", level);
    const reach = studentT({ degreesOfFreedom: this.degreesOfFreedom }).quantile((1 + level) / 2);
    const side = (sign: number) => this.standardErrors.map((error, i) => this.x[i]! + sign * reach * error);
    return { lower: side(-1), upper: side(1) };
  }

  toJSON(): object {
    return {
      parameters: Object.fromEntries(this.names.map((name, i) => [name, this.x[i]])),
      covariance: this.covariance.toArray(),
      value: this.value,
      degreesOfFreedom: this.degreesOfFreedom,
      iterations: this.iterations,
      evaluations: this.evaluations,
      reason: this.reason,
    };
  }

  protected table(): TextTable {
    const hasSpread = this.degreesOfFreedom > 0 && this.converged;
    const { lower, upper } = hasSpread ? this.interval() : { lower: undefined, upper: undefined };
    const shown = (values: NDArray | undefined, i: number) => (values ? shortNumber(values.get(i)) : "–");
    const ended = this.converged ? `converged (${this.reason})` : `not converged (${this.reason})`;
    return {
      caption:
        `least squares: sum of squares ${shortNumber(this.value)}, ${this.degreesOfFreedom} degrees of freedom, ` +
        `${ended} after ${this.iterations} steps`,
      headings: ["parameter", "value", "standard error", "95 % from", "to"],
      rows: this.names.map((name, i) => [
        name,
        String(Number(this.x[i]!.toPrecision(8))),
        shown(hasSpread ? this.standardErrors : undefined, i),
        shown(lower, i),
        shown(upper, i),
      ]),
    };
  }
}

/** `(JᵀJ)⁻¹`, by the singular values of the columns brought to one length. */
function inverseOfSquare(jacobian: NDArray, names: readonly string[]): NDArray {
  const n = names.length;
  const lengths = names.map((_, j) => Math.sqrt(jacobian.column(j).data.reduce((sum, slope) => sum + slope ** 2, 0)));
  const idle = lengths.indexOf(0);
  if (idle >= 0) throw undetermined(names[idle]!);
  const { r } = qr(jacobian.map((slope, at) => slope / lengths[at % n]!));
  const { singularValues, vt } = svd(r);
  if (singularValues.data.at(-1)! <= n * Number.EPSILON * singularValues.data[0]!) {
    const weights = vt.row(n - 1).data.map(Math.abs);
    throw undetermined(names[weights.indexOf(Math.max(...weights))]!);
  }
  return new NDArray(
    Float64Array.from({ length: n * n }, (_, at) => {
      const [i, j] = [Math.floor(at / n), at % n];
      const sum = singularValues.data.reduce((total, s, k) => total + (vt.get(k, i) * vt.get(k, j)) / s ** 2, 0);
      return sum / (lengths[i]! * lengths[j]!);
    }),
    [n, n],
  );
}

function undetermined(name: string): NumericError {
  return new NumericError(
    "SINGULAR",
    `fitLeastSquares: the residuals do not determine ${name}, alone or among the others. Fix it or leave it out.`,
  );
}
