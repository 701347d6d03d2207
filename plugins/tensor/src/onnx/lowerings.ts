import type { Tensor } from "../graph/tensor.js";
import { convolutionLowerings } from "./convolution-lowerings.js";
import { elementwiseLowerings } from "./elementwise-lowerings.js";
import type { GraphWriter } from "./graph-writer.js";
import { structureLowerings } from "./structure-lowerings.js";

/** Writes the operators of one primitive and gives the name of its result. */
// biome-ignore lint/suspicious/noExplicitAny: each lowering knows the attributes of its primitive
export type Lowering = (result: Tensor<any>, to: GraphWriter) => string;

/** How each primitive is written in ONNX, by its name. Random numbers and inputs come from outside. */
export const lowerings: Readonly<Record<string, Lowering>> = {
  ...elementwiseLowerings,
  ...structureLowerings,
  ...convolutionLowerings,
};
