/** Where the rows of this instance lie, as JavaScript placed them; columns lie one behind the other. */
export let rows: i32 = 0;
export let totalWeight: f64 = 0;
let columns: usize = 0;
let values: usize = 0;
let singleColumns: usize = 0;
let singleValues: usize = 0;

/** The columns of the variables, the target and the weights, of `count` rows each; `valuesAt` has room for as many. */
export function setRows(count: i32, weight: f64, columnsAt: usize, valuesAt: usize): void {
  rows = count;
  totalWeight = weight;
  columns = columnsAt;
  values = valuesAt;
}

/** The same in single precision, the target less its mean and in units of its standard deviation. */
export function setSingleRows(columnsAt: usize, valuesAt: usize): void {
  singleColumns = columnsAt;
  singleValues = valuesAt;
}

// @inline
export function columnAt<T>(index: i32): usize {
  const from = sizeof<T>() === 8 ? columns : singleColumns;
  return from + <usize>index * <usize>rows * sizeof<T>();
}

// @inline
export function valuesAt<T>(): usize {
  return sizeof<T>() === 8 ? values : singleValues;
}
