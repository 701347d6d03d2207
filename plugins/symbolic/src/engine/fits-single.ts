/** Numbers of which products of a few stay far from the ends of single precision. */
const least = 1e-9;
const most = 1e9;

/** Whether formulas of these columns can be told apart in single precision. */
export function fitsSingle(columns: readonly Float64Array[]): boolean {
  return columns.every((column) =>
    column.every((value) => {
      const size = Math.abs(value);
      return size === 0 || (size >= least && size <= most);
    }),
  );
}
