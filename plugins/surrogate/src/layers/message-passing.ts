import { checkOptions } from "@mesoscope/sdk";
import { add, concatenate, type Tensor } from "@mesoscope/tensor";
import { type ActivationName, checkActivation } from "./activation.js";
import { applyChild } from "./child.js";
import { atEnds, checkGraphShapes, type Graphs, sumAtNodes } from "./graph.js";
import { defineLayer, type Layer, type Shapes } from "./layer.js";
import { mlpLayers } from "./mlp-layers.js";
import { layerNorm } from "./normalization.js";
import type { ParameterTree } from "./parameter-tree.js";
import { sequential } from "./sequential.js";

/** Options of message-passing layers. */
export interface MessagePassingOptions {
  /** Units of the hidden layers of the small networks inside. */
  readonly hidden: readonly number[];
  /** "relu" unless given. */
  readonly activation?: ActivationName;
}

type MessageParameters = Readonly<Record<"edges" | "nodes", ParameterTree<Tensor>>>;

/**
 * One round of messages on graphs: each edge is changed by a network that sees it and its two nodes, then each node by one
 * that sees it and the sum of the edges that end there. Both changes are added to what was there.
 *
 * @example
 * const graphs = { nodes: [10, 4], edges: [20, 4], senders: [20], receivers: [20], present: [10] };
 * messagePassing({ hidden: [16] }).outputShape(graphs).nodes; // [10, 4]
 *
 * @throws ValueError BAD_OPTION; `outputShape`: ShapeError SHAPE_MISMATCH
 * @see Pfaff et al., Learning mesh-based simulation with graph networks, ICLR (2021), section 3.2
 */
export function messagePassing(options: MessagePassingOptions): Layer<Graphs, Graphs> {
  checkOptions("messagePassing", options, ["hidden", "activation"]);
  const { hidden, activation = "relu" } = options;
  checkActivation("messagePassing", activation);
  const network = (outputs: number) => sequential([mlpLayers({ hidden, activation, outputs }), layerNorm()]);
  return defineLayer<Graphs, Graphs>("messagePassing", options, {
    outputShape(input) {
      checkGraphShapes("messagePassing", input);
      return input;
    },
    parameters(input: Shapes<Graphs>, stream) {
      checkGraphShapes("messagePassing", input);
      const [nodes, edges] = [input.nodes[1], input.edges[1]];
      return {
        edges: network(edges).parameters([edges + 2 * nodes], stream.child(0)),
        nodes: network(nodes).parameters([nodes + edges], stream.child(1)),
      };
    },
    apply(parameters: MessageParameters, graphs, context) {
      const { nodes, edges, senders, receivers } = graphs;
      const seenByEdges = concatenate([edges, atEnds(nodes, senders), atEnds(nodes, receivers)], 2);
      const change = network(edges.shape[2]);
      const changed = add(edges, applyChild(change, 0, parameters.edges, seenByEdges, context));
      const seenByNodes = concatenate([nodes, sumAtNodes(changed, receivers, nodes.shape[1])], 2);
      const update = applyChild(network(nodes.shape[2]), 1, parameters.nodes, seenByNodes, context);
      return { ...graphs, edges: changed, nodes: add(nodes, update) };
    },
  });
}
