import { randomStream } from "@mesoscope/core";
import { type Expression, nodesOf } from "../../../../plugins/symbolic/dist/expression/expression.js";
import type { Problem } from "../../../../plugins/symbolic/dist/search/problem.js";

interface Planted {
  /** The values of the group constant. */
  readonly perGroup: readonly number[];
  readonly rowsPerGroup: number;
  /** By name, for every group: they may differ. */
  readonly ranges: Readonly<Record<string, (group: number) => readonly [low: number, high: number]>>;
  readonly law: (variables: readonly number[], constant: number) => number;
  /** Of the standard deviation of the target within groups. */
  readonly noise: number;
  readonly seed?: number;
}

export type GroupedProblem = Problem & { readonly groups: Int32Array };

/** Rows of a law with a constant per group. */
export function planted({ perGroup, rowsPerGroup, ranges, law, noise, seed = 1 }: Planted): GroupedProblem {
  const random = randomStream(seed);
  const rows = rowsPerGroup * perGroup.length;
  const groups = Int32Array.from({ length: rows }, (_, row) => row % perGroup.length);
  const columns = Object.values(ranges).map((range) =>
    Float64Array.from(groups, (group) => {
      const [low, high] = range(group);
      return low + (high - low) * random.uniform();
    }),
  );
  const clean = Float64Array.from(groups, (group, row) =>
    law(
      columns.map((column) => column[row]!),
      perGroup[group]!,
    ),
  );
  const deviation = noise * deviationWithin(clean, groups, perGroup.length);
  const target = clean.map((value) => value + deviation * random.normal());
  return { rows, columns, target, groups, names: Object.keys(ranges), constantsMayHaveUnits: false, seed: 0 };
}

function deviationWithin(values: Float64Array, groups: Int32Array, count: number): number {
  const sums = new Float64Array(count);
  const sizes = new Float64Array(count);
  for (const [row, group] of groups.entries()) {
    sums[group]! += values[row]!;
    sizes[group]! += 1;
  }
  const squares = values.map((value, row) => (value - sums[groups[row]!]! / sizes[groups[row]!]!) ** 2);
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / values.length);
}

/** The values of every constant per group in a formula. */
export function perGroupIn(expression: Expression): (readonly number[])[] {
  return [...nodesOf(expression)].flatMap((node) => (node.kind === "groupConstant" ? [node.values] : []));
}
