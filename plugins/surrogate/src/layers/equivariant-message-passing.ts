import { checkOptions } from "@mesoscope/sdk";
import {
  add,
  concatenate,
  divide,
  fill,
  largerOf,
  multiply,
  reshape,
  square,
  subtract,
  sum,
  type Tensor,
} from "@mesoscope/tensor";
import { checkActivation } from "./activation.js";
import { applyChild } from "./child.js";
import { atEnds, checkGraphShapes, type PlacedGraphs, sumAtNodes } from "./graph.js";
import { defineLayer, type Layer } from "./layer.js";
import type { MessagePassingOptions } from "./message-passing.js";
import { mlpLayers } from "./mlp-layers.js";
import type { ParameterTree } from "./parameter-tree.js";

type EquivariantParameters = Readonly<Record<"message" | "place" | "node", ParameterTree<Tensor>>>;

const owner = "equivariantMessagePassing";

/**
 * One round of messages on graphs in space that turns, shifts and mirrors with them: nodes see distances only, and move
 * along the lines to their neighbours. Node features stay as they are when the graph is turned; positions turn along.
 *
 * @example
 * const graphs = { nodes: [10, 4], edges: [20, 1], senders: [20], receivers: [20], present: [10], positions: [10, 3] };
 * equivariantMessagePassing({ hidden: [16], activation: "silu" }).outputShape(graphs).positions; // [10, 3]
 *
 * @throws ValueError BAD_OPTION; `outputShape`: ShapeError SHAPE_MISMATCH
 * @see Satorras, Hoogeboom & Welling, E(n) equivariant graph neural networks, ICML (2021), equations 3 to 6
 */
export function equivariantMessagePassing(options: MessagePassingOptions): Layer<PlacedGraphs, PlacedGraphs> {
  checkOptions(owner, options, ["hidden", "activation"]);
  const { hidden, activation = "silu" } = options;
  checkActivation(owner, activation);
  const network = (outputs: number) => mlpLayers({ hidden, activation, outputs });
  return defineLayer<PlacedGraphs, PlacedGraphs>(owner, options, {
    outputShape(input) {
      checkGraphShapes(owner, input, true);
      return input;
    },
    parameters(input, stream) {
      checkGraphShapes(owner, input, true);
      const [nodes, edges] = [input.nodes[1], input.edges[1]];
      return {
        message: network(nodes).parameters([2 * nodes + 1 + edges], stream.child(0)),
        place: network(1).parameters([nodes], stream.child(1)),
        node: network(nodes).parameters([2 * nodes], stream.child(2)),
      };
    },
    apply(parameters: EquivariantParameters, graphs, context) {
      const { nodes, edges, senders, receivers, positions } = graphs;
      const [n, count, features] = nodes.shape;
      const apart = subtract(atEnds(positions, receivers), atEnds(positions, senders));
      const distance = reshape(sum(square(apart), 2), [n, -1, 1]);
      const seen = concatenate([atEnds(nodes, receivers), atEnds(nodes, senders), distance, edges], 2);
      const messages = applyChild(network(features), 0, parameters.message, seen, context);
      const pull = multiply(apart, applyChild(network(1), 1, parameters.place, messages, context));
      const degree = largerOf(1, sumAtNodes(fill(1, distance.shape), receivers, count));
      const moved = add(positions, divide(sumAtNodes(pull, receivers, count), degree));
      const gathered = concatenate([nodes, sumAtNodes(messages, receivers, count)], 2);
      const update = applyChild(network(features), 2, parameters.node, gathered, context);
      return { ...graphs, positions: moved, nodes: add(nodes, update) };
    },
  });
}
