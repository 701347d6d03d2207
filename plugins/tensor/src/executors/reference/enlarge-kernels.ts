import type { NDArray } from "@mesoscope/core";
import { inputTensor } from "../../graph/leaves.js";
import type { Shape } from "../../graph/shape.js";
import type { Tensor } from "../../graph/tensor.js";
import { enlargedByBroadcast, summedByReshape } from "../../primitives/enlarge.js";
import type { Kernel, Kernels } from "./kernel.js";
import { runGraph } from "./run-graph.js";

/** Computed by what they are made of. */
const composed =
  (compose: (x: Tensor, factors: Shape) => Tensor): Kernel =>
  ([x], { attributes: { factors } }) => {
    const input = inputTensor(0, x!.shape, "real");
    return runGraph({ inputs: [input], outputs: [compose(input, factors)] }, [x as NDArray])[0]!.data;
  };

export const enlargeKernels: Kernels = {
  enlarge: composed(enlargedByBroadcast),
  blockSum: composed(summedByReshape),
};
