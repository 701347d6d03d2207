import { checkNumber, checkOptions } from "@mesoscope/sdk";
import type { Tensor } from "../graph/tensor.js";
import { multiply, subtract } from "../primitives/arithmetic.js";
import { type AdamOptions, adamOptions, adamRule } from "./adam.js";
import { Optimizer } from "./optimizer.js";

export interface AdamWOptions extends AdamOptions {
  /** How much of every parameter goes in a step, times the learning rate; 0.01. */
  readonly weightDecay?: number;
}

/**
 * Adam, with parameters that shrink towards 0 apart from the gradient.
 *
 * @example
 * String(adamW({ weightDecay: 0.1 })); // "adamW({ weightDecay: 0.1 })"
 *
 * @throws ValueError BAD_OPTION
 * @see Loshchilov & Hutter, ICLR (2019), algorithm 2
 */
export function adamW(options: AdamWOptions = {}): Optimizer {
  checkOptions("adamW", options, [...adamOptions, "weightDecay"]);
  const { learningRate = 1e-3, weightDecay = 0.01 } = options;
  checkWeightDecay("adamW", weightDecay);
  const rule = adamRule("adamW", options);
  return new Optimizer("adamW", options, learningRate, {
    moments: rule.moments,
    move: (at, rate, count) => rule.move({ ...at, parameters: shrunk(at.parameters, rate, weightDecay) }, rate, count),
  });
}

export function shrunk(parameters: Tensor, rate: Tensor, weightDecay: number): Tensor {
  return multiply(subtract(1, multiply(rate, weightDecay)), parameters);
}

export function checkWeightDecay(owner: string, value: unknown): void {
  checkNumber(owner, "weightDecay", value, "a finite number from 0", (decay) => decay >= 0 && decay < Infinity);
}
