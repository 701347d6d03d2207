import { NDArray } from "@mesoscope/core";
import { ShapeError, ValueError } from "@mesoscope/sdk";

/** What is known of an input: any distribution with quantiles, such as `normal({ mean: 20, std: 2 })` of core. */
export interface InputDistribution {
  /** The value below which the input lies with `probability`. */
  quantile(probability: number): number;
}

/** An input: `[low, high]` where every value between is equally likely, or a distribution. */
export type Input = readonly [number, number] | InputDistribution;

/**
 * Reads the inputs that an analysis was given.
 *
 * @throws ShapeError EMPTY; ValueError BAD_OPTION where one has no quantiles
 */
export function readInputs(owner: string, inputs: readonly Input[]): InputDistribution[] {
  if (!Array.isArray(inputs) || inputs.length === 0) {
    throw new ShapeError("EMPTY", `${owner}: there are no inputs. Give [low, high] or a distribution for each.`);
  }
  return inputs.map((input, j) => {
    if (Array.isArray(input)) {
      const [low, high] = input as readonly number[];
      if (input.length === 2 && Number.isFinite(low) && Number.isFinite(high) && low < high) {
        return { quantile: (p) => low + p * (high - low) };
      }
      throw new ValueError("BAD_OPTION", `${owner}: input ${j} is [${input}]. Give [low, high], two finite numbers.`);
    }
    if (typeof (input as InputDistribution)?.quantile === "function") return input as InputDistribution;
    throw new ValueError(
      "BAD_OPTION",
      `${owner}: input ${j} has no quantile function. Give [low, high], or a distribution such as normal({ mean: 20 }).`,
    );
  });
}

/** Points of the unit cube, open at its faces, as values of the inputs. */
export function valuesOf(probabilities: NDArray, inputs: readonly InputDistribution[]): NDArray {
  const size = inputs.length;
  return new NDArray(
    probabilities.data.map((p, at) => inputs[at % size].quantile(p)),
    probabilities.shape,
  );
}
