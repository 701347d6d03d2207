import { NDArray } from "@mesoscope/core";
import { ValueError } from "@mesoscope/sdk";
import type { TrainingData } from "../fit/training-data.js";

/** Targets at all combinations of places on axes. */
export interface Grid {
  /** The ascending places of every axis, of shape [length, 1]. */
  readonly axes: readonly NDArray[];
  /** The last axis fastest. */
  readonly targets: Float64Array;
}

/**
 * The grid that rows make up, in whatever order they are.
 *
 * @throws ValueError BAD_VALUE where a combination is missing or comes twice
 */
export function readGrid({ X, y }: TrainingData): Grid {
  const [rows, columns] = X.shape;
  const axes = Array.from({ length: columns }, (_, j) => {
    const places = new Set<number>();
    for (let i = 0; i < rows; i++) places.add(X.data[i * columns + j]);
    return Float64Array.from(places).sort();
  });
  const size = axes.reduce((product, { length }) => product * length, 1);
  if (size !== rows) throw notWhole(axes, `has ${rows} rows`);
  const positions = axes.map((axis) => new Map(Array.from(axis, (place, k) => [place, k])));
  const targets = new Float64Array(size).fill(Number.NaN);
  for (let i = 0; i < rows; i++) {
    let at = 0;
    for (let j = 0; j < columns; j++) at = at * axes[j].length + positions[j].get(X.data[i * columns + j])!;
    if (!Number.isNaN(targets[at])) throw notWhole(axes, `has row ${i} twice`);
    targets[at] = y.data[i];
  }
  return { axes: axes.map((axis) => new NDArray(axis, [axis.length, 1])), targets };
}

/** Every so many places of each axis, so that about `size` points remain. */
export function thinned({ axes, targets }: Grid, size: number): Grid {
  const share = Math.min(1, (size / targets.length) ** (1 / axes.length));
  const kept = axes.map(({ shape: [length] }) => {
    const count = Math.max(Math.min(length, 2), Math.round(length * share));
    return Array.from({ length: count }, (_, k) => Math.floor(((k + 0.5) * length) / count));
  });
  let positions = [0];
  for (const [j, places] of kept.entries()) {
    const length = axes[j].shape[0];
    positions = positions.flatMap((start) => places.map((place) => start * length + place));
  }
  return {
    axes: axes.map((axis, j) => axis.take(kept[j])),
    targets: Float64Array.from(positions, (at) => targets[at]),
  };
}

function notWhole(axes: readonly Float64Array[], found: string): ValueError {
  const lengths = axes.map(({ length }) => length).join(" × ");
  return new ValueError(
    "BAD_VALUE",
    `gridGaussianProcess.fit: X ${found}, for a grid of ${lengths} places. Give each combination once, or use sparseGaussianProcess.`,
  );
}
