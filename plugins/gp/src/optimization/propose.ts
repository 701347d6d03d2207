import { latinHypercube, NDArray, type RandomStream } from "@mesoscope/core";

/** Scores of the rows of a matrix of points in the unit cube; larger is better. */
export type Score = (points: NDArray) => Float64Array;

const rounds = 6;
const survivors = 4;

/**
 * The point of the unit cube with the best score found: the best of `count` spread points, and then of ever closer
 * neighbours of the best few. `settle` moves a point to one that is allowed.
 */
export function propose(
  score: Score,
  columns: number,
  { count, stream, settle }: { count: number; stream: RandomStream; settle: (point: Float64Array) => Float64Array },
): Float64Array {
  const spread = latinHypercube(count, columns, { seed: stream.integer(2 ** 31) });
  let best = ranked(
    score,
    Array.from({ length: count }, (_, i) => settle(spread.row(i).data)),
  );
  for (let round = 0; round < rounds; round++) {
    const width = 0.15 * 0.4 ** round;
    const neighbours = best.flatMap((point) =>
      Array.from({ length: Math.ceil(count / (4 * survivors)) }, () =>
        settle(point.map((value) => Math.min(Math.max(value + width * stream.normal(), 0), 1))),
      ),
    );
    best = ranked(score, [...best, ...neighbours]);
  }
  return best[0];
}

function ranked(score: Score, points: Float64Array[]): Float64Array[] {
  const columns = points[0].length;
  const values = score(new NDArray(Float64Array.from(points.flatMap((point) => [...point])), [points.length, columns]));
  const order = [...points.keys()].sort((a, b) => (values[b] > values[a] ? 1 : values[b] < values[a] ? -1 : a - b));
  return order.slice(0, survivors).map((i) => points[i]);
}
