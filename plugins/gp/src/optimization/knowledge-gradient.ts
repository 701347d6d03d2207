import { latinHypercube, type NDArray, normalCdf, normalDensity, stackRows } from "@mesoscope/core";
import { attempt } from "../fit/objective.js";
import type { Acquisition, SearchState } from "./acquisition.js";
import { withObservation } from "./with-observation.js";

const places = 100;

/**
 * By how much an evaluation is expected to lower the smallest predicted mean, wherever that then is, over 100 places, the
 * points evaluated and the new one. Dear: use it where an evaluation costs seconds or more, or is noisy.
 *
 * @example
 * knowledgeGradient().name; // "knowledgeGradient"
 *
 * @see Frazier, Powell & Dayanik, The knowledge-gradient policy for correlated normal beliefs, INFORMS J. Comput. 21
 *   (2009) 599, algorithm 1
 */
export function knowledgeGradient(): Acquisition {
  const name = "knowledgeGradient";
  return {
    name,
    isDear: true,
    score(state, points) {
      const fixed = stackRows(latinHypercube(places, points.shape[1]), state.model.data.X);
      return Float64Array.from({ length: points.shape[0] }, (_, i) => Math.log(gain(state, fixed, points.take([i]))));
    },
    toJSON: () => ({ name }),
  };
}

function gain({ model }: SearchState, fixed: NDArray, point: NDArray): number {
  const all = stackRows(fixed, point);
  const means = model.predict(all).data;
  const { mean, std } = model.predictive(point);
  // The means move in proportion to the surprise of the observation: one standard deviation tells how far.
  const moved = attempt(() => withObservation(model, point, [mean.data[0] + std.data[0]]).predict(all).data);
  if (!moved) return 0;
  return expectedDrop(
    means,
    moved.map((value, i) => value - means[i]),
  );
}

/** `min a − E[min(a + b Z)]` for standard normal Z, exact. */
export function expectedDrop(a: Float64Array, b: Float64Array): number {
  const order = Array.from(a.keys()).sort((i, j) => b[j] - b[i] || a[i] - a[j]);
  // The lower envelope of the lines a + b z, from z = −∞ on, with where each begins.
  const envelope: { line: number; from: number }[] = [];
  for (const line of order) {
    let from = Number.NEGATIVE_INFINITY;
    let isBelow = true;
    while (envelope.length > 0) {
      const last = envelope.at(-1)!;
      if (b[last.line] === b[line]) {
        isBelow = a[line] < a[last.line];
        if (!isBelow) break;
        envelope.pop();
        continue;
      }
      from = (a[line] - a[last.line]) / (b[last.line] - b[line]);
      if (from > last.from) break;
      envelope.pop();
      from = Number.NEGATIVE_INFINITY;
    }
    if (isBelow) envelope.push({ line, from });
  }
  let expected = 0;
  for (const [k, { line, from }] of envelope.entries()) {
    const to = envelope[k + 1]?.from ?? Number.POSITIVE_INFINITY;
    expected += a[line] * (cdf(to) - cdf(from)) + b[line] * (density(from) - density(to));
  }
  return Math.max(a.reduce((low, value) => Math.min(low, value)) - expected, 0);
}

const cdf = (z: number) => (Number.isFinite(z) ? normalCdf(z) : +(z > 0));
const density = (z: number) => (Number.isFinite(z) ? normalDensity(z) : 0);
