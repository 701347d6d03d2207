import { NDArray } from "@mesoscope/core";
import { concatenate, reshape, sliceAlong, type Tensor } from "@mesoscope/tensor";
import { countParameters, leavesOf, mapLeaves, type ParameterTree } from "../layers/parameter-tree.js";

/** Parameters as one vector, which an optimiser updates at once, and the way back to their tree. */
export interface FlatParameters {
  readonly vector: NDArray;
  /** The tree of slices of a vector. */
  tensors(vector: Tensor): ParameterTree<Tensor>;
  arrays(vector: NDArray): ParameterTree<NDArray>;
  /** The vector of a tree of that form. */
  joined(tree: ParameterTree<Tensor>): Tensor;
}

/** The parameters of a tree one after the other. */
export function flatParameters(tree: ParameterTree<NDArray>): FlatParameters {
  const vector = new NDArray(new Float64Array(countParameters(tree)));
  const starts = new Map<string, number>();
  let end = 0;
  mapLeaves(tree, ({ data, size }, path) => {
    vector.data.set(data, end);
    starts.set(path, end);
    end += size;
  });
  return {
    vector,
    tensors: (flat) =>
      mapLeaves(tree, ({ shape, size }, path) => {
        const from = starts.get(path)!;
        return reshape(sliceAlong(flat, 0, from, from + size), shape);
      }),
    arrays: (flat) =>
      mapLeaves(tree, ({ shape, size }, path) => {
        const from = starts.get(path)!;
        return new NDArray(flat.data.slice(from, from + size), shape);
      }),
    joined: (gradient) => concatenate(leavesOf(gradient).map((leaf) => reshape(leaf, [-1]))),
  };
}
