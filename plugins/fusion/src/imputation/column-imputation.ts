import { mean, median, NDArray, standardDeviation } from "@mesoscope/core";
import { checkOptions, ValueError } from "@mesoscope/sdk";
import { type Filler, type Imputation, imputation } from "./imputation.js";

/**
 * Fills the gaps of each column with its mean or median, with the column's standard deviation as spread, or with a number.
 *
 * @param options.fill `median` unless given
 *
 * @example
 * const fitted = await columnImputation({ fill: "mean" }).fit([[1, 5], [3, NaN]]);
 * fitted.impute([[NaN, 5], [7, NaN]]).values.data; // [2, 5, 7, 5]
 *
 * @throws ValueError BAD_OPTION, NOT_FINITE; EMPTY where a column has no values
 */
export function columnImputation(options: { fill?: "mean" | "median" | number } = {}): Imputation {
  checkOptions("columnImputation", options, ["fill"]);
  const { fill = "median" } = options;
  if (fill !== "mean" && fill !== "median" && !Number.isFinite(fill)) {
    throw new ValueError(
      "BAD_OPTION",
      `columnImputation: fill is ${String(fill)}. Give "mean", "median" or a finite number.`,
    );
  }
  return imputation("columnImputation", { fill }, (X) => {
    const columns = Array.from({ length: X.shape[1] }, (_, j) => X.column(j).data.filter((x) => !Number.isNaN(x)));
    if (typeof fill === "number") return columnFiller(columns.map(() => fill));
    const middle = fill === "mean" ? (x: Float64Array) => mean(x) : (x: Float64Array) => median(x);
    return columnFiller(
      columns.map(middle),
      columns.map((x) => (x.length > 1 ? standardDeviation(x, undefined, { sample: true }) : Number.NaN)),
    );
  });
}

export function columnFiller(fills: readonly number[], spreads?: readonly number[]): Filler {
  const columns = fills.length;
  const atGaps = (X: NDArray, entries: readonly number[], other: (value: number) => number) =>
    X.map((value, at) => (Number.isNaN(value) ? entries[at % columns] : other(value)));
  return {
    columns,
    fill: (X) => ({
      values: atGaps(X, fills, (value) => value),
      ...(spreads && { spread: atGaps(X, spreads, () => 0) }),
    }),
    toJSON: () => ({
      kind: "column",
      fills,
      ...(spreads && { spreads: new NDArray(Float64Array.from(spreads)).toJSON() }),
    }),
  };
}
