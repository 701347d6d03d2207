import { gamma, type RandomStream } from "@mesoscope/core";
import { checkOptions, ValueError } from "@mesoscope/sdk";

/** What is known of a hyper-parameter before the data; made by `logNormalPrior` and its like. */
export interface Prior {
  readonly prior: "logNormal" | "gamma" | "inverseGamma" | "halfNormal";
  readonly parameters: readonly number[];
  /** Where the search begins, or ended. */
  readonly value: number | readonly number[];
}

/**
 * A hyper-parameter whose logarithm is normal about that of `median`: two of three lie within a factor `e^spread`.
 *
 * The fit then finds the values of the highest posterior density. The density is that of the value itself.
 *
 * @example
 * const kernel = matern({ lengthScale: logNormalPrior({ median: 2, spread: 0.5 }) });
 * kernel.parameters(1)[0].start; // 2
 *
 * @throws ValueError BAD_OPTION
 */
export function logNormalPrior(options: { median: number; spread: number }): Prior {
  const [median, spread] = positive("logNormalPrior", options, ["median", "spread"]);
  return { prior: "logNormal", parameters: [median, spread], value: median };
}

/**
 * A hyper-parameter with the gamma density `x^(shape − 1) exp(−x / scale)`.
 *
 * @example
 * gammaPrior({ shape: 3, scale: 0.5 }).value; // 1.5
 *
 * @throws ValueError BAD_OPTION
 */
export function gammaPrior(options: { shape: number; scale: number }): Prior {
  const [shape, scale] = positive("gammaPrior", options, ["shape", "scale"]);
  return { prior: "gamma", parameters: [shape, scale], value: shape * scale };
}

/**
 * A hyper-parameter with the inverse-gamma density `x^(−shape − 1) exp(−scale / x)`, which keeps it away from 0.
 *
 * @example
 * inverseGammaPrior({ shape: 3, scale: 4 }).value; // 1
 *
 * @throws ValueError BAD_OPTION
 */
export function inverseGammaPrior(options: { shape: number; scale: number }): Prior {
  const [shape, scale] = positive("inverseGammaPrior", options, ["shape", "scale"]);
  return { prior: "inverseGamma", parameters: [shape, scale], value: scale / (shape + 1) };
}

/**
 * A hyper-parameter with the density `exp(−x² / 2 scale²)`: small unless the data say otherwise.
 *
 * @example
 * gaussianProcess({ noise: halfNormalPrior({ scale: 0.1 }) }).options.noise; // { prior: "halfNormal", parameters: [0.1], value: 0.1 }
 *
 * @throws ValueError BAD_OPTION
 */
export function halfNormalPrior(options: { scale: number }): Prior {
  const [scale] = positive("halfNormalPrior", options, ["scale"]);
  return { prior: "halfNormal", parameters: [scale], value: scale };
}

/** Whether `start` came from one of the functions above. */
export function isPrior(start: unknown): start is Prior {
  return typeof start === "object" && start !== null && "prior" in start;
}

/** The logarithm of the density, constants left out, at `value`, and its slope by `log value`. */
export function logPrior({ prior, parameters }: Prior, value: number): { value: number; slope: number } {
  const [first, second] = parameters;
  switch (prior) {
    case "logNormal": {
      const z = Math.log(value / first) / second;
      return { value: -0.5 * z * z - Math.log(value), slope: -z / second - 1 };
    }
    case "gamma":
      return { value: (first - 1) * Math.log(value) - value / second, slope: first - 1 - value / second };
    case "inverseGamma":
      return { value: -(first + 1) * Math.log(value) - second / value, slope: second / value - first - 1 };
    case "halfNormal":
      return { value: -0.5 * (value / first) ** 2, slope: -((value / first) ** 2) };
  }
}

/** A value of which the prior is the density. */
export function drawFrom({ prior, parameters }: Prior, stream: RandomStream): number {
  const [first, second] = parameters;
  switch (prior) {
    case "logNormal":
      return first * Math.exp(second * stream.normal());
    case "gamma":
      return gamma({ shape: first, scale: second }).draw(stream);
    case "inverseGamma":
      return second / gamma({ shape: first }).draw(stream);
    case "halfNormal":
      return first * Math.abs(stream.normal());
  }
}

function positive(owner: string, options: object, names: readonly string[]): number[] {
  checkOptions(owner, options, names);
  return names.map((name) => {
    const value = (options as Record<string, number>)[name];
    if (value > 0 && Number.isFinite(value)) return value;
    throw new ValueError(
      "BAD_OPTION",
      `${owner}: ${name} is ${value}. Give a positive, finite number for each option.`,
    );
  });
}
