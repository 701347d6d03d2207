import { trainTestSplit } from "@mesoscope/core";
import type { Value } from "./column.js";

/** Two parts of the rows: one to learn from, one to judge by. */
export interface Split<T> {
  readonly train: T;
  readonly test: T;
}

/** How rows are divided. */
export interface SplitOptions {
  /** Share of the rows (or groups) in `train`; 0.8 unless given. */
  readonly fraction?: number;
  readonly seed?: number;
  /** Rows with the same value in this column stay together, so that the test is of groups never seen. */
  readonly groupBy?: string;
}

/** Positions of the rows of each part, in the order of the table. */
export function splitPositions(rowCount: number, options: SplitOptions, groups?: readonly Value[]): Split<number[]> {
  const { fraction = 0.8, seed = 0 } = options;
  if (!groups) {
    const { train, test } = trainTestSplit(rowCount, { fraction, seed });
    return { train: [...train].sort(ascending), test: [...test].sort(ascending) };
  }
  const keys = groups.map(String);
  const names = [...new Set(keys)];
  const chosen = trainTestSplit(names.length, { fraction, seed });
  const training = new Set([...chosen.train].map((i) => names[i]));
  const positions = keys.map((_, i) => i);
  return {
    train: positions.filter((i) => training.has(keys[i])),
    test: positions.filter((i) => !training.has(keys[i])),
  };
}

const ascending = (a: number, b: number) => a - b;
