import { fullTable } from "../covariance/categorical.js";
import type { Covariance, CovarianceFunction, Parameter } from "../covariance/covariance.js";
import { tableFunction } from "../covariance/levels.js";
import { productFunction } from "../covariance/product-of.js";
import { sumFunction } from "../covariance/sum-of.js";

/** How many hyper-parameters say how `outputs` vary together: a size for each and an angle for each pair. */
export function tableSize(outputs: number): number {
  return outputs + (outputs * (outputs - 1)) / 2;
}

/** For every kernel the sizes and angles of its outputs, then its own hyper-parameters. */
export function coregionalParameters(kernels: readonly Covariance[], outputs: number, columns: number): Parameter[] {
  const of = (name: string, role: "amplitude" | "ratio"): Parameter => ({
    name,
    role,
    inputs: [],
    start: undefined,
    fixed: false,
  });
  return kernels.flatMap((kernel) => [
    ...Array.from({ length: outputs }, () => of("outputScale", "amplitude")),
    ...Array.from({ length: tableSize(outputs) - outputs }, () => of("angle", "ratio")),
    ...kernel.parameters(columns),
  ]);
}

/**
 * The linear model of coregionalization `Σ_q B_q[o, o′] k_q(x, x′)` on rows that end with the number of their output.
 *
 * @param columns of the inputs, without that number
 * @see Alvarez, Rosasco & Lawrence, Kernels for vector-valued functions: a review (2012), section 4.2
 */
export function coregionalFunction(
  kernels: readonly Covariance[],
  outputs: number,
  columns: number,
  values: readonly number[],
): CovarianceFunction {
  let from = 0;
  const offsets: number[] = [];
  const terms = kernels.map((kernel) => {
    const split = from + tableSize(outputs);
    const next = split + kernel.parameters(columns).length;
    const { table, slopes } = outputTable(outputs, values.slice(from, split));
    const among = tableFunction("multiOutputGaussianProcess", columns, columns + 1, outputs, table, slopes);
    const term = productFunction([among, kernel.bind(values.slice(split, next), columns)], [0, tableSize(outputs)]);
    offsets.push(from);
    from = next;
    return term;
  });
  return sumFunction(terms, offsets);
}

/** The covariance matrix of the outputs, with its slope by every logarithm. */
export function outputTable(
  outputs: number,
  values: readonly number[],
): { table: Float64Array; slopes: readonly Float64Array[] } {
  const sizes = values.slice(0, outputs);
  const correlation = fullTable(outputs, values.slice(outputs));
  const scaled = (table: Float64Array) =>
    table.map((value, at) => value * sizes[Math.floor(at / outputs)] * sizes[at % outputs]);
  const table = scaled(correlation.table);
  const bySize = sizes.map((_, o) =>
    table.map((value, at) => value * (Number(Math.floor(at / outputs) === o) + Number(at % outputs === o))),
  );
  return { table, slopes: [...bySize, ...correlation.slopes.map(scaled)] };
}
