import { checkChoice, checkOptions } from "@mesoscope/sdk";
import {
  add,
  erf,
  exp,
  largerOf,
  less,
  log,
  multiply,
  sigmoid,
  sin,
  smallerOf,
  subtract,
  type Tensor,
  tanh,
  where,
} from "@mesoscope/tensor";
import { defineLayer, type Layer } from "./layer.js";

/** Names of activation functions. */
export type ActivationName =
  | "identity"
  | "relu"
  | "leakyRelu"
  | "elu"
  | "gelu"
  | "silu"
  | "softplus"
  | "tanh"
  | "sigmoid"
  | "sin";

const leak = 0.01;
/** Above this, `log(1 + eˣ)` is `x` to the last bit of a 32-bit number. */
const softplusIsLinear = 20;

const functions: Readonly<Record<ActivationName, (x: Tensor) => Tensor>> = {
  identity: (x) => x,
  // Of equal entries, derivatives follow the first: at 0 the slope is 0, as elsewhere.
  relu: (x) => largerOf(0, x),
  leakyRelu: (x) => where(less(0, x), x, multiply(leak, x)),
  elu: (x) => where(less(0, x), x, subtract(exp(smallerOf(0, x)), 1)),
  gelu: (x) => multiply(x, multiply(0.5, add(1, erf(multiply(Math.SQRT1_2, x))))),
  silu: (x) => multiply(x, sigmoid(x)),
  softplus: (x) => where(less(x, softplusIsLinear), log(add(1, exp(smallerOf(softplusIsLinear, x)))), x),
  tanh,
  sigmoid,
  sin,
};

const names = Object.keys(functions) as ActivationName[];
/** Those that let about half of the variance of a normal input pass. */
const halving: readonly ActivationName[] = ["relu", "leakyRelu", "elu", "gelu", "silu"];

/**
 * A function of each entry, by its name.
 *
 * @example
 * activation({ function: "gelu" }).outputShape([3, 8]); // [3, 8]
 *
 * @throws ValueError BAD_OPTION
 */
export function activation(options: { readonly function: ActivationName }): Layer {
  checkOptions("activation", options, ["function"]);
  checkActivation("activation", options.function, "function");
  return defineLayer("activation", options, {
    outputShape: (input) => input,
    parameters: () => ({}),
    apply: (_parameters, x) => functions[options.function](x),
  });
}

/** The named function of each entry. */
export function activate(name: ActivationName, x: Tensor): Tensor {
  return functions[name](x);
}

export function checkActivation(owner: string, name: ActivationName, option = "activation"): void {
  checkChoice(owner, option, name, names);
}

/** Whether starting weights should be twice as strong in variance to make up for the activation. */
export function halvesVariance(name: ActivationName): boolean {
  return halving.includes(name);
}
