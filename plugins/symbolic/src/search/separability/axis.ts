/** Positive values over more than this ratio are looked at through their logarithm. */
const wideRatio = 100;

/** Where the values of a variable lie for the surrogate: about 0 with a standard deviation of 1. */
export type Axis = (value: number) => number;

/** The axis on which values of this column lie evenly. */
export function axisOf(column: Float64Array): Axis {
  const [least, greatest] = rangeOf(column);
  const isWide = least > 0 && greatest > wideRatio * least;
  const warp = isWide ? Math.log : (value: number) => value;
  const { mean, deviation } = momentsOf(column.map(warp));
  return (value) => (warp(value) - mean) / deviation;
}

export function rangeOf(column: Float64Array): readonly [least: number, greatest: number] {
  return [
    column.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY),
    column.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY),
  ];
}

/** The deviation of equal values is 1, so that one can divide by it. */
export function momentsOf(values: Float64Array): { readonly mean: number; readonly deviation: number } {
  const mean = values.reduce((sum, value) => sum + value / values.length, 0);
  const [least, greatest] = rangeOf(values);
  const half = (greatest - least) / 2;
  if (!(half > 0)) return { mean, deviation: 1 };
  // Over the range first: squares of very large or small numbers leave what can be represented.
  const square = values.reduce((sum, value) => sum + ((value - mean) / half) ** 2, 0) / values.length;
  return { mean, deviation: half * Math.sqrt(square) };
}
