import type { Finding } from "./report.js";

const rowsKept = 20;

/** The findings on a table of which a further piece begins at row `start`: those on the same thing become one. */
export function mergeFindings(known: readonly Finding[], added: readonly Finding[], start: number): Finding[] {
  const merged = [...known];
  for (const finding of added) {
    const rows = finding.rows.map((row) => row + start);
    const same = merged.findIndex((one) => keyOf(one) === keyOf(finding));
    if (same < 0) merged.push({ ...finding, rows });
    else {
      const before = merged[same]!;
      merged[same] = {
        ...before,
        count: before.count + finding.count,
        rows: [...before.rows, ...rows].slice(0, rowsKept),
      };
    }
  }
  return merged;
}

function keyOf({ kind, column, what }: Finding): string {
  return JSON.stringify([kind, column, what]);
}
