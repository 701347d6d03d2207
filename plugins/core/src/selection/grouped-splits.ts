import { checkOptions, checkWhole, ValueError } from "@mesoscope/sdk";
import { type ArrayInput, asVector } from "../arrays/as-array.js";
import { randomStream } from "../random/random-stream.js";
import type { Split } from "./splits.js";

/** One name or number for each row. */
export type RowLabels = readonly string[] | ArrayInput;

/**
 * `folds` splits in which each class has nearly the same share of every test set; each row is tested in exactly one.
 *
 * @param labels the class of each row
 *
 * @example
 * stratifiedKFold(["a", "a", "b", "b"], { folds: 2 }).map(({ test }) => test.length); // [2, 2]
 *
 * @throws ValueError BAD_OPTION where a class has fewer rows than there are folds
 */
export function stratifiedKFold(labels: RowLabels, options: { folds?: number; seed?: number } = {}): Split[] {
  checkOptions("stratifiedKFold", options, ["folds", "seed"]);
  const { folds = 5, seed } = options;
  checkWhole("stratifiedKFold", "folds", folds, 2);
  const classes = rowsByLabel("stratifiedKFold", labels);
  const stream = randomStream(seed);
  const foldOf = new Map<number, number>();
  let next = 0;
  for (const [label, rows] of classes) {
    if (rows.length < folds) {
      throw new ValueError(
        "BAD_OPTION",
        `stratifiedKFold: class ${label} has ${rows.length} rows for ${folds} folds. Give fewer folds, or join classes.`,
      );
    }
    for (const i of stream.permutation(rows.length)) foldOf.set(rows[i]!, next++ % folds);
  }
  return splitsOf(folds, foldOf);
}

/**
 * `folds` splits that never part a group: for rows that belong together, such as repeats on one specimen, whose errors
 * would look too small otherwise. The folds are of nearly the same size where the groups allow it.
 *
 * @param groups the group of each row
 *
 * @example
 * groupKFold(["a", "a", "b", "c"], { folds: 3 }).map(({ test }) => test.length).toSorted(); // [1, 1, 2]
 *
 * @throws ValueError BAD_OPTION where there are fewer groups than folds
 */
export function groupKFold(groups: RowLabels, options: { folds?: number; seed?: number } = {}): Split[] {
  checkOptions("groupKFold", options, ["folds", "seed"]);
  const { folds = 5, seed } = options;
  checkWhole("groupKFold", "folds", folds, 2);
  const found = [...rowsByLabel("groupKFold", groups).values()];
  if (found.length < folds) {
    throw new ValueError(
      "BAD_OPTION",
      `groupKFold: there are ${found.length} groups for ${folds} folds. Give at most as many folds as groups.`,
    );
  }
  const shuffled = Array.from(randomStream(seed).permutation(found.length), (i) => found[i]!);
  const sizes = Array.from({ length: folds }, () => 0);
  const foldOf = new Map<number, number>();
  for (const rows of shuffled.sort((a, b) => b.length - a.length)) {
    const smallest = sizes.indexOf(Math.min(...sizes));
    sizes[smallest]! += rows.length;
    for (const row of rows) foldOf.set(row, smallest);
  }
  return splitsOf(folds, foldOf);
}

function rowsByLabel(owner: string, labels: RowLabels): Map<string | number, number[]> {
  const isNamed = Array.isArray(labels) && typeof labels[0] === "string";
  const found = new Map<string | number, number[]>();
  const names = isNamed ? (labels as readonly string[]) : asVector(labels as ArrayInput, `${owner}: the labels`).data;
  names.forEach((label: string | number, row: number) => {
    const rows = found.get(label);
    if (rows) rows.push(row);
    else found.set(label, [row]);
  });
  return found;
}

function splitsOf(folds: number, foldOf: ReadonlyMap<number, number>): Split[] {
  const rows = Int32Array.from({ length: foldOf.size }, (_, row) => row);
  return Array.from({ length: folds }, (_, fold) => ({
    train: rows.filter((row) => foldOf.get(row) !== fold),
    test: rows.filter((row) => foldOf.get(row) === fold),
  }));
}
