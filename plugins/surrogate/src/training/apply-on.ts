import type { NDArray } from "@mesoscope/core";
import { compile, type DeviceOptions, type Given, type Like, type Tensor } from "@mesoscope/tensor";
import type { Layer } from "../layers/layer.js";
import type { ParameterTree } from "../layers/parameter-tree.js";

/**
 * What a layer makes of arrays, on the device that is there: for parameters that `train` gave.
 *
 * @example
 * const network = dense({ units: 2 });
 * const parameters = network.parameters([3], randomStream(0));
 * (await applyOn(network, parameters, [[1, 2, 3]])).shape; // [1, 2]
 *
 * @throws what the layer throws, such as ShapeError SHAPE_MISMATCH
 */
export async function applyOn<In, Out>(
  layer: Layer<In, Out>,
  parameters: ParameterTree<NDArray>,
  x: Given<In>,
  options: DeviceOptions = {},
): Promise<Like<Out, NDArray>> {
  const forward = (tree: object, given: object) =>
    layer.apply(tree as ParameterTree<Tensor>, given as In, { training: false });
  const compiled = compile(forward, options);
  try {
    return (await compiled(parameters, x as never)) as Like<Out, NDArray>;
  } finally {
    compiled.dispose();
  }
}
