import { zeros } from "@mesoscope/core";
import { checkOptions, ShapeError } from "@mesoscope/sdk";
import { add, matmul, reshape, type Tensor, transpose } from "@mesoscope/tensor";
import { showShape } from "../layers/chain-error.js";
import { applyChild } from "../layers/child.js";
import { defineLayer, type Layer } from "../layers/layer.js";
import type { ParameterTree } from "../layers/parameter-tree.js";

/** Options of `deepOperator`. */
export interface DeepOperatorOptions {
  /** From values of the input function at sensors to [features]. */
  readonly branch: Layer;
  /** From coordinates, the last axis, to as many features. */
  readonly trunk: Layer;
}

/** Input functions, and where the output functions are asked for. */
export interface OperatorInput {
  /** [n, …], values at sensors. */
  readonly functions: Tensor;
  /** [n, points, dimensions], or [1, points, dimensions] where the points are the same for all functions. */
  readonly points: Tensor;
}

type OperatorParameters = {
  readonly branch: ParameterTree<Tensor>;
  readonly trunk: ParameterTree<Tensor>;
  readonly bias: Tensor;
};

/**
 * A deep operator network: the output function at a point is the inner product of what the branch makes of the input
 * function and what the trunk makes of the point, plus a number. [points] for each function. With derivatives along the
 * points in the loss of `train` it learns from an equation, without solutions.
 *
 * @example
 * const operator = deepOperator({
 *   branch: mlpLayers({ hidden: [40], outputs: 20 }),
 *   trunk: mlpLayers({ hidden: [40], outputs: 20 }),
 * });
 * operator.outputShape({ functions: [100], points: [50, 1] }); // [50]
 *
 * @throws ValueError BAD_OPTION; `outputShape`: ShapeError SHAPE_MISMATCH where branch and trunk differ in features
 * @see Lu et al., Learning nonlinear operators via DeepONet, Nature Machine Intelligence 3 (2021), equation 2; Wang, Wang
 *   & Perdikaris, Science Advances 7 (2021) eabi8605, for operators from equations
 */
export function deepOperator(options: DeepOperatorOptions): Layer<OperatorInput> {
  checkOptions("deepOperator", options, ["branch", "trunk"]);
  const { branch, trunk } = options;
  return defineLayer<OperatorInput>("deepOperator", options, {
    outputShape({ functions, points }) {
      const [ofFunction, ofPoint] = [branch.outputShape(functions), trunk.outputShape(points)];
      if (ofFunction.length !== 1 || ofPoint.length !== 2 || ofPoint[1] !== ofFunction[0]) {
        throw new ShapeError(
          "SHAPE_MISMATCH",
          `deepOperator: the branch gives ${showShape(ofFunction)} and the trunk ${showShape(ofPoint)}. Let them end in [features] and [points, features].`,
        );
      }
      return [points[0]];
    },
    parameters: ({ functions, points }, stream) => ({
      branch: branch.parameters(functions, stream.child(0)),
      trunk: trunk.parameters(points, stream.child(1)),
      bias: zeros([1]),
    }),
    apply(parameters: OperatorParameters, { functions, points }, context) {
      const ofFunctions = applyChild(branch, 0, parameters.branch, functions, context);
      const ofPoints = applyChild(trunk, 1, parameters.trunk, points, context);
      return add(productAt(ofFunctions, ofPoints), parameters.bias);
    },
  });
}

/** [n, features] and [n or 1, points, features] to [n, points]. */
function productAt(functions: Tensor, points: Tensor): Tensor {
  const [n, features] = functions.shape;
  if (points.shape[0] === 1) return matmul(functions, transpose(reshape(points, points.shape.slice(1))));
  return reshape(matmul(points, reshape(functions, [n, features, 1])), points.shape.slice(0, 2));
}
