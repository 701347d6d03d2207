import { checkChoice, checkOptions, checkPositive, checkWhole } from "@mesoscope/sdk";
import { add, multiply, stack, type Tensor } from "@mesoscope/tensor";
import { chainError } from "./chain-error.js";
import { applyChild } from "./child.js";
import { defineLayer, type Layer } from "./layer.js";

/** Options of `neuralOde`. */
export interface NeuralOdeOptions {
  /** From a state to its rate of change. */
  readonly dynamics: Layer;
  /** How long the state moves, in the unit of time of the rates. */
  readonly duration: number;
  /** Steps in that time. */
  readonly steps: number;
  /** What comes out: the "last" state (unless given), or "all" with the first, along a new first axis of time. */
  readonly output?: "last" | "all";
}

/**
 * A state that moves along `dx/dt = f(x)` with a learned right-hand side, by the classical Runge–Kutta method of order 4.
 * The graph holds every step, so gradients are those of the numbers that come out.
 *
 * @example
 * const dynamics = mlpLayers({ hidden: [16], outputs: 2, activation: "tanh" });
 * neuralOde({ dynamics, duration: 1, steps: 10, output: "all" }).outputShape([2]); // [11, 2]
 *
 * @throws ValueError BAD_OPTION; `outputShape`: ShapeError SHAPE_MISMATCH where rates have another shape than the state
 * @see Chen et al., Neural ordinary differential equations, NeurIPS (2018), equation 2
 */
export function neuralOde(options: NeuralOdeOptions): Layer {
  checkOptions("neuralOde", options, ["dynamics", "duration", "steps", "output"]);
  const { dynamics, duration, steps, output = "last" } = options;
  checkPositive("neuralOde", "duration", duration);
  checkWhole("neuralOde", "steps", steps, 1);
  checkChoice("neuralOde", "output", output, ["last", "all"]);
  const step = duration / steps;
  return defineLayer("neuralOde", options, {
    outputShape(input) {
      const rates = dynamics.outputShape(input);
      if (String(rates) !== String(input)) throw chainError("neuralOde", input, `Its rates have shape [${rates}].`);
      return output === "all" ? [steps + 1, ...input] : input;
    },
    parameters: (input, stream) => dynamics.parameters(input, stream),
    apply(parameters, x, context) {
      const rate = (state: Tensor) => applyChild(dynamics, 0, parameters, state, context);
      const states = [x];
      for (let i = 0; i < steps; i++) states.push(afterStep(rate, states[i], step));
      return output === "all" ? stack(states, 1) : states[steps];
    },
  });
}

/** The state after one step of the classical Runge–Kutta method. */
function afterStep(rate: (state: Tensor) => Tensor, x: Tensor, step: number): Tensor {
  const along = (slope: Tensor, share: number) => add(x, multiply(share * step, slope));
  const first = rate(x);
  const second = rate(along(first, 1 / 2));
  const third = rate(along(second, 1 / 2));
  const last = rate(along(third, 1));
  return along(add(add(first, last), multiply(2, add(second, third))), 1 / 6);
}
