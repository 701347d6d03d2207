import { checkOptions, checkPositive, checkWhole, NumericError, ShapeError, tick, ValueError } from "@mesoscope/sdk";
import { type ArrayInput, asVector } from "../arrays/as-array.js";
import { type Bound, boxOf, clip, isBlocked } from "./box.js";
import type { ValueAndGradient } from "./minimize.js";
import type { SearchResult } from "./search-result.js";

export interface AdamOptions {
  /** Bounds of the variables, one for all or one each; none unless given. */
  readonly lower?: Bound;
  readonly upper?: Bound;
  /** About how far a variable moves in one step; 0.01. */
  readonly learningRate?: number;
  /** Ends when no component of the gradient, apart from those that push against a bound, exceeds it; 0: never. */
  readonly tolerance?: number;
  /** At most this many steps; 1000. */
  readonly maxIterations?: number;
}

/** Value and gradient at a point, which may differ from step to step, as on random parts of the data. */
export type NoisyObjective = (x: Float64Array, step: number) => ValueAndGradient | Promise<ValueAndGradient>;

const meanMemory = 0.9;
const squareMemory = 0.999;
const smallest = 1e-8;

/**
 * A point that lowers a function whose gradient is noisy, by steps scaled with the gradient's running mean and spread.
 * The value is that of the last step. For exact gradients `minimize` is faster.
 *
 * @example
 * const { x } = await adam(([a]) => ({ value: (a - 3) ** 2, gradient: Float64Array.of(2 * (a - 3)) }), [0], { learningRate: 0.1 });
 * allClose(x, [3], { absolute: 1e-3 }); // true
 *
 * @throws NumericError NOT_FINITE, with the step
 * @throws ShapeError SHAPE_MISMATCH; ValueError BAD_OPTION, BAD_VALUE
 * @see Kingma & Ba, Adam: a method for stochastic optimization, ICLR (2015), algorithm 1
 */
export async function adam(
  objective: NoisyObjective,
  start: ArrayInput,
  options: AdamOptions = {},
): Promise<SearchResult<"gradient" | "maxIterations">> {
  checkOptions("adam", options, ["lower", "upper", "learningRate", "tolerance", "maxIterations"]);
  const { learningRate = 0.01, tolerance = 0, maxIterations = 1000 } = options;
  checkPositive("adam", "learningRate", learningRate);
  checkWhole("adam", "maxIterations", maxIterations, 0);
  const origin = asVector(start, "adam: start").data;
  const box = boxOf("adam", origin.length, options.lower, options.upper);
  let x = clip(origin, box);
  const mean = new Float64Array(x.length);
  const square = new Float64Array(x.length);
  for (let step = 0; ; step++) {
    const { value, gradient } = checked(await objective(x.slice(), step), x.length, step);
    await tick(step, maxIterations, { value });
    const converged = gradient.every((slope, i) => isBlocked(box, x, i, -slope) || Math.abs(slope) <= tolerance);
    if (converged || step >= maxIterations) {
      const reason = converged ? "gradient" : "maxIterations";
      return { x, value, iterations: step, evaluations: step + 1, converged, reason };
    }
    const meanScale = 1 - meanMemory ** (step + 1);
    const squareScale = 1 - squareMemory ** (step + 1);
    const next = x.map((entry, i) => {
      mean[i] = meanMemory * mean[i]! + (1 - meanMemory) * gradient[i]!;
      square[i] = squareMemory * square[i]! + (1 - squareMemory) * gradient[i]! ** 2;
      return entry - (learningRate * mean[i]!) / meanScale / (Math.sqrt(square[i]! / squareScale) + smallest);
    });
    x = clip(next, box);
  }
}

function checked(found: ValueAndGradient, size: number, step: number): ValueAndGradient {
  const { value, gradient } = found ?? {};
  if (typeof value !== "number" || gradient?.length === undefined) {
    throw new ValueError(
      "BAD_VALUE",
      "adam: the objective gave no value and gradient. Return both, such as { value: x[0] ** 2, gradient: [2 * x[0]] }.",
    );
  }
  if (gradient.length !== size) {
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `adam: the gradient has ${gradient.length} entries for ${size} variables. Return one per variable.`,
    );
  }
  const slopes = Float64Array.from(gradient);
  if (Number.isFinite(value) && slopes.every(Number.isFinite)) return { value, gradient: slopes };
  throw new NumericError(
    "NOT_FINITE",
    `adam: the value or the gradient of step ${step} is not finite (value ${value}). Lower the learningRate or set bounds.`,
  );
}
