import { ValueError } from "@mesoscope/sdk";
import { gridPoints } from "../arrays/grids.js";
import { kronecker } from "../linear-algebra/kronecker.js";
import type { QuadratureRule } from "./gauss-rules.js";

/**
 * The rule for several variables whose points are all combinations of those of one rule per variable: nodes of shape
 * [points, variables] and weights of shape [points].
 *
 * @example
 * const { nodes, weights } = productRule(gaussLegendre(2), gaussLegendre(3));
 * allClose([sum(multiply(weights, power(nodes.column(1), 4)))], [4 / 5]); // true
 *
 * @throws ValueError BAD_VALUE without rules
 */
export function productRule(...rules: QuadratureRule[]): QuadratureRule {
  if (rules.length === 0 || !rules.every((rule) => rule?.nodes && rule.weights)) {
    throw new ValueError(
      "BAD_VALUE",
      "productRule: the arguments are not rules of nodes and weights. Give one per variable, such as gaussLegendre(5).",
    );
  }
  const weights = rules.map((rule) => rule.weights).reduce((a, b) => kronecker(a, b).reshape([-1]));
  return { nodes: gridPoints(...rules.map(({ nodes }) => nodes)), weights };
}
