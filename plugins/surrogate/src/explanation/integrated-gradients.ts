import { gaussLegendre, NDArray } from "@mesoscope/core";
import { checkOptions, checkWhole, ShapeError, tick } from "@mesoscope/sdk";
import {
  add,
  broadcast,
  compile,
  type DeviceOptions,
  evaluate,
  fill,
  type Given,
  type Like,
  multiply,
  subtract,
  type Tensor,
} from "@mesoscope/tensor";
import { mapLeaves, type ParameterTree } from "../layers/parameter-tree.js";
import { type Attribution, type Explained, rowGradient } from "./attribution.js";

/** Options of `integratedGradients`. */
export interface IntegratedGradientsOptions<T> extends DeviceOptions {
  /** The input that means nothing: a number for all entries, 0 unless given, or of the input's form, as for one row. */
  readonly baseline?: number | Given<T>;
  /** Points on the way from the baseline to the input, 32 unless given. */
  readonly steps?: number;
}

/**
 * How much each entry of the input adds to a prediction, against a baseline: gradients along the straight way from there,
 * times the way. All entries of a row add up to the prediction less that of the baseline.
 *
 * The integral is a Gauss rule, which converges fast where f is smooth; with kinks (relu) take more steps. One gradient
 * per step, for all rows at once.
 *
 * @param f one number per row, for inputs of shape [n, …] or lists and objects of such
 *
 * @example
 * import { square, sum } from "@mesoscope/tensor";
 *
 * const explain = integratedGradients((x) => sum(square(x), 1), { steps: 4, device: "reference" });
 * allClose(await explain([[1, 2]]), [[1, 4]]); // true
 *
 * @throws ValueError BAD_OPTION, NO_DEVICE; ShapeError NOT_SCALAR where f gives more than one number per row, SHAPE_MISMATCH
 * @see Sundararajan, Taly & Yan, Axiomatic attribution for deep networks, ICML (2017), equation 1
 */
export function integratedGradients<T>(f: Explained<T>, options: IntegratedGradientsOptions<T> = {}): Attribution<T> {
  const owner = "integratedGradients";
  checkOptions(owner, options, ["baseline", "steps", "device", "precision"]);
  const { baseline = 0, steps = 32, ...device } = options;
  checkWhole(owner, "steps", steps, 1);
  const { nodes, weights } = gaussLegendre(steps);
  const weighed = compile((x: T, from: unknown, share: Tensor) => {
    const start = baselineFor(x, from);
    const way = zipped(x, start, subtract);
    const at = zipped(start, way, (a, b) => add(a, multiply(share, b)));
    return zipped(way, rowGradient(owner, f, at), multiply);
  }, device);

  const explain = async (x: Given<T>): Promise<Like<T, NDArray>> => {
    const totals = new Map<string, Float64Array>();
    for (let k = 0; k < steps; k++) {
      await tick(k, steps);
      const part = await weighed(x as never, baseline as never, (1 + nodes.data[k]) / 2);
      mapLeaves(part as ParameterTree<NDArray>, ({ data }, path) => {
        const total = totals.get(path) ?? new Float64Array(data.length);
        data.forEach((value, i) => {
          total[i] += (weights.data[k] / 2) * value;
        });
        totals.set(path, total);
      });
    }
    const form = evaluate((tree: T) => tree, x as never) as ParameterTree<NDArray>;
    return mapLeaves(form, ({ shape }, path) => new NDArray(totals.get(path)!, shape)) as Like<T, NDArray>;
  };
  return Object.assign(explain, { dispose: () => weighed.dispose() });
}

/** The baseline for every entry of the input. */
function baselineFor<T>(x: T, from: unknown): T {
  const given = new Map<string, Tensor>();
  mapLeaves(from as ParameterTree<Tensor>, (leaf, path) => given.set(path, leaf));
  const single = given.get("");
  return mapLeaves(x as ParameterTree<Tensor>, ({ shape }, path) => {
    const leaf = given.get(path) ?? (single?.size === 1 ? single : undefined);
    if (leaf) return leaf.size === 1 ? multiply(fill(1, shape), leaf) : broadcast(leaf, shape);
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `integratedGradients: the baseline has no ${path || "array"}. Give a number, or a baseline of the input's form.`,
    );
  }) as T;
}

/** Two trees of one form as one. */
function zipped<T>(a: T, b: T, join: (a: Tensor, b: Tensor) => Tensor): T {
  const others = new Map<string, Tensor>();
  mapLeaves(b as ParameterTree<Tensor>, (leaf, path) => others.set(path, leaf));
  return mapLeaves(a as ParameterTree<Tensor>, (leaf, path) => join(leaf, others.get(path)!)) as T;
}
