import { canonicalForm } from "../canonical/canonical-form.js";
import { complexityOf } from "../complexity.js";
import type { Expression } from "../expression.js";
import { cheapest } from "./cheapest.js";
import { EqualityGraph } from "./equality-graph.js";
import { withFewOperators, withFixedNumbers } from "./few-operators.js";
import { saturate } from "./saturate.js";

/** What is known of the variables. */
export interface Assumptions {
  /** The variables that are more than 0, by index. */
  readonly positive?: readonly number[];
}

/**
 * The simplest formula that is found equal by the rules of algebra and of the common functions: `sin(x)^2 + cos(x)^2` is 1.
 * It takes some 10 to 200 ms, so it is for the few formulas that are shown. Where the formula has a value it keeps it, to
 * rounding.
 *
 * @example
 * const text = "x / (x + y) + y / (x + y) - cos(x)^2";
 * printExpression(simplify(parseExpression(text, ["x", "y"])), ["x", "y"]); // "sin(x)^2"
 *
 * @see Willsey et al., "egg: Fast and extensible equality saturation", Proc. ACM Program. Lang. 5 (2021), POPL 23
 */
export function simplify(expression: Expression, assumptions: Assumptions = {}): Expression {
  return simplifyWithin(Number.POSITIVE_INFINITY, expression, assumptions);
}

/** The same with the search for equal formulas given up beyond so many nodes: a fraction of the time finds nearly all. */
export function simplifyWithin(
  mostNodes: number,
  expression: Expression,
  { positive = [] }: Assumptions = {},
): Expression {
  const start = canonicalForm(expression);
  const graph = new EqualityGraph((index) => positive.includes(index));
  const root = graph.addTree(withFewOperators(start));
  saturate(graph, () => graph.size > mostNodes);
  const found = canonicalForm(cheapest(graph, root));
  return complexityOf(found) < complexityOf(start) ? found : start;
}

/**
 * Whether two formulas are found equal by the rules of `simplify`, wherever both have a value. `false` is no proof that
 * they differ.
 *
 * @example
 * isEqual(parseExpression("(a + b)^2", ["a", "b"]), parseExpression("a^2 + 2*a*b + b^2", ["a", "b"])); // true
 */
export function isEqual(a: Expression, b: Expression, { positive = [] }: Assumptions = {}): boolean {
  const graph = new EqualityGraph((index) => positive.includes(index));
  const [p, q] = [a, b].map((side) => graph.addTree(withFixedNumbers(withFewOperators(canonicalForm(side))))) as [
    number,
    number,
  ];
  const areOne = () => graph.find(p) === graph.find(q);
  saturate(graph, areOne);
  return areOne();
}
