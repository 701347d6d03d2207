import {
  type ArrayInput,
  asMatrix,
  asVector,
  cholesky,
  choleskySolve,
  dot,
  matmul,
  NDArray,
  symmetricProduct,
  transpose,
} from "@mesoscope/core";
import { NumericError, ShapeError, ValueError } from "@mesoscope/sdk";
import type { Found, Learned, Method, SearchEnding } from "./search.js";

/** Residuals and their derivatives at one point, of shapes [m] and [m, n] for n parameters. */
export interface Residuals {
  readonly residual: ArrayInput;
  readonly jacobian: ArrayInput;
}

/** Residuals whose sum of squares is to be least, such as those of a compiled function with its `jacobian`. */
export type ResidualFunction = (x: Float64Array) => Residuals | Promise<Residuals>;

interface Linear extends Found {
  readonly residual: NDArray;
  readonly jacobian: NDArray;
}

const firstDamping = 1e-2;
const largestDamping = 1e16;

/** Steps to the least sum of squares of the residuals made linear, held near the point by a damping. */
export class DampedSteps implements Method<Residuals, Linear> {
  #damping: number;
  /** The largest squared length that each column of the Jacobian has had. */
  readonly #scale: Float64Array;

  constructor(size: number, saved?: Learned) {
    this.#damping = saved?.damping?.data[0] ?? firstDamping;
    this.#scale = saved?.scale?.data ?? new Float64Array(size);
  }

  read(answer: Residuals, x: Float64Array): Linear {
    if (answer?.residual === undefined || answer.jacobian === undefined) {
      throw new ValueError(
        "BAD_VALUE",
        "levenbergMarquardt.run: the function gave no residual and jacobian. Return both, of shapes [m] and [m, n].",
      );
    }
    const residual = asVector(answer.residual, "levenbergMarquardt.run: the residual");
    const jacobian = asMatrix(answer.jacobian, "levenbergMarquardt.run: the jacobian");
    if (jacobian.shape[0] !== residual.size || jacobian.shape[1] !== x.length) {
      throw new ShapeError(
        "SHAPE_MISMATCH",
        `levenbergMarquardt.run: the jacobian has shape [${jacobian.shape}] for ${residual.size} residuals and ${x.length} parameters. Return one row per residual and one column per parameter.`,
      );
    }
    const value = jacobian.data.every(Number.isFinite) ? dot(residual, residual) : Number.NaN;
    return { x, value, residual, jacobian };
  }

  async next(from: Linear, evaluate: (x: Float64Array) => Promise<Linear>): Promise<Linear | SearchEnding> {
    const columns = transpose(from.jacobian);
    const square = symmetricProduct(columns);
    const downhill = matmul(columns, from.residual).map((slope) => -slope);
    if (downhill.data.every((slope) => slope === 0)) return "gradient";
    const n = from.x.length;
    for (let i = 0; i < n; i++) this.#scale[i] = Math.max(this.#scale[i]!, square.data[i * n + i]!);
    for (; this.#damping <= largestDamping; this.#damping *= 4) {
      const weights = this.#scale.map((length) => this.#damping * (length || 1));
      const move = dampedSolution(square, weights, downhill);
      if (!move) continue;
      const promised = dot(downhill, move) + move.reduce((sum, entry, i) => sum + weights[i]! * entry * entry, 0);
      if (promised <= Number.EPSILON * from.value) return "level";
      const found = await evaluate(from.x.map((entry, i) => entry + move[i]!));
      const gain = (from.value - found.value) / promised;
      if (!(gain > 0)) continue;
      if (gain > 0.75) this.#damping /= 3;
      else if (gain < 0.25) this.#damping *= 2;
      return found;
    }
    this.#damping = firstDamping;
    return "noDescent";
  }

  learned(): Learned {
    return { damping: new NDArray(Float64Array.of(this.#damping), []), scale: new NDArray(this.#scale.slice()) };
  }
}

/** `(A + diag(weights))⁻¹ b`, or undefined where rounding has made the matrix indefinite. */
function dampedSolution(square: NDArray, weights: Float64Array, b: NDArray): Float64Array | undefined {
  const damped = new NDArray(square.data.slice(), square.shape);
  weights.forEach((weight, i) => {
    damped.data[i * (weights.length + 1)]! += weight;
  });
  try {
    return choleskySolve(cholesky(damped), b).data;
  } catch (error) {
    if (error instanceof NumericError) return undefined;
    throw error;
  }
}
