import type { Expression } from "../expression.js";
import type { EqualityGraph } from "./equality-graph.js";

/** The class that every variable of a pattern stands for. */
export type Binding = readonly (number | undefined)[];

/** All ways in which a class has the form of a pattern; numbers of a pattern are those of the structure. */
export function* matches(
  graph: EqualityGraph,
  pattern: Expression,
  id: number,
  binding: Binding = [],
): Generator<Binding> {
  if (pattern.kind === "variable") {
    const bound = binding[pattern.index];
    if (bound === undefined) yield withEntry(binding, pattern.index, graph.find(id));
    else if (graph.find(bound) === graph.find(id)) yield binding;
  } else if (pattern.kind === "constant") {
    const number = graph.numberOf(id);
    if (number?.fixed && Math.abs(number.value - pattern.value) <= 1e-12 * Math.abs(pattern.value)) yield binding;
  } else if (pattern.kind === "apply") {
    for (const node of graph.nodesOf(id)) {
      if ("leaf" in node || node.operator !== pattern.operator) continue;
      yield* operandMatches(graph, pattern.operands, node.operands, binding);
    }
  }
}

function* operandMatches(
  graph: EqualityGraph,
  patterns: readonly Expression[],
  ids: readonly number[],
  binding: Binding,
): Generator<Binding> {
  const [pattern, ...others] = patterns;
  if (!pattern) {
    yield binding;
    return;
  }
  for (const found of matches(graph, pattern, ids[0]!, binding)) {
    yield* operandMatches(graph, others, ids.slice(1), found);
  }
}

/** The class of a pattern with its variables replaced. */
export function instantiated(graph: EqualityGraph, pattern: Expression, binding: Binding): number {
  if (pattern.kind === "variable") return graph.find(binding[pattern.index]!);
  if (pattern.kind !== "apply") return graph.add({ leaf: pattern });
  const operands = pattern.operands.map((operand) => instantiated(graph, operand, binding));
  return graph.add({ operator: pattern.operator, operands });
}

function withEntry(binding: Binding, index: number, id: number): Binding {
  const copy = [...binding];
  copy[index] = id;
  return copy;
}
