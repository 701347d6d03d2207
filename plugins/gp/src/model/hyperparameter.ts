import type { Covariance, Parameter } from "../covariance/covariance.js";

/** One number of a fitted model. */
export interface Hyperparameter {
  readonly name: string;
  /** The columns of X that it belongs to, by name; empty where it belongs to none. */
  readonly inputs: readonly string[];
  readonly value: number;
  /** In terms of the inputs and of `y`; `1` for a pure number. */
  readonly unit: string;
  /** Whether it was held while the others were fitted. */
  readonly isFixed: boolean;
}

/** The hyper-parameters of a kernel in which every number is given. */
export function hyperparametersOf(kernel: Covariance, inputs: readonly string[]): Hyperparameter[] {
  return kernel.parameters(inputs.length).map((parameter) => ({
    name: parameter.name,
    inputs: parameter.inputs.map((j) => inputs[j]),
    value: parameter.start!,
    unit: unitOf(parameter, inputs),
    isFixed: parameter.fixed,
  }));
}

/** The unit of a hyper-parameter, in terms of the inputs and of `y`. */
export function unitOf({ role, inputs }: Parameter, names: readonly string[]): string {
  const input = inputs.length === 1 ? names[inputs[0]] : "X";
  switch (role) {
    case "length":
    case "period":
      return `unit of ${input}`;
    case "amplitude":
      return "unit of y";
    case "slope":
      return `unit of y / unit of ${input}`;
    case "ratio":
      return "1";
  }
}
