import type { NDArray } from "@mesoscope/core";
import { ShapeError } from "@mesoscope/sdk";
import { type Given, grad, type Like, sum, type Tensor } from "@mesoscope/tensor";
import { leavesOf, type ParameterTree } from "../layers/parameter-tree.js";

/** What is to be explained: one number per row, from a tensor or from lists and objects of tensors. */
export type Explained<T> = (x: T) => Tensor;

/** How much each entry of the input matters, in the form of the input; compiled for each shape that it is given. */
export interface Attribution<T, R = Like<T, NDArray>> {
  (x: Given<T>): Promise<R>;
  /** Frees what the device holds. */
  dispose(): void;
}

/**
 * The gradient of each row's number with respect to the row.
 *
 * @throws ShapeError NOT_SCALAR where the function gives more than one number per row
 */
export function rowGradient<T>(owner: string, f: Explained<T>, x: T): T {
  const [{ shape }] = leavesOf(x as ParameterTree<Tensor>);
  return grad((at: T) => {
    const values = f(at);
    if (values.size > 1) checkOneNumber(owner, values, shape[0]);
    return sum(values);
  })(x) as T;
}

/** @throws ShapeError NOT_SCALAR */
export function checkOneNumber(owner: string, values: Tensor, rows: number): void {
  if (values.size === rows) return;
  throw new ShapeError(
    "NOT_SCALAR",
    `${owner}: the function gives [${values.shape.join(", ")}] for ${rows} rows. Give one number per row, such as one column.`,
  );
}
