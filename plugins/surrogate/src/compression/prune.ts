import type { NDArray } from "@mesoscope/core";
import { checkNumber, checkOptions } from "@mesoscope/sdk";
import { leavesOf, mapLeaves, type ParameterTree } from "../layers/parameter-tree.js";
import { relativeChange } from "../relative-change.js";
import { CompressionReport, type TensorCompression } from "./compression-report.js";
import { weightsOf } from "./weights-of.js";

/** Parameters of which the smallest were set to 0. */
export interface Pruned<P> {
  readonly parameters: P;
  /** 1 for what was kept, else 0, in the form of the parameters: to multiply parameters with after each step of training. */
  readonly mask: P;
  /** Stored are the numbers kept and one bit for each place. */
  readonly report: CompressionReport;
}

/**
 * Sets the weights of least magnitude to 0, over all matrices and kernels together; vectors, such as biases, are kept.
 * The loss rises less when the others are then trained on, multiplied with the mask after each step.
 *
 * @param parameters lists and objects of arrays, such as `model.parameters`
 * @param options.share of the weights that becomes 0, from 0 to below 1
 *
 * @example
 * const { parameters, mask } = prune({ weights: asArray([[0.1, -2], [3, 0.2]]) }, { share: 0.5 });
 * parameters.weights.data; // [0, -2, 3, 0]
 * mask.weights.data; // [0, 1, 1, 0]
 *
 * @throws ValueError BAD_OPTION; ShapeError EMPTY where there is no matrix
 * @see Han et al., Learning both weights and connections, NeurIPS 28 (2015), section 3
 */
export function prune<P>(parameters: P, options: { readonly share: number }): Pruned<P> {
  checkOptions("prune", options, ["share"]);
  const { share } = options;
  checkNumber("prune", "share", share, "a number from 0 to below 1", (value) => value >= 0 && value < 1);
  const tree = parameters as ParameterTree<NDArray>;
  const weights = weightsOf("prune", parameters);
  const magnitudes = Float64Array.from(weights.flatMap(({ data }) => Array.from(data, Math.abs))).sort();
  const count = Math.round(share * magnitudes.length);
  const threshold = count === 0 ? -1 : magnitudes[count - 1];
  const mask = mapLeaves(tree, (leaf) =>
    leaf.map((value) => Number(leaf.shape.length < 2 || Math.abs(value) > threshold)),
  );
  const masks = leavesOf(mask);
  const tensors: TensorCompression[] = [];
  const pruned = mapLeaves(tree, (leaf, path) => {
    const kept = masks[tensors.length];
    const left = leaf.map((value, i) => (kept.data[i] === 1 ? value : 0));
    const number = kept.data.reduce((sum, value) => sum + value, 0);
    const bytesBefore = 4 * leaf.size;
    tensors.push({
      path,
      shape: leaf.shape,
      bytesBefore,
      bytesAfter: number === leaf.size ? bytesBefore : 4 * number + Math.ceil(leaf.size / 8),
      relativeError: relativeChange(leaf.data, left.data),
    });
    return left;
  });
  return { parameters: pruned as P, mask: mask as P, report: new CompressionReport(tensors) };
}
