import type { RandomStream } from "@mesoscope/core";
import { momentsOf } from "./axis.js";
import type { Point, Surrogate } from "./surrogate.js";

/** Four points: one, it with a first variable moved, it with a second one moved, and it with both moved. */
export type Square = readonly [Point, Point, Point, Point];

/** A combination of the values at the corners that is zero where the structure holds, and its slope by each of them. */
export interface Contrast {
  readonly value: number;
  readonly slopes: readonly number[];
}

/** Per test. */
export const squaresPerTest = 48;

/** A structure is not told from its absence where what is not known of the surrogate is a larger part of its changes. */
const vague = 0.5;

/** What is smaller than this part of the changes is none. */
const negligible = 0.01;

/** How many standard deviations may be chance. */
const mostDeviations = 2;

/**
 * What contrasts are on the squares, as a part of the changes along their sides, where that is zero as far as the surrogate
 * is known; `undefined` where it is not.
 */
export function remainder(
  surrogate: Surrogate,
  squares: readonly Square[],
  contrastOf: (corners: Float64Array) => Contrast,
): number | undefined {
  if (squares.length === 0) return undefined;
  const { values, deviation } = surrogate.at(squares.flat());
  const [found, unknown, first, second] = [[], [], [], []] as number[][];
  for (const p of squares.keys()) {
    const corners = values.subarray(4 * p, 4 * p + 4);
    const { value, slopes } = contrastOf(corners);
    found.push(value);
    unknown.push(deviation(4 * p, slopes));
    first.push(corners[1] - corners[0]);
    second.push(corners[2] - corners[0]);
  }
  const change = Math.min(rootMeanSquare(first), rootMeanSquare(second));
  const error = rootMeanSquare(unknown);
  const rest = rootMeanSquare(found);
  const isZero = error < vague * change && rest < Math.max(negligible * change, mostDeviations * error);
  return isZero ? rest / change : undefined;
}

/** Whether moving the first variable changes the surrogate, by more than is unknown of it. */
export function matters(surrogate: Surrogate, squares: readonly Square[]): boolean {
  const { values, deviation } = surrogate.at(squares.flat());
  const { deviation: spread } = momentsOf(values);
  const changes = squares.map((_, p) => values[4 * p + 1] - values[4 * p]);
  const change = rootMeanSquare(changes);
  const error = rootMeanSquare(changes.map((_, p) => deviation(4 * p, [-1, 1, 0, 0])));
  return change > mostDeviations * error && change > negligible * spread;
}

function rootMeanSquare(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] ** 2 / values.length;
  return Math.sqrt(sum);
}

/** Rows with the values of two variables from other rows. */
export function exchangesOf(columns: readonly Float64Array[], i: number, j: number, random: RandomStream): Square[] {
  return Array.from({ length: squaresPerTest }, () => {
    const [start, other] = [drawnPoint(columns, random), drawnPoint(columns, random)];
    return squareOf(start, i, other[i], j, other[j]);
  });
}

export function* pairsOf(variables: readonly number[]): Generator<readonly [number, number]> {
  for (const i of variables) for (const j of variables) if (i < j) yield [i, j];
}

export function drawnPoint(columns: readonly Float64Array[], random: RandomStream): Point {
  const row = random.integer(columns[0].length);
  return columns.map((column) => column[row]);
}

export function squareOf(start: Point, i: number, first: number, j: number, second: number): Square {
  return [start, start.with(i, first), start.with(j, second), start.with(i, first).with(j, second)];
}

/** Of a test of all its squares. */
export function workOf({ rows }: Surrogate): number {
  return (squaresPerTest * rows ** 2) / 4;
}
