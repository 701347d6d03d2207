import { checkNumber, checkOptions, checkPositive, checkShare, checkWhole } from "@mesoscope/sdk";
import { fill } from "../graph/leaves.js";
import type { Tensor } from "../graph/tensor.js";
import { add, divide, largerOf, multiply, power, smallerOf, subtract } from "../primitives/arithmetic.js";
import { lessOrEqual, where } from "../primitives/comparison.js";
import { cos } from "../primitives/functions.js";

/** A learning rate that changes: its value at a step, counted from 0, both as numbers of the graph. */
export type Schedule = (step: Tensor) => Tensor;

/**
 * The same rate always.
 *
 * @example
 * evaluate(schedules.constant(0.01), 7).data; // [0.01]
 */
export function constant(rate: number): Schedule {
  checkPositive("constant", "rate", rate);
  return () => fill(rate);
}

/**
 * Rises in equal parts during the first `steps` steps, from a `steps`-th of where `followedBy` begins; then follows that.
 *
 * @example
 * const schedule = schedules.warmup({ steps: 4, followedBy: 0.01 });
 * evaluate(schedule, 1).data; // [0.005]
 * evaluate(schedule, 100).data; // [0.01]
 *
 * @throws ValueError BAD_OPTION
 */
export function warmup(options: { readonly steps: number; readonly followedBy: number | Schedule }): Schedule {
  checkOptions("warmup", options, ["steps", "followedBy"]);
  const { steps, followedBy } = options;
  checkWhole("warmup", "steps", steps, 1);
  const later = typeof followedBy === "function" ? followedBy : constant(followedBy);
  return (step) => multiply(smallerOf(divide(add(step, 1), steps), 1), later(largerOf(subtract(step, steps), 0)));
}

/**
 * Falls as half a cosine wave from `from` to `to` (0 unless given) in `steps` steps, and stays there.
 *
 * @example
 * evaluate(schedules.cosine({ from: 0.5, to: 0.25, steps: 100 }), 50).data; // [0.375]
 *
 * @throws ValueError BAD_OPTION
 * @see Loshchilov & Hutter, ICLR (2017), equation 5
 */
export function cosine(options: { readonly from: number; readonly to?: number; readonly steps: number }): Schedule {
  checkOptions("cosine", options, ["from", "to", "steps"]);
  const { from, to = 0, steps } = options;
  checkPositive("cosine", "from", from);
  checkNumber("cosine", "to", to, "a finite number from 0", (rate) => rate >= 0 && rate < Infinity);
  checkWhole("cosine", "steps", steps, 1);
  return (step) => halfWave(from, to, smallerOf(divide(step, steps), 1));
}

/**
 * Is multiplied by `factor` every `steps` steps, evenly in between: `from · factor^(step / steps)`.
 *
 * @example
 * evaluate(schedules.exponentialDecay({ from: 0.01, factor: 0.5, steps: 1000 }), 2000).data; // [0.0025]
 *
 * @throws ValueError BAD_OPTION
 */
export function exponentialDecay(options: {
  readonly from: number;
  readonly factor: number;
  readonly steps: number;
}): Schedule {
  checkOptions("exponentialDecay", options, ["from", "factor", "steps"]);
  const { from, factor, steps } = options;
  checkPositive("exponentialDecay", "from", from);
  checkShare("exponentialDecay", "factor", factor);
  checkWhole("exponentialDecay", "steps", steps, 1);
  return (step) => multiply(from, power(factor, divide(step, steps)));
}

/** Where a cycle begins and ends, as parts of its peak and of its beginning. */
const [beginning, ending] = [1 / 25, 1e-4];

/**
 * Rises as half a cosine wave from a 25th of `peak` to it during `risingShare` of the steps (0.3), then falls as another
 * one to a 10,000th of where it began.
 *
 * @example
 * evaluate(schedules.oneCycle({ peak: 0.01, steps: 100 }), 29).data; // [0.01]
 *
 * @throws ValueError BAD_OPTION, also where less than two steps are left to rise
 * @see Smith & Topin, arXiv:1708.07120; with the shape of PyTorch's OneCycleLR
 */
export function oneCycle(options: {
  readonly peak: number;
  readonly steps: number;
  readonly risingShare?: number;
}): Schedule {
  checkOptions("oneCycle", options, ["peak", "steps", "risingShare"]);
  const { peak, steps, risingShare = 0.3 } = options;
  checkPositive("oneCycle", "peak", peak);
  checkShare("oneCycle", "risingShare", risingShare);
  checkNumber("oneCycle", "steps", steps, `a whole number of at least ${Math.ceil(2 / risingShare)}`, (count) => {
    return Number.isSafeInteger(count) && count * risingShare >= 2;
  });
  const [top, last] = [risingShare * steps - 1, steps - 1];
  return (step) => {
    const rising = halfWave(peak * beginning, peak, divide(step, top));
    const passed = divide(subtract(smallerOf(step, last), top), last - top);
    return where(lessOrEqual(step, top), rising, halfWave(peak, peak * beginning * ending, passed));
  };
}

/** From `from` at 0 to `to` at 1. */
function halfWave(from: number, to: number, share: Tensor): Tensor {
  return add(to, multiply((from - to) / 2, add(1, cos(multiply(Math.PI, share)))));
}
