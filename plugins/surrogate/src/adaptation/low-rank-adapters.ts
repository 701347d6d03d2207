import { type NDArray, randomStream, zeros } from "@mesoscope/core";
import { checkOptions, checkWhole, ShapeError } from "@mesoscope/sdk";
import { add, matmul, multiply, type Tensor } from "@mesoscope/tensor";
import { mapLeaves, type ParameterTree } from "../layers/parameter-tree.js";
import { checkPrefixes, isWithin } from "./paths.js";

/** Factors of the changes of weight matrices, by the paths of these. */
export type Adapters<Leaf> = Readonly<Record<string, { readonly A: Leaf; readonly B: Leaf }>>;

/** Options of `lowRankAdapters`. */
export interface LowRankAdaptersOptions {
  /** Of each change, such as 4. */
  readonly rank: number;
  /** Beginnings of the paths of the matrices that get one; all matrices unless given. */
  readonly within?: readonly string[];
  /** Of the first factors; 0 unless given. */
  readonly seed?: number;
}

/**
 * Low-rank adapters (LoRA) for the matrices of a parameter tree: factors A of shape [inputs, rank] and B of shape
 * [rank, outputs], which alone are trained while the parameters stay as they are. B is 0 at first, so that nothing has
 * changed; `withAdapters` puts them in.
 *
 * @example
 * const parameters = { hidden: { weights: zeros([64, 32]), bias: zeros([32]) } };
 * const adapters = lowRankAdapters(parameters, { rank: 2 });
 * adapters["hidden.weights"].A.shape; // [64, 2]
 * Object.keys(adapters); // ["hidden.weights"]
 *
 * @throws ValueError BAD_OPTION, UNKNOWN_PATH; ShapeError EMPTY where there is no matrix
 * @see Hu et al., LoRA: low-rank adaptation of large language models, ICLR (2022), section 4.1
 */
export function lowRankAdapters(parameters: object, options: LowRankAdaptersOptions): Adapters<NDArray> {
  const owner = "lowRankAdapters";
  checkOptions(owner, options, ["rank", "within", "seed"]);
  const { rank, within = [""], seed = 0 } = options;
  checkWhole(owner, "rank", rank, 1);
  const matrices = new Map<string, readonly number[]>();
  const paths: string[] = [];
  mapLeaves(parameters as ParameterTree<NDArray>, ({ shape }, path) => {
    paths.push(path);
    if (shape.length === 2 && within.some((prefix) => isWithin(path, prefix))) matrices.set(path, shape);
  });
  checkPrefixes(owner, within, paths);
  if (matrices.size === 0) {
    throw new ShapeError(
      "EMPTY",
      `${owner}: there is no matrix within ${within.join(", ") || "the tree"}. Give others.`,
    );
  }
  const stream = randomStream(seed);
  return Object.fromEntries(
    Array.from(matrices, ([path, [inputs, outputs]], i) => {
      const A = stream.child(i).normals([inputs, rank]);
      return [path, { A: A.map((value) => value / Math.sqrt(inputs)), B: zeros([rank, outputs]) }];
    }),
  );
}

/**
 * The parameters with `W + scale · A B` for each matrix W that has an adapter: for the graph of a training step, or by
 * `evaluate` once and for all.
 *
 * @example
 * import { evaluate } from "@mesoscope/tensor";
 *
 * const adapters = { weights: { A: [[1], [2]], B: [[3, 4]] } };
 * evaluate(withAdapters, { weights: [[0, 0], [0, 1]] }, adapters).weights.data; // [3, 4, 6, 9]
 *
 * @throws ValueError UNKNOWN_PATH where an adapter has no matrix
 */
export function withAdapters<P>(
  parameters: P,
  adapters: Adapters<Tensor>,
  options: { readonly scale?: number } = {},
): P {
  const { scale = 1 } = options;
  const paths: string[] = [];
  const changed = mapLeaves(parameters as ParameterTree<Tensor>, (leaf, path) => {
    paths.push(path);
    const adapter = adapters[path];
    return adapter ? add(leaf, multiply(scale, matmul(adapter.A, adapter.B))) : leaf;
  });
  checkPrefixes("withAdapters", Object.keys(adapters), paths);
  return changed as P;
}
