import { latinHypercube, type NDArray, stackRows } from "@mesoscope/core";
import {
  checkOptions,
  type Displayable,
  displaySymbol,
  htmlTable,
  plainTable,
  shortNumber,
  tick,
  ValueError,
} from "@mesoscope/sdk";
import type { GaussianProcessModel } from "../model/gaussian-process-model.js";
import { withObservation } from "../optimization/with-observation.js";
import { checkBounds, scaleTo } from "./augment-design.js";

/** Options of `nextPoints`. */
export interface NextPointsOptions {
  /** Lower and upper bound of every input. */
  readonly bounds: readonly (readonly [number, number])[];
  /** How many points; 1 by default. */
  readonly count?: number;
  /**
   * `variance` (the default) goes where the process is least sure, which also is where most is learned about its values
   * there (entropy); `integratedVariance` where the mean variance over all inputs falls most (ALC).
   */
  readonly criterion?: "variance" | "integratedVariance";
  /** When it is enough: `isEnough` tells whether the largest standard deviation is at most this, in the unit of y. */
  readonly target?: number;
  /** 0 by default. */
  readonly seed?: number;
}

/** Where to measure next. */
export interface NextPoints extends Displayable {
  /** Of shape [count, d]. */
  readonly X: NDArray;
  /** The largest standard deviation of the function that was found, before any of the points is measured. */
  readonly largestStd: number;
  /** Whether that is at most the target: then nothing more needs to be measured. */
  readonly isEnough: boolean;
}

const candidatesPerInput = 200;
const dearCandidates = 60;
const places = 200;

/**
 * Where a Gaussian process learns most from a measurement, and whether it has learned enough; several points are chosen
 * as if the earlier ones had been measured, which needs no values.
 *
 * @example
 * const model = await gaussianProcess().fit([0, 0.1, 0.2, 1], [0, 0.1, 0.2, 1]);
 * const { X } = await nextPoints(model, { bounds: [[0, 1]] });
 * X.data[0] > 0.3 && X.data[0] < 0.9; // true
 *
 * @throws ValueError BAD_OPTION
 * @see MacKay, Neural Computation 4 (1992) 590, for `variance`; Cohn, Neural Networks 9 (1996) 1071, for
 *   `integratedVariance`
 */
export async function nextPoints(model: GaussianProcessModel, options: NextPointsOptions): Promise<NextPoints> {
  const owner = "nextPoints";
  checkOptions(owner, options, ["bounds", "count", "criterion", "target", "seed"]);
  const { bounds, count = 1, criterion = "variance", target = 0, seed = 0 } = options;
  checkBounds(owner, bounds);
  if (!(Number.isSafeInteger(count) && count >= 1)) {
    throw new ValueError("BAD_OPTION", `${owner}: count is ${count}. Give a whole number of at least 1.`);
  }
  if (criterion !== "variance" && criterion !== "integratedVariance") {
    throw new ValueError(
      "BAD_OPTION",
      `${owner}: criterion is ${criterion}. Choose "variance" or "integratedVariance".`,
    );
  }
  if (!(target >= 0)) {
    throw new ValueError("BAD_OPTION", `${owner}: target is ${target}. Give a standard deviation in the unit of y.`);
  }
  const all = scaleTo(bounds, latinHypercube(candidatesPerInput * bounds.length, bounds.length, { seed }));
  const everywhere = scaleTo(bounds, latinHypercube(places, bounds.length, { seed: seed + 1 }));
  const largestStd = Math.max(...stdOf(model, all));
  let known = model;
  const chosen: NDArray[] = [];
  for (let k = 0; k < count; k++) {
    await tick(k, count);
    const std = stdOf(known, all);
    const order = [...std.keys()].sort((a, b) => std[b] - std[a]);
    const best =
      criterion === "variance" ? order[0] : leastAfter(known, all, everywhere, spreadOver(order, dearCandidates));
    const point = all.take([best]);
    chosen.push(point);
    known = withObservation(known, point, known.predict(point).data);
  }
  const X = stackRows(...chosen);
  return {
    X,
    largestStd,
    isEnough: largestStd <= target,
    [displaySymbol]: () => display(model, X, largestStd, target),
  };
}

function stdOf(model: GaussianProcessModel, X: NDArray): Float64Array {
  return model.predictive(X, { noise: false }).std.data;
}

/** Every so many of the rows, in their order. */
function spreadOver(rows: readonly number[], count: number): number[] {
  const step = Math.max(rows.length / count, 1);
  return Array.from({ length: Math.min(count, rows.length) }, (_, k) => rows[Math.floor(k * step)]);
}

/** The candidate after whose measurement the mean variance over all places is least. */
function leastAfter(model: GaussianProcessModel, all: NDArray, everywhere: NDArray, rows: readonly number[]): number {
  let [best, least] = [rows[0], Number.POSITIVE_INFINITY];
  for (const row of rows) {
    const point = all.take([row]);
    const after = stdOf(withObservation(model, point, model.predict(point).data), everywhere);
    const variance = after.reduce((sum, value) => sum + value * value, 0);
    if (variance < least) [best, least] = [row, variance];
  }
  return best;
}

function display({ data }: GaussianProcessModel, X: NDArray, largestStd: number, target: number) {
  const verdict = target > 0 && largestStd <= target ? "enough is known" : "measure next";
  const title = `Largest standard deviation ${shortNumber(largestStd)}: ${verdict}`;
  const headings = ["point", ...data.inputs];
  const rows = Array.from({ length: X.shape[0] }, (_, i) => [String(i), ...Array.from(X.row(i).data, shortNumber)]);
  return {
    "text/plain": `${title}\n${plainTable({ headings, rows })}`,
    "text/html": htmlTable({ caption: title, headings, rows }),
  };
}
