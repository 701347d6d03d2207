import { NDArray } from "@mesoscope/core";
import { checkNumber, checkOptions, checkWhole } from "@mesoscope/sdk";
import type { Tensor } from "../graph/tensor.js";
import { add, divide, largerOf, multiply } from "../primitives/arithmetic.js";
import { less, where } from "../primitives/comparison.js";

export interface LossScaleOptions {
  /** To begin with; 65,536. */
  readonly scale?: number;
  /** After how many good steps one after the other it is doubled; 2,000. */
  readonly growAfter?: number;
}

/** What a loss scale remembers from step to step. */
export interface LossScaleState<Leaf = Tensor> {
  /** What the loss is multiplied by, and its gradient divided by. */
  readonly scale: Leaf;
  /** Steps since it last changed. */
  readonly goodSteps: Leaf;
}

/** A factor of the loss that fits its gradient into numbers of 16 bits; made by `lossScale`. */
export interface LossScale {
  initial(): LossScaleState<NDArray>;
  /** The state after a step, whose gradient was finite or was not. */
  update(state: LossScaleState, isGood: Tensor): LossScaleState;
}

/**
 * A factor of the loss for training in mixed precision, where small gradients would vanish: multiply the loss by
 * `state.scale` before its gradient is taken, divide the gradient by it, and leave out steps whose gradient is not finite.
 * The scale is halved after such a step, and doubled after many good ones; it is never below 1. `train` of
 * `@mesoscope/surrogate` does all this by itself.
 *
 * @example
 * const scaling = lossScale({ scale: 8 });
 * const next = (state: LossScaleState, slope: Tensor) => scaling.update(state, less(abs(slope), 65504));
 * evaluate(next, scaling.initial(), 1e5).scale.data; // [4]
 *
 * @throws ValueError BAD_OPTION
 * @see Micikevicius et al., Mixed precision training, ICLR (2018), section 3.2
 */
export function lossScale(options: LossScaleOptions = {}): LossScale {
  checkOptions("lossScale", options, ["scale", "growAfter"]);
  const { scale: first = 2 ** 16, growAfter = 2000 } = options;
  checkNumber("lossScale", "scale", first, "a finite number from 1", (scale) => scale >= 1 && scale < Infinity);
  checkWhole("lossScale", "growAfter", growAfter, 1);
  const single = (value: number) => new NDArray(Float64Array.of(value), []);
  return {
    initial: () => ({ scale: single(first), goodSteps: single(0) }),
    update({ scale, goodSteps }, isGood) {
      const good = add(goodSteps, 1);
      const isEarly = less(good, growAfter);
      const kept = where(isEarly, scale, multiply(2, scale));
      return {
        scale: where(isGood, kept, largerOf(divide(scale, 2), 1)),
        goodSteps: where(isGood, where(isEarly, good, 0), 0),
      };
    },
  };
}
