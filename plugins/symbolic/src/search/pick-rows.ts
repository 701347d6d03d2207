import type { Problem } from "./problem.js";
import { spreadRows } from "./spread-rows.js";

/** The problem with at most so many rows. */
export function spreadSample<T extends Problem>(problem: T, count: number): T {
  return pickRows(problem, spreadOverGroups(problem.rows, count, problem.groups));
}

/**
 * At most so many rows at equal distances; of every group its share of them, whatever the order of the rows: of groups that
 * take turns, equal distances alone could pick one.
 */
export function spreadOverGroups(rows: number, count: number, groups?: Int32Array): Int32Array {
  const picked = spreadRows(rows, count);
  if (!groups || rows <= count) return picked;
  const byGroup = Int32Array.from({ length: rows }, (_, row) => row);
  byGroup.sort((a, b) => (groups[a] as number) - (groups[b] as number) || a - b);
  return picked.map((place) => byGroup[place] as number).sort();
}

/** The problem with these of its rows alone. */
export function pickRows<T extends Problem>(problem: T, rows: ArrayLike<number>): T {
  const pick = Int32Array.from(rows);
  const take = (column: Float64Array) => Float64Array.from(pick, (row) => column[row] as number);
  const { weights, groups, columnErrors } = problem;
  return {
    ...problem,
    rows: pick.length,
    columns: problem.columns.map(take),
    target: take(problem.target),
    ...(weights && { weights: take(weights) }),
    ...(groups && { groups: pick.map((row) => groups[row] as number) }),
    ...(columnErrors && { columnErrors: columnErrors.map((errors) => errors && take(errors)) }),
  };
}
