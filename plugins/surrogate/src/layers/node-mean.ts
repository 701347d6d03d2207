import { divide, multiply, reshape, sum } from "@mesoscope/tensor";
import { checkGraphShapes, type Graphs } from "./graph.js";
import { defineLayer, type Layer } from "./layer.js";

/**
 * The mean over the nodes that are present: graphs to [features].
 *
 * @example
 * nodeMean().outputShape({ nodes: [10, 4], edges: [20, 1], senders: [20], receivers: [20], present: [10] }); // [4]
 *
 * @throws `outputShape`: ShapeError SHAPE_MISMATCH
 */
export function nodeMean(): Layer<Graphs> {
  return defineLayer<Graphs>(
    "nodeMean",
    {},
    {
      outputShape(input) {
        checkGraphShapes("nodeMean", input);
        return [input.nodes[1]];
      },
      parameters: () => ({}),
      apply(_parameters, { nodes, present }) {
        const total = sum(multiply(nodes, reshape(present, [...present.shape, 1])), 1);
        return divide(total, reshape(sum(present, 1), [-1, 1]));
      },
    },
  );
}
