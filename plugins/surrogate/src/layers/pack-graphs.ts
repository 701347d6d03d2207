import { type ArrayInput, asArray, asMatrix, asVector, NDArray } from "@mesoscope/core";
import { DataError, ShapeError } from "@mesoscope/sdk";

/** One directed graph. */
export interface GraphInput {
  /** [nodes, features] */
  readonly nodes: ArrayInput;
  /** [edges, features] */
  readonly edges: ArrayInput;
  /** The number of the node where each edge begins. */
  readonly senders: ArrayInput;
  /** The number of the node where each edge ends. */
  readonly receivers: ArrayInput;
  /** [nodes, dimensions] */
  readonly positions?: ArrayInput;
}

/** Graphs as arrays whose first axis tells them apart. */
export type PackedGraphs = Readonly<Record<"nodes" | "edges" | "senders" | "receivers" | "present", NDArray>> & {
  readonly positions?: NDArray;
};

/**
 * Graphs of any sizes as arrays with one row each: smaller ones are filled up with nodes that are not `present`, and with
 * edges between these.
 *
 * @example
 * const bar = { nodes: [[1], [2]], edges: [[0.5]], senders: [0], receivers: [1] };
 * const dot = { nodes: [[3]], edges: [], senders: [], receivers: [] };
 * packGraphs([bar, dot]).present.data; // [1, 1, 0, 1, 0, 0]
 *
 * @throws ShapeError EMPTY, SHAPE_MISMATCH; DataError BAD_EDGE where an edge ends at no node
 */
export function packGraphs(graphs: readonly GraphInput[]): PackedGraphs {
  if (graphs.length === 0) throw new ShapeError("EMPTY", "packGraphs: there are no graphs. Give at least one.");
  const read = graphs.map(readGraph);
  const nodeCounts = read.map(({ nodes }) => nodes.shape[0]);
  const edgeCounts = read.map(({ edges }) => edges.shape[0]);
  const edges = Math.max(...edgeCounts);
  // Edges that fill up lie between nodes that fill up, so there must be one of these.
  const isFilledUp = edgeCounts.some((count) => count < edges);
  const nodes = Math.max(...nodeCounts) + (isFilledUp ? 1 : 0);
  const withPositions = read.every(({ positions }) => positions);
  return {
    nodes: padded(
      "nodes",
      read.map((graph) => graph.nodes),
      nodes,
    ),
    edges: padded(
      "edges",
      read.map((graph) => graph.edges),
      edges,
    ),
    senders: padded(
      "senders",
      read.map((graph) => graph.senders),
      edges,
      nodes - 1,
    ),
    receivers: padded(
      "receivers",
      read.map((graph) => graph.receivers),
      edges,
      nodes - 1,
    ),
    present: padded(
      "present",
      nodeCounts.map((count) => new NDArray(new Float64Array(count).fill(1))),
      nodes,
    ),
    ...(withPositions
      ? {
          positions: padded(
            "positions",
            read.map((graph) => graph.positions!),
            nodes,
          ),
        }
      : {}),
  };
}

type ReadGraph = Readonly<Record<"nodes" | "edges" | "senders" | "receivers", NDArray>> & {
  readonly positions?: NDArray;
};

function readGraph(graph: GraphInput, at: number): ReadGraph {
  const name = (part: string) => `packGraphs: ${part} of graph ${at}`;
  const read = {
    nodes: asMatrix(asArray(graph.nodes, name("nodes")), name("nodes")),
    edges: asMatrix(asArray(graph.edges, name("edges")), name("edges")),
    senders: asVector(asArray(graph.senders, name("senders")), name("senders")),
    receivers: asVector(asArray(graph.receivers, name("receivers")), name("receivers")),
    positions: graph.positions && asMatrix(asArray(graph.positions, name("positions")), name("positions")),
  };
  const [nodes, edges] = [read.nodes.shape[0], read.edges.shape[0]];
  if (read.senders.size !== edges || read.receivers.size !== edges) {
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `${name("edges")} are ${edges}, with ${read.senders.size} senders and ${read.receivers.size} receivers. Give one of each per edge.`,
    );
  }
  const end = [...read.senders, ...read.receivers].find(
    (node) => !(Number.isInteger(node) && node >= 0 && node < nodes),
  );
  if (end !== undefined) {
    throw new DataError(
      "BAD_EDGE",
      `${name("an edge")} ends at node ${end} of ${nodes}. Count nodes from 0 to ${nodes - 1}.`,
    );
  }
  return read;
}

/** Arrays on top of each other, the first axis of each filled up to `length`. */
function padded(name: string, arrays: readonly NDArray[], length: number, filler = 0): NDArray {
  // Graphs without edges do not tell how many features edges have.
  const inner = (arrays.find(({ size }) => size > 0) ?? arrays[0]).shape.slice(1);
  const width = inner.reduce((product, count) => product * count, 1);
  const data = new Float64Array(arrays.length * length * width).fill(filler);
  arrays.forEach((array, i) => {
    if (array.size > 0 && String(array.shape.slice(1)) !== String(inner)) {
      throw new ShapeError(
        "SHAPE_MISMATCH",
        `packGraphs: ${name} of graph ${i} have ${array.shape[1]} features but those of graph 0 have ${inner[0]}. Give as many.`,
      );
    }
    data.set(array.data, i * length * width);
  });
  return new NDArray(data, [arrays.length, length, ...inner]);
}
