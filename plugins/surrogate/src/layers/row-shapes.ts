import type { NDArray } from "@mesoscope/core";
import type { Shape } from "@mesoscope/tensor";
import { mapLeaves, type ParameterTree } from "./parameter-tree.js";

/** Shapes in the form of lists and objects of arrays. */
export type RowShapes<T> = T extends NDArray ? Shape : { readonly [K in keyof T]: RowShapes<T[K]> };

/**
 * The shapes of arrays, each without its first axis, along which rows lie: what `parameters` and `outputShape` of a layer
 * ask for.
 *
 * @example
 * const graphs = packGraphs([{ nodes: [[1], [2]], edges: [[0.5]], senders: [0], receivers: [1] }]);
 * const network = graphNetwork({ features: 4, rounds: 1, outputs: 1, of: "graphs" });
 * network.outputShape(rowShapes(graphs)); // [1]
 */
export function rowShapes<T extends object>(rows: T): RowShapes<T> {
  return mapLeaves(rows as ParameterTree<NDArray>, ({ shape }) => shape.slice(1)) as RowShapes<T>;
}
