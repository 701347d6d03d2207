import { checkOptions, checkWhole, ValueError } from "@mesoscope/sdk";
import { concatenate, cos, multiply, sin, sliceAlong } from "@mesoscope/tensor";
import { chainError } from "./chain-error.js";
import { defineLayer, type Layer } from "./layer.js";

/** Options of `periodicFeatures`. */
export interface PeriodicFeaturesOptions {
  /** How many waves each column becomes, those of period 2, 1, 2/3, …; 0, as after the last, leaves a column as it is. */
  readonly harmonics: readonly number[];
  /** Cosines only, for what is even about 0. False by default. */
  readonly even?: boolean;
}

/**
 * Cosines and sines of whole waves over [-1, 1] of columns along the last axis: what is made of them is periodic exactly,
 * with all derivatives.
 *
 * @example
 * periodicFeatures({ harmonics: [5] }).outputShape([2]); // [11]
 *
 * @throws ValueError BAD_OPTION
 * @see Dong & Ni, A method for representing periodic functions and enforcing exactly periodic boundary conditions with
 *   deep neural networks, J. Comput. Phys. 435 (2021) 110242
 */
export function periodicFeatures(options: PeriodicFeaturesOptions): Layer {
  const owner = "periodicFeatures";
  checkOptions(owner, options, ["harmonics", "even"]);
  const { harmonics, even = false } = options;
  if (!Array.isArray(harmonics)) {
    throw new ValueError("BAD_OPTION", `${owner}: harmonics is no list. Give a count for each column, such as [5, 0].`);
  }
  for (const count of harmonics) checkWhole(owner, "harmonics", count, 0);
  const waves = even ? [cos] : [cos, sin];
  return defineLayer(owner, options, {
    outputShape: (input) => {
      const columns = input.at(-1) ?? 0;
      if (columns < harmonics.length) throw chainError(owner, input, `Give at least ${harmonics.length} columns.`);
      return input.with(
        -1,
        harmonics.reduce((sum, count) => sum + (waves.length * count || 1), columns - harmonics.length),
      );
    },
    parameters: () => ({}),
    apply: (_parameters, x) =>
      concatenate(
        Array.from({ length: x.shape.at(-1)! }, (_, j) => {
          const column = sliceAlong(x, -1, j, j + 1);
          const count = harmonics[j] ?? 0;
          const orders = Array.from({ length: count }, (_, k) => Math.PI * (k + 1));
          return count === 0 ? [column] : waves.flatMap((wave) => orders.map((order) => wave(multiply(order, column))));
        }).flat(),
        -1,
      ),
  });
}
