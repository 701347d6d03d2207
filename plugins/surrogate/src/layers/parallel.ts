import { checkChoice, checkOptions, ShapeError } from "@mesoscope/sdk";
import { add, concatenate, multiply, type Shape, type Tensor } from "@mesoscope/tensor";
import { atLayer, showShape } from "./chain-error.js";
import { applyChild, placeOf } from "./child.js";
import { defineLayer, type Layer } from "./layer.js";
import type { ParameterTree } from "./parameter-tree.js";
import { sequential } from "./sequential.js";

/** Options of `parallel`. */
export interface ParallelOptions {
  readonly branches: readonly Layer[];
  /** How outputs become one: "concatenate" along the first axis after the batch (features or channels), "add" or "multiply". */
  readonly join: "concatenate" | "add" | "multiply";
}

/**
 * Layers that all take the same input, and whose outputs are joined.
 *
 * @example
 * const both = parallel({ branches: [dense({ units: 2 }), dense({ units: 3 })], join: "concatenate" });
 * both.outputShape([4]); // [5]
 *
 * @throws ValueError BAD_OPTION; `outputShape`: ShapeError SHAPE_MISMATCH where the outputs cannot be joined
 */
export function parallel(options: ParallelOptions): Layer {
  checkOptions("parallel", options, ["branches", "join"]);
  const { branches, join } = options;
  checkChoice("parallel", "join", join, ["concatenate", "add", "multiply"]);
  return defineLayer("parallel", options, {
    outputShape: (input) =>
      joinedShape(
        branches.map((branch, i) => atLayer(placeOf(i, branch), () => branch.outputShape(input))),
        join,
      ),
    parameters: (input, stream) => branches.map((branch, i) => branch.parameters(input, stream.child(i))),
    apply: (parameters: readonly ParameterTree<Tensor>[], x, context) => {
      const outputs = branches.map((branch, i) => applyChild(branch, i, parameters[i], x, context));
      return join === "concatenate" ? concatenate(outputs, 1) : outputs.reduce(join === "add" ? add : multiply);
    },
  });
}

/**
 * The input plus what a layer makes of it.
 *
 * @example
 * residual(dense({ units: 4 })).outputShape([4]); // [4]
 *
 * @throws `outputShape`: ShapeError SHAPE_MISMATCH where the layer changes the shape
 * @see He et al., Deep residual learning for image recognition, CVPR (2016), equation 1
 */
export function residual(layer: Layer): Layer {
  return parallel({ branches: [sequential([]), layer], join: "add" });
}

/**
 * The input and what a layer makes of it, channel after channel.
 *
 * @example
 * withInput(convolution({ channels: 2, kernel: 3 })).outputShape([3, 8, 8]); // [5, 8, 8]
 *
 * @throws `outputShape`: ShapeError SHAPE_MISMATCH where the layer changes more than the number of channels
 */
export function withInput(layer: Layer): Layer {
  return parallel({ branches: [sequential([]), layer], join: "concatenate" });
}

function joinedShape(shapes: readonly Shape[], join: ParallelOptions["join"]): Shape {
  const [first] = shapes;
  const from = join === "concatenate" ? 1 : 0;
  const fits = shapes.every((shape) => String(shape.slice(from)) === String(first.slice(from)));
  if (!fits) {
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `parallel: the branches give ${shapes.map(showShape).join(" and ")}. To ${join} them, give branches of one shape${from ? " beside the channels" : ""}.`,
    );
  }
  return from
    ? first.with(
        0,
        shapes.reduce((total, [channels]) => total + channels, 0),
      )
    : first;
}
