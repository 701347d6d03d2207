import { type ArrayInput, mean, NDArray } from "@mesoscope/core";
import { checkNumber, checkOptions } from "@mesoscope/sdk";
import { finiteVector } from "../common/arguments.js";

/**
 * The series u that makes `½ Σ (u - x)² + weight Σ |u[i+1] - u[i]|` least: constant pieces with sharp steps. Exact, by
 * the taut string: u is the slope of the shortest line through a tube of radius `weight` about the running sum of x.
 *
 * @param options.weight in the unit of the values; the larger, the fewer steps
 *
 * @example
 * allClose(totalVariation([0, 1, 0, 9, 10, 9], { weight: 1 }), [2 / 3, 2 / 3, 2 / 3, 9, 9, 9]); // true
 *
 * @throws ValueError BAD_OPTION, NOT_FINITE, EMPTY; ShapeError NOT_A_VECTOR
 * @see Davies & Kovac, Local extremes, runs, strings and multiresolution, Annals of Statistics 29 (2001)
 */
export function totalVariation(values: ArrayInput, options: { weight: number }): NDArray {
  checkOptions("totalVariation", options, ["weight"]);
  checkNumber("totalVariation", "weight", options.weight, "a finite number from 0", (x) => x >= 0 && x < Infinity);
  const { data } = finiteVector(values, "totalVariation: the input");
  // Sums of values far from 0 would lose the digits of their differences.
  const level = mean(data);
  const knots = tautString(runningSum(data.map((value) => value - level)), options.weight);
  const result = new Float64Array(data.length);
  for (let k = 1; k < knots.length; k++) {
    const [from, to] = [knots[k - 1], knots[k]];
    result.fill(level + slope(from, to), from.at, to.at);
  }
  return new NDArray(result);
}

interface Knot {
  readonly at: number;
  readonly height: number;
}

/** The corners of the string that is pulled tight within `radius` of the running sum and held at its ends. */
function tautString(sums: Float64Array, radius: number): Knot[] {
  const last = sums.length - 1;
  let apex: Knot = { at: 0, height: 0 };
  const knots = [apex];
  const lower = new Chain(-1, apex);
  const upper = new Chain(1, apex);
  for (let at = 1; at <= last; at++) {
    const reach = at < last ? radius : 0;
    for (const [own, other] of [
      [lower, upper],
      [upper, lower],
    ]) {
      const tip = { at, height: sums[at] + own.side * reach };
      own.push(tip);
      while (own.isStraight && own.side * (slope(apex, tip) - slope(apex, other.next)) < 0) {
        apex = other.next;
        knots.push(apex);
        other.advance();
        own.restart(apex, tip);
      }
    }
  }
  return [...knots, { at: last, height: sums[last] }];
}

/** One wall of the tube as the string sees it from its last corner: slopes grow along the upper, fall along the lower. */
class Chain {
  readonly side: 1 | -1;
  #points: Knot[];
  #head = 0;

  constructor(side: 1 | -1, apex: Knot) {
    this.side = side;
    this.#points = [apex];
  }

  get isStraight(): boolean {
    return this.#points.length - this.#head === 2;
  }

  get next(): Knot {
    return this.#points[this.#head + 1] ?? this.#points[this.#head];
  }

  push(tip: Knot): void {
    const points = this.#points;
    while (points.length - this.#head > 1) {
      const [before, end] = points.slice(-2);
      if (this.side * (slope(before, end) - slope(end, tip)) < 0) break;
      points.pop();
    }
    points.push(tip);
  }

  advance(): void {
    this.#head++;
  }

  restart(apex: Knot, tip: Knot): void {
    this.#points = [apex, tip];
    this.#head = 0;
  }
}

function slope(from: Knot, to: Knot): number {
  return (to.height - from.height) / (to.at - from.at);
}

function runningSum(data: Float64Array): Float64Array {
  const sums = new Float64Array(data.length + 1);
  for (let i = 0; i < data.length; i++) sums[i + 1] = sums[i] + data[i];
  return sums;
}
