import { leastSquares, matmul, NDArray, qr } from "@mesoscope/core";
import type { Guess, Matching } from "./matching.js";
import { followSegment } from "./segment.js";
import type { LinearEquations } from "./subset-regression.js";
import { joined } from "./weak-equations.js";

/** The measured states near a guess, linear in its changes. */
export interface Linearization {
  /** For all candidates, after the best change of the starts; of variance 1. */
  readonly equations: LinearEquations;
  startsFor(coefficients: Float64Array): Float64Array[];
}

/** `undefined` where a solution diverges. */
export function linearize(matching: Matching, guess: Guess): Linearization | undefined {
  const { terms, candidates, segments, noise } = matching;
  const parts = segments.map((segment, s) => {
    const course = followSegment(terms, candidates, guess.coefficients, segment, guess.starts[s], true);
    if (!course) return undefined;
    const size = noise.length;
    const width = size + candidates.length;
    const rows = segment.times.length * size;
    const byStart = new Float64Array(rows * size);
    const byRest = new Float64Array(rows * (candidates.length + 1));
    for (let i = 0; i < segment.times.length; i++) {
      for (let j = 0; j < size; j++) {
        const row = i * size + j;
        const offset = row * (candidates.length + 1);
        let target = segment.states[j][i] - course.states[i][j];
        for (let m = 0; m < size; m++) byStart[row * size + m] = course.sensitivities[i][j * width + m] / noise[j];
        for (let p = 0; p < candidates.length; p++) {
          const sensitivity = course.sensitivities[i][j * width + size + p];
          byRest[offset + p] = sensitivity / noise[j];
          target += sensitivity * guess.coefficients[p];
        }
        byRest[offset + candidates.length] = target / noise[j];
      }
    }
    const { q, r } = qr(new NDArray(byStart, [rows, size]));
    const rest = new NDArray(byRest, [rows, candidates.length + 1]);
    const along = matmul(q.transpose(), rest);
    const within = matmul(q, along).data;
    return { rest: rest.map((value, at) => value - within[at]), along, r };
  });
  const found = parts.filter((part) => part !== undefined);
  if (found.length < segments.length) return undefined;
  const column = (p: number) => joined(found.map(({ rest }) => rest.column(p).data));
  return {
    equations: { columns: candidates.map((_, p) => column(p)), target: column(candidates.length) },
    startsFor: (coefficients) =>
      found.map(({ along, r }, s) => {
        const left = Float64Array.from({ length: noise.length }, (_, m) => {
          const row = along.row(m).data;
          return coefficients.reduce((sum, value, p) => sum - value * row[p], row[coefficients.length]);
        });
        const change = leastSquares(r, left).x.data;
        return guess.starts[s].map((value, m) => value + change[m]);
      }),
  };
}
