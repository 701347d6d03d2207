import { type Column, valueAt } from "../column.js";

/** The positions of rows in the order of some columns, the first counting most; missing values come last. */
export function sortedPositions(columns: readonly Column[], rowCount: number, isDescending: boolean): number[] {
  const sign = isDescending ? -1 : 1;
  return Array.from({ length: rowCount }, (_, i) => i).sort((a, b) => {
    for (const column of columns) {
      const order = compared(column, a, b, sign);
      if (order !== 0) return order;
    }
    return a - b;
  });
}

function compared(column: Column, a: number, b: number, sign: number): number {
  const [left, right] = [valueAt(column, a), valueAt(column, b)];
  if (left === null || right === null) return Number(left === null) - Number(right === null);
  if (left === right) return 0;
  return left < right ? -sign : left > right ? sign : 0;
}
