import { mean, NDArray, standardDeviation } from "@mesoscope/core";
import type { Fidelity } from "./read-levels.js";

/** Inputs on −1 to 1 over all levels, and targets of mean 0 and variance 1 in each, so that nothing depends on units. */
export interface LevelScales {
  readonly centres: readonly number[];
  readonly halfRanges: readonly number[];
  readonly targets: readonly { readonly mean: number; readonly spread: number }[];
}

export function scalesOf(levels: readonly Fidelity[]): LevelScales {
  const columns = Array.from({ length: levels[0].X.shape[1] }, (_, j) =>
    levels.flatMap(({ X }) => Array.from(X.column(j).data)),
  );
  const ranges = columns.map((column) => [Math.min(...column), Math.max(...column)]);
  return {
    centres: ranges.map(([low, high]) => (low + high) / 2),
    halfRanges: ranges.map(([low, high]) => (high - low) / 2 || 1),
    targets: levels.map(({ y }) => ({ mean: mean(y), spread: standardDeviation(y) || Math.abs(mean(y)) || 1 })),
  };
}

export function scaleInputs(X: NDArray, { centres, halfRanges }: LevelScales): NDArray {
  const columns = centres.length;
  return X.map((value, at) => (value - centres[at % columns]) / halfRanges[at % columns]);
}

/** All levels as the processes see them. */
export function scaleLevels(levels: readonly Fidelity[], scales: LevelScales): Fidelity[] {
  return levels.map(({ X, y }, level) => {
    const { mean, spread } = scales.targets[level];
    return { X: scaleInputs(X, scales), y: new NDArray(y.data.map((value) => (value - mean) / spread)) };
  });
}
