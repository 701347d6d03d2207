import { checkNumber, checkOptions, checkPositive, checkWhole, NumericError, tick } from "@mesoscope/sdk";
import type { ArrayInput } from "../arrays/as-array.js";
import { type Bound, boxOf, clip, isBlocked, startOf } from "./box.js";
import type { SearchResult } from "./search-result.js";
import { checkObjective, readValueAndGradient, type ValueAndGradient } from "./value-and-gradient.js";

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
  checkObjective("adam", objective);
  checkOptions("adam", options, ["lower", "upper", "learningRate", "tolerance", "maxIterations"]);
  const { learningRate = 0.01, tolerance = 0, maxIterations = 1000 } = options;
  checkPositive("adam", "learningRate", learningRate);
  checkNumber("adam", "tolerance", tolerance, "a number from 0", (value) => value >= 0);
  checkWhole("adam", "maxIterations", maxIterations, 0);
  const origin = startOf("adam", start);
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
  const read = readValueAndGradient("adam", found, size);
  if (Number.isFinite(read.value) && read.gradient.every(Number.isFinite)) return read;
  throw new NumericError(
    "NOT_FINITE",
    `adam: the value or the gradient of step ${step} is not finite (value ${read.value}). Lower the learningRate or set bounds.`,
  );
}
