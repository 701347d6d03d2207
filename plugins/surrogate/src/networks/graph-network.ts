import { checkChoice, checkOptions, checkWhole } from "@mesoscope/sdk";
import { type ActivationName, checkActivation } from "../layers/activation.js";
import { equivariantMessagePassing } from "../layers/equivariant-message-passing.js";
import type { Graphs, PlacedGraphs } from "../layers/graph.js";
import type { Layer } from "../layers/layer.js";
import { messagePassing } from "../layers/message-passing.js";
import { mlpLayers } from "../layers/mlp-layers.js";
import { nodeMean } from "../layers/node-mean.js";
import { layerNorm } from "../layers/normalization.js";
import { onlyPart, onPart } from "../layers/on-part.js";
import { sequential } from "../layers/sequential.js";

/** Options of `graphNetwork` and `equivariantGraphNetwork`. */
export interface GraphNetworkOptions {
  /** Features of nodes and edges inside, and units of the hidden layers. */
  readonly features: number;
  /** Rounds of messages: how many edges far a node sees. */
  readonly rounds: number;
  /** Numbers in the output. */
  readonly outputs: number;
  /** Whether each node has an output, or each graph, by the mean over its nodes. */
  readonly of: "nodes" | "graphs";
  /** "silu" unless given. */
  readonly activation?: ActivationName;
}

const known = ["features", "rounds", "outputs", "of", "activation"];

/**
 * A graph network: nodes and edges are encoded, exchange messages for some rounds, and are decoded to [outputs] for each
 * graph or [nodes, outputs].
 *
 * @example
 * const graphs = { nodes: [10, 4], edges: [20, 1], senders: [20], receivers: [20], present: [10] };
 * graphNetwork({ features: 16, rounds: 3, outputs: 2, of: "graphs" }).outputShape(graphs); // [2]
 *
 * @throws ValueError BAD_OPTION; `outputShape`: ShapeError SHAPE_MISMATCH
 * @see Pfaff et al., Learning mesh-based simulation with graph networks, ICLR (2021), figure 2
 */
export function graphNetwork(options: GraphNetworkOptions): Layer<Graphs> {
  const { features, activation, encoder, decoder } = ends("graphNetwork", options);
  const encoded = () => sequential([encoder(), layerNorm()]);
  return sequential<Graphs>([
    onPart<Graphs>({ part: "nodes", layer: encoded() }),
    onPart<Graphs>({ part: "edges", layer: encoded() }),
    ...Array.from({ length: options.rounds }, () => messagePassing({ hidden: [features], activation })),
    ...decoder,
  ]);
}

/**
 * A graph network for nodes in space, whose output is the same when the graphs are turned, shifted or mirrored.
 *
 * @example
 * const graphs = { nodes: [10, 4], edges: [20, 1], senders: [20], receivers: [20], present: [10], positions: [10, 3] };
 * equivariantGraphNetwork({ features: 16, rounds: 3, outputs: 1, of: "graphs" }).outputShape(graphs); // [1]
 *
 * @throws ValueError BAD_OPTION; `outputShape`: ShapeError SHAPE_MISMATCH
 * @see Satorras, Hoogeboom & Welling, E(n) equivariant graph neural networks, ICML (2021)
 */
export function equivariantGraphNetwork(options: GraphNetworkOptions): Layer<PlacedGraphs> {
  const { features, activation, encoder, decoder } = ends("equivariantGraphNetwork", options);
  return sequential<PlacedGraphs>([
    onPart<PlacedGraphs>({ part: "nodes", layer: encoder() }),
    ...Array.from({ length: options.rounds }, () => equivariantMessagePassing({ hidden: [features], activation })),
    ...decoder,
  ]);
}

/** What comes before and after the rounds of messages. */
function ends(owner: string, options: GraphNetworkOptions) {
  checkOptions(owner, options, known);
  const { features, rounds, outputs, of, activation = "silu" } = options;
  for (const [name, value] of Object.entries({ features, rounds, outputs })) checkWhole(owner, name, value, 1);
  checkChoice(owner, "of", of, ["nodes", "graphs"]);
  checkActivation(owner, activation);
  const network = (units: number) => mlpLayers({ hidden: [features], activation, outputs: units });
  const seen = of === "nodes" ? onlyPart<Graphs>({ part: "nodes" }) : nodeMean();
  return { features, activation, encoder: () => network(features), decoder: [seen, network(outputs)] };
}
