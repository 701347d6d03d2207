import type { EvaluatorData } from "./evaluator.js";
import { type Moments, weightedMoments } from "./weighted-moments.js";

/** Rows of one group that lie side by side. */
export interface Segment {
  readonly group: number;
  readonly start: number;
  /** A multiple of `lanes` after the start. */
  readonly end: number;
}

/**
 * The rows in the order of their groups, so that a constant per group is one number for a whole segment. Segments are
 * filled up with copies of their last row, of no weight, so that vector instructions find whole vectors.
 */
export interface RowLayout extends Moments {
  readonly columns: readonly Float64Array[];
  readonly target: Float64Array;
  readonly weights: Float64Array;
  readonly segments: readonly Segment[];
  /** The row of the data that lies at each place. */
  readonly order: Int32Array;
}

/** Rows that one turn of a vector loop takes. */
const lanes = 16;

export function rowLayout({ columns, target, weights, groups }: EvaluatorData): RowLayout {
  const members = rowsByGroup(target.length, groups);
  const segments: Segment[] = [];
  let start = 0;
  for (const [group, rows] of members) {
    const end = start + Math.ceil(rows.length / lanes) * lanes;
    segments.push({ group, start, end });
    start = end;
  }
  const order = new Int32Array(start);
  const ownWeights = new Float64Array(start);
  for (const { group, start, end } of segments) {
    const rows = members.get(group) as number[] | Int32Array;
    for (let i = 0; i < end - start; i++) order[start + i] = rows[Math.min(i, rows.length - 1)] as number;
    for (let i = 0; i < rows.length; i++) ownWeights[start + i] = weights?.[rows[i] as number] ?? 1;
  }
  const take = (column: Float64Array) => Float64Array.from(order, (row) => column[row] as number);
  return {
    columns: columns.map(take),
    target: take(target),
    weights: ownWeights,
    segments,
    order,
    ...weightedMoments(target, weights),
  };
}

function rowsByGroup(rows: number, groups: Int32Array | undefined): Map<number, number[] | Int32Array> {
  if (!groups) return new Map([[0, Int32Array.from({ length: rows }, (_, row) => row)]]);
  const byGroup = new Map<number, number[]>();
  for (let row = 0; row < rows; row++) {
    const group = groups[row] as number;
    const members = byGroup.get(group);
    if (members) members.push(row);
    else byGroup.set(group, [row]);
  }
  return byGroup;
}
