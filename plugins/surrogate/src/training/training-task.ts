import { type ArrayInput, asArray, type NDArray } from "@mesoscope/core";
import { ShapeError } from "@mesoscope/sdk";
import type { Tensor } from "@mesoscope/tensor";
import type { Context } from "../layers/layer.js";
import type { ParameterTree } from "../layers/parameter-tree.js";

/** Data by name; the first axis of each is that of rows. */
export type Rows<Leaf> = Readonly<Record<string, Leaf>>;

/** One number to be lowered: the mean over some rows. */
export type Loss<R extends Rows<Tensor> = Rows<Tensor>> = (
  parameters: ParameterTree<Tensor>,
  rows: R,
  context: Context,
) => Tensor;

/** What is to be learned. */
export interface TrainingTask<R extends Rows<ArrayInput>> {
  /** To start from: those of a layer, or those that another training gave. */
  readonly parameters: ParameterTree<NDArray>;
  readonly rows: R;
  readonly loss: (
    parameters: ParameterTree<Tensor>,
    rows: { readonly [K in keyof R]: Tensor },
    context: Context,
  ) => Tensor;
}

/**
 * The data as arrays.
 *
 * @throws ShapeError EMPTY, SHAPE_MISMATCH unless all have the same number of rows
 */
export function readRows(rows: Rows<ArrayInput>): Rows<NDArray> {
  const read = Object.fromEntries(
    Object.entries(rows).map(([name, values]) => [name, asArray(values, `train: ${name}`)]),
  );
  const [[first, { shape }] = ["rows", { shape: [0] }]] = Object.entries(read);
  if (!(shape[0] > 0)) throw new ShapeError("EMPTY", `train: ${first} has no rows. Give at least one.`);
  for (const [name, values] of Object.entries(read)) {
    if (values.shape[0] === shape[0]) continue;
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `train: ${first} has ${shape[0]} rows but ${name} has ${values.shape[0]}. Give as many of each.`,
    );
  }
  return read;
}
