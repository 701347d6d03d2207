import { type Distribution, NDArray, symmetricEigen } from "@mesoscope/core";
import { ValueError } from "@mesoscope/sdk";

/** An input whose distribution has orthogonal polynomials of its own. */
export type PolynomialInput =
  /** Legendre. */
  | { readonly kind: "uniform"; readonly low: number; readonly high: number }
  /** Hermite. */
  | { readonly kind: "normal"; readonly mean: number; readonly std: number }
  /** Laguerre: density `∝ x^(shape − 1) exp(−x / scale)`; shape 1 is the exponential distribution. */
  | { readonly kind: "gamma"; readonly shape: number; readonly scale: number }
  /** Jacobi: density `∝ (x − low)^(a − 1) (high − x)^(b − 1)`. */
  | { readonly kind: "beta"; readonly a: number; readonly b: number; readonly low: number; readonly high: number };

/** `x P_k = P_{k+1} + centre_k P_k + square_k P_{k−1}` for the monic polynomials of a standard variable. */
interface Recurrence {
  readonly centre: (k: number) => number;
  readonly square: (k: number) => number;
  /** The input as the standard variable. */
  readonly standard: (x: number) => number;
  readonly value: (t: number) => number;
}

/** The names in which the kinds of `PolynomialInput` are known, and what each needs. */
const needs: Readonly<Record<string, readonly string[]>> = {
  uniform: ["low", "high"],
  normal: ["mean", "std"],
  gamma: ["shape", "scale"],
  beta: ["a", "b", "low", "high"],
};

/** What `polynomialChaos` takes for an input: `[low, high]`, a distribution of core, or what has polynomials as it is. */
export type ChaosInput = readonly [number, number] | Distribution | PolynomialInput;

/**
 * The inputs as distributions with polynomials.
 *
 * @throws ValueError BAD_OPTION where an input is none of the kinds, or a number in it makes no distribution
 */
export function readPolynomialInputs(owner: string, inputs: readonly ChaosInput[]): PolynomialInput[] {
  if (!Array.isArray(inputs) || inputs.length === 0) {
    throw new ValueError("BAD_OPTION", `${owner}: there are no inputs. Give [low, high] or a distribution for each.`);
  }
  return inputs.map((given, j) => {
    const input = withPolynomials(given);
    const names = needs[input?.kind];
    if (!names) {
      throw new ValueError(
        "BAD_OPTION",
        `${owner}: input ${j} is of kind ${input?.kind}. The kinds are ${Object.keys(needs).join(", ")}.`,
      );
    }
    const values = input as unknown as Record<string, number>;
    const positive = ["std", "shape", "scale", "a", "b"];
    const isGood = names.every(
      (name) => Number.isFinite(values[name]) && (!positive.includes(name) || values[name] > 0),
    );
    if (isGood && (!names.includes("low") || values.low < values.high)) return input;
    const shown = names.map((name) => `${name} ${values[name]}`).join(", ");
    throw new ValueError(
      "BAD_OPTION",
      `${owner}: input ${j} has ${shown}, which is no ${input.kind} distribution. Give finite numbers that are.`,
    );
  });
}

function withPolynomials(input: ChaosInput): PolynomialInput {
  if (Array.isArray(input)) return { kind: "uniform", low: input[0], high: input[1] };
  const { name, parameters } = input as Distribution;
  if (parameters === undefined) return input as PolynomialInput;
  const { lower: low, upper: high, alpha: a, beta: b, ...others } = parameters as Readonly<Record<string, number>>;
  if (name === "uniform") return { kind: name, low, high };
  if (name === "beta") return { kind: name, a, b, low: 0, high: 1 };
  if (name === "exponential") return { kind: "gamma", shape: 1, scale: others.scale };
  return { ...others, kind: name } as unknown as PolynomialInput;
}

function recurrenceOf(input: PolynomialInput): Recurrence {
  switch (input.kind) {
    case "uniform":
      return jacobi(1, 1, input.low, input.high);
    case "beta":
      return jacobi(input.a, input.b, input.low, input.high);
    case "normal":
      return {
        centre: () => 0,
        square: (k) => k,
        standard: (x) => (x - input.mean) / input.std,
        value: (t) => input.mean + input.std * t,
      };
    case "gamma":
      return {
        centre: (k) => 2 * k + input.shape,
        square: (k) => k * (k + input.shape - 1),
        standard: (x) => x / input.scale,
        value: (t) => input.scale * t,
      };
  }
}

/** On −1 to 1, for the density `∝ (1 + t)^(a − 1) (1 − t)^(b − 1)`. */
function jacobi(a: number, b: number, low: number, high: number): Recurrence {
  const [alpha, beta] = [b - 1, a - 1];
  const sum = alpha + beta;
  return {
    centre: (k) =>
      k === 0 ? (beta - alpha) / (sum + 2) : (beta ** 2 - alpha ** 2) / ((2 * k + sum) * (2 * k + sum + 2)),
    square(k) {
      if (k === 1) return (4 * (1 + alpha) * (1 + beta)) / ((2 + sum) ** 2 * (3 + sum));
      const s = 2 * k + sum;
      return (4 * k * (k + alpha) * (k + beta) * (k + sum)) / (s ** 2 * (s + 1) * (s - 1));
    },
    standard: (x) => (2 * x - low - high) / (high - low),
    value: (t) => (low + high + (high - low) * t) / 2,
  };
}

/** The polynomials of degree 0 to `degree` at x, orthonormal under the distribution of the input. */
export function orthonormalAt(input: PolynomialInput, degree: number, x: number): Float64Array {
  const { centre, square, standard } = recurrenceOf(input);
  const t = standard(x);
  const values = new Float64Array(degree + 1).fill(1);
  for (let k = 0; k < degree; k++) {
    const before = k === 0 ? 0 : Math.sqrt(square(k)) * values[k - 1];
    values[k + 1] = ((t - centre(k)) * values[k] - before) / Math.sqrt(square(k + 1));
  }
  return values;
}

/**
 * Points and weights that integrate polynomials of degree `2 count − 1` under the distribution of the input exactly.
 *
 * @see Golub & Welsch, Calculation of Gauss quadrature rules, Math. Comp. 23 (1969) 221
 */
export function gaussRule(input: PolynomialInput, count: number): { points: number[]; weights: number[] } {
  const { centre, square, value } = recurrenceOf(input);
  const matrix = new NDArray(new Float64Array(count * count), [count, count]).map((_, at) => {
    const [i, j] = [Math.floor(at / count), at % count];
    if (i === j) return centre(i);
    return Math.abs(i - j) === 1 ? Math.sqrt(square(Math.max(i, j))) : 0;
  });
  const { values, vectors } = symmetricEigen(matrix);
  return {
    points: Array.from(values.data, value),
    weights: Array.from({ length: count }, (_, k) => vectors.data[k] ** 2),
  };
}
