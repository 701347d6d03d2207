import type { EqualityGraph } from "./equality-graph.js";
import { type Binding, instantiated, matches } from "./pattern.js";
import { type Rule, rules } from "./rules.js";

/** Where a graph stops to grow. */
const mostNodes = 2000;
const mostRounds = 12;
/** What a rule may find in a round, so that none, such as the order of sums, takes all the room. */
const mostMatches = 300;

/** Applies all rules until nothing new is found, the graph is full, or `isDone`. */
export function saturate(graph: EqualityGraph, isDone: () => boolean): void {
  for (let round = 0; round < mostRounds && !isDone(); round++) {
    const found = rules().flatMap((rule) => matchesOf(graph, rule));
    let isNew = false;
    for (const { rule, id, binding } of found) {
      if (graph.size >= mostNodes) break;
      isNew = graph.union(id, instantiated(graph, rule.to, binding)) || isNew;
    }
    graph.repair();
    if (!isNew || graph.size >= mostNodes) return;
  }
}

function matchesOf(graph: EqualityGraph, rule: Rule): { rule: Rule; id: number; binding: Binding }[] {
  const found: { rule: Rule; id: number; binding: Binding }[] = [];
  for (const id of graph.classes()) {
    for (const binding of matches(graph, rule.from, id)) {
      if (rule.condition && !rule.condition(graph, binding)) continue;
      if (found.push({ rule, id, binding }) >= mostMatches) return found;
    }
  }
  return found;
}
