import { asVector, type NDArray } from "@mesoscope/core";
import { type ArrayLike, type ColumnLike, checkOptions, ShapeError, ValueError } from "@mesoscope/sdk";

/** Tells by row whether something holds; a column of booleans or of 0 and 1. */
export type Flags = readonly boolean[] | ArrayLike | ColumnLike;

/** Which targets are only bounds. */
export interface CensoredOptions {
  /** The true value is at least the one given: a run-out of a fatigue test. */
  readonly isLowerBound?: Flags;
  /** The true value is at most the one given: below a detection limit. */
  readonly isUpperBound?: Flags;
}

/** Targets of which some are only bounds; made by `censored`. */
export interface CensoredTargets {
  readonly values: NDArray;
  /** 0 for a measured value, 1 for a lower bound, −1 for an upper bound. */
  readonly bounds: Int8Array;
}

/**
 * Targets of which some are known only to lie above or below a value.
 *
 * @example
 * const life = censored([4.2, 5.1, 6], { isLowerBound: [false, false, true] });
 * life.bounds; // [0, 0, 1]
 *
 * @throws ShapeError SHAPE_MISMATCH
 * @throws ValueError BAD_VALUE where a row is both bounds, or a flag is neither true nor false
 */
export function censored(values: ArrayLike, options: CensoredOptions): CensoredTargets {
  checkOptions("censored", options, ["isLowerBound", "isUpperBound"]);
  const y = asVector(values, "censored: values");
  const lower = readFlags("isLowerBound", options.isLowerBound, y.size);
  const upper = readFlags("isUpperBound", options.isUpperBound, y.size);
  const bounds = Int8Array.from(y.data, (_, i) => {
    if (lower[i] && upper[i]) {
      throw new ValueError("BAD_VALUE", `censored: row ${i} is both a lower and an upper bound. Give it as a value.`);
    }
    return Number(lower[i]) - Number(upper[i]);
  });
  return { values: y, bounds };
}

/** Whether `targets` came from `censored`. */
export function isCensored(targets: unknown): targets is CensoredTargets {
  return (targets as Partial<CensoredTargets> | null)?.bounds instanceof Int8Array;
}

function readFlags(name: string, flags: Flags | undefined, rows: number): readonly boolean[] {
  if (flags === undefined) return new Array<boolean>(rows).fill(false);
  const list = listOf(flags).map((flag, i) => {
    if (flag === true || flag === 1) return true;
    if (flag === false || flag === 0) return false;
    throw new ValueError("BAD_VALUE", `censored: ${name} is ${flag} in row ${i}. Give true or false.`);
  });
  if (list.length === rows) return list;
  throw new ShapeError(
    "SHAPE_MISMATCH",
    `censored: there are ${rows} values but ${name} has ${list.length} rows. Give one flag per value.`,
  );
}

function listOf(flags: Flags): unknown[] {
  if (Array.isArray(flags)) return flags;
  if ("toArray" in flags && typeof flags.toArray === "function")
    return Array.from(flags.toArray() as Iterable<unknown>);
  return Array.from(asVector(flags as ArrayLike, "censored: flags").data);
}
