import { type Expression, withOperands } from "../expression.js";
import type { EqualityGraph, GraphNode } from "./equality-graph.js";

/** The cheapest tree of a class; costs are near those of `complexityOf` once powers are written as roots and quotients. */
export function cheapest(graph: EqualityGraph, root: number): Expression {
  const costs = new Map<number, { readonly cost: number; readonly node: GraphNode }>();
  const classes = graph.classes();
  for (let isNew = true; isNew; ) {
    isNew = false;
    for (const id of classes) {
      for (const node of graph.nodesOf(id)) {
        const cost = costOf(node, (operand) => costs.get(graph.find(operand))?.cost ?? Number.POSITIVE_INFINITY);
        if (!(cost < (costs.get(id)?.cost ?? Number.POSITIVE_INFINITY))) continue;
        costs.set(id, { cost, node });
        isNew = true;
      }
    }
  }
  return tree(root);

  function tree(id: number): Expression {
    const { node } = costs.get(graph.find(id))!;
    if ("leaf" in node) return node.leaf;
    return withOperands({ kind: "apply", operator: node.operator, operands: [] }, node.operands.map(tree));
  }
}

/** The numbers of signs and of quotients, which are not written. */
const silent = 0.1;

function costOf(node: GraphNode, operandCost: (id: number) => number): number {
  if ("leaf" in node) return node.leaf.kind === "constant" && node.leaf.fixed && node.leaf.value === -1 ? silent : 1;
  const sum = node.operands.reduce((total, operand) => total + operandCost(operand), 0);
  if (node.operator === "multiply" || node.operator === "add") return 1 + sum;
  return node.operator === "power" ? sum + 0.5 : 1.5 + sum;
}
