import { NDArray } from "@mesoscope/core";
import { ShapeError } from "@mesoscope/sdk";
import { add, cast, gather, multiply, reshape, type Shape, scatterAdd, type Tensor, tensor } from "@mesoscope/tensor";
import type { Shapes } from "./layer.js";

/**
 * A batch of directed graphs with as many nodes and edges each; `packGraphs` fills smaller ones up. The first axis tells
 * graphs apart, so that they are rows of data as any others.
 */
export interface Graphs {
  /** [n, nodes, features] */
  readonly nodes: Tensor;
  /** [n, edges, features] */
  readonly edges: Tensor;
  /** [n, edges], the number of the node where each edge begins. */
  readonly senders: Tensor;
  /** [n, edges], the number of the node where each edge ends. */
  readonly receivers: Tensor;
  /** [n, nodes], 1 for a node of the graph and 0 for one that fills it up. */
  readonly present: Tensor;
}

/** Graphs whose nodes lie in space. */
export interface PlacedGraphs extends Graphs {
  /** [n, nodes, dimensions] */
  readonly positions: Tensor;
}

/** What each edge finds at one of its ends, of shape [n, edges, features]. */
export function atEnds(values: Tensor, ends: Tensor): Tensor {
  const [n, nodes, features] = values.shape;
  const found = gather(reshape(values, [n * nodes, features]), numberedThrough(ends, nodes));
  return reshape(found, [n, ends.shape[1], features]);
}

/** The sum over the edges that end at each node, of shape [n, nodes, features]. */
export function sumAtNodes(values: Tensor, ends: Tensor, nodes: number): Tensor {
  const [n, edges, features] = values.shape;
  const rows = reshape(values, [n * edges, features]);
  return reshape(scatterAdd(rows, numberedThrough(ends, nodes), 0, n * nodes), [n, nodes, features]);
}

/** @throws ShapeError SHAPE_MISMATCH unless the shapes are those of graphs */
export function checkGraphShapes(name: string, shapes: Shapes<Graphs>, alsoPlaces = false): void {
  const { nodes, edges, senders, receivers, present } = shapes;
  const { positions } = shapes as Partial<Shapes<PlacedGraphs>>;
  const ranks: readonly [string, Shape | undefined, number][] = [
    ["nodes", nodes, 2],
    ["edges", edges, 2],
    ["senders", senders, 1],
    ["receivers", receivers, 1],
    ["present", present, 1],
    ...(alsoPlaces ? [["positions", positions, 2] as const] : []),
  ] as const as never;
  const bad = ranks.find(([, shape, rank]) => shape?.length !== rank);
  if (bad) {
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `${name}: the graphs' ${bad[0]} have shape ${bad[1] ? `[n, ${bad[1].join(", ")}]` : "none"}. Give what packGraphs makes.`,
    );
  }
  const fits =
    senders[0] === edges[0] &&
    receivers[0] === edges[0] &&
    present[0] === nodes[0] &&
    (!positions || positions[0] === nodes[0]);
  if (fits) return;
  throw new ShapeError(
    "SHAPE_MISMATCH",
    `${name}: there are ${nodes[0]} nodes, ${present[0]} present, ${edges[0]} edges, ${senders[0]} senders and ${receivers[0]} receivers. Give as many of each.`,
  );
}

/** Numbers of nodes of all graphs of the batch in one row. */
function numberedThrough(ends: Tensor, nodes: number): Tensor {
  const [n] = ends.shape;
  const first = new NDArray(
    Float64Array.from({ length: n }, (_, graph) => graph),
    [n, 1],
  );
  return cast(reshape(add(ends, multiply(nodes, tensor(first))), [-1]), "integer");
}
