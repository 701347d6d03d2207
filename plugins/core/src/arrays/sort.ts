import { checkOptions, ValueError } from "@mesoscope/sdk";
import { type ArrayInput, asArray, asVector } from "./as-array.js";
import { mapLines } from "./lines.js";
import { NDArray } from "./nd-array.js";
import { checkAxis } from "./shape.js";
import { sortedOrder } from "./sorted-order.js";

/**
 * The entries in ascending order along an axis, the last unless given; NaN comes last.
 *
 * @example
 * sort([3, NaN, 1]).data; // [1, 3, NaN]
 * sort([[2, 1], [0, 3]], 0).toArray(); // [[0, 1], [2, 3]]
 *
 * @throws ValueError BAD_AXIS
 */
export function sort(values: ArrayInput, axis = -1): NDArray {
  const given = asArray(values, "sort: the input");
  const front = checkAxis("sort", axis, given.rank);
  return mapLines(given, front, given.shape[front]!, (line) => line.sort());
}

/** The different entries of an array, and how they make it up. */
export interface Unique {
  /** Ascending, NaN last and once. */
  readonly values: NDArray;
  /** How often each occurs. */
  readonly counts: Int32Array;
  /** For each entry of the input, in row-major order, its position in `values`. */
  readonly positions: Int32Array;
}

/**
 * The different entries of an array in ascending order, how often each occurs, and which one stands where.
 *
 * @example
 * const { values, counts, positions } = unique([3, 1, 3]);
 * values.data; // [1, 3]
 * counts; // [1, 2]
 * positions; // [1, 0, 1]
 */
export function unique(values: ArrayInput): Unique {
  const { data } = asArray(values, "unique: the input");
  const different: number[] = [];
  const counts: number[] = [];
  const positions = new Int32Array(data.length);
  for (const i of sortedOrder(data)) {
    if (different.length === 0 || isBefore(different.at(-1)!, data[i]!)) {
      different.push(data[i]!);
      counts.push(0);
    }
    counts[counts.length - 1]!++;
    positions[i] = different.length - 1;
  }
  return { values: new NDArray(Float64Array.from(different)), counts: Int32Array.from(counts), positions };
}

export interface SearchSortedOptions {
  /** Before or after equal entries; `"left"` unless given. */
  readonly side?: "left" | "right";
}

/**
 * For each value, the position in an ascending vector where it could be inserted so that the order stays; NaN is larger
 * than any number.
 *
 * @example
 * searchSorted([1, 2, 3], [0, 2, 5]); // [0, 1, 3]
 * searchSorted([1, 2, 3], [2], { side: "right" }); // [2]
 *
 * @throws ValueError NOT_SORTED, BAD_OPTION
 */
export function searchSorted(sorted: ArrayInput, values: ArrayInput, options: SearchSortedOptions = {}): Int32Array {
  checkOptions("searchSorted", options, ["side"]);
  const { side = "left" } = options;
  if (side !== "left" && side !== "right") {
    throw new ValueError(
      "BAD_OPTION",
      `searchSorted: side is ${side}. Give "left" or "right", which say where equals go.`,
    );
  }
  const { data } = asVector(sorted, "searchSorted: the sorted vector");
  const bad = data.findIndex((value, i) => i > 0 && isBefore(value, data[i - 1]!));
  if (bad > 0) {
    throw new ValueError(
      "NOT_SORTED",
      `searchSorted: entry ${bad} is ${data[bad]}, below the one before it. Give an ascending vector, such as of sort.`,
    );
  }
  return Int32Array.from(asArray(values, "searchSorted: values").data, (value) =>
    bisect(data, (entry) => (side === "left" ? isBefore(entry, value) : !isBefore(value, entry))),
  );
}

function isBefore(a: number, b: number): boolean {
  return a < b || (Number.isNaN(b) && !Number.isNaN(a));
}

/** The first position whose entry is not before; those before stand in front. */
function bisect(data: Float64Array, isInFront: (entry: number) => boolean): number {
  let low = 0;
  let high = data.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isInFront(data[middle]!)) low = middle + 1;
    else high = middle;
  }
  return low;
}
