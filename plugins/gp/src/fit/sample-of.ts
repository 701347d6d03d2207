import type { RandomStream } from "@mesoscope/core";
import type { Problem } from "./posterior.js";

/** The problem with `count` of its rows, drawn at random and kept in order. */
export function sampleOf<P extends Omit<Problem, "jitter">>(problem: P, count: number, stream: RandomStream): P {
  const rows = stream.permutation(problem.y.length).slice(0, count).sort();
  const bounds = problem.bounds && Int8Array.from(rows, (i) => problem.bounds![i]);
  return {
    ...problem,
    X: problem.X.take(rows),
    y: Float64Array.from(rows, (i) => problem.y[i]),
    bounds: bounds?.some((bound) => bound !== 0) ? bounds : undefined,
  };
}
