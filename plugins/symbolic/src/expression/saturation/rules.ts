import { apply, type Expression, fixed, variable } from "../expression.js";
import { parseExpression } from "../parse-expression.js";
import type { EqualityGraph } from "./equality-graph.js";
import { withFewOperators, withFixedNumbers } from "./few-operators.js";
import type { Binding } from "./pattern.js";

/** What has the form `from` also has the form `to`, if the condition holds. */
export interface Rule {
  readonly from: Expression;
  readonly to: Expression;
  readonly condition: ((graph: EqualityGraph, binding: Binding) => boolean) | undefined;
}

type Condition = NonNullable<Rule["condition"]>;

const names = ["a", "b", "c"];
let all: readonly Rule[] | undefined;

/**
 * The identities of algebra, exponentials and circular and hyperbolic functions. A rule may give a formula values where it
 * had none, but takes none away.
 */
export function rules(): readonly Rule[] {
  all ??= [
    ...order,
    ...distribution,
    ...numbers,
    ...powers,
    ...exponentials,
    ...circular,
    ...hyperbolic,
    ...magnitudes,
  ].map(([from, to, condition]) => ({ from: pattern(from), to: pattern(to), condition }));
  return all;
}

type Texts = readonly [from: string | Expression, to: string, condition?: Condition];

const positive =
  (variable: number): Condition =>
  (graph, binding) =>
    graph.isPositive(binding[variable]!);

const isWhole =
  (variable: number): Condition =>
  (graph, binding) => {
    const number = graph.numberOf(binding[variable]!);
    return number?.fixed === true && Number.isInteger(number.value);
  };

const isNumber =
  (variable: number): Condition =>
  (graph, binding) =>
    graph.numberOf(binding[variable]!)?.fixed === true;

const either =
  (one: Condition, other: Condition): Condition =>
  (graph, binding) =>
    one(graph, binding) || other(graph, binding);

function bothWays(a: string, b: string): Texts[] {
  return [
    [a, b],
    [b, a],
  ];
}

const order: Texts[] = [
  ["a + b", "b + a"],
  ["a * b", "b * a"],
  ...bothWays("(a + b) + c", "a + (b + c)"),
  ...bothWays("(a * b) * c", "a * (b * c)"),
];

const distribution: Texts[] = [
  ...bothWays("a * (b + c)", "a * b + a * c"),
  ["a + a", "2 * a"],
  ["a + b * a", "(1 + b) * a"],
  ["a^2 - b^2", "(a + b) * (a - b)"],
  ["1 - b^2", "(1 + b) * (1 - b)"],
  ["(a^2 + b^2) + 2 * (a * b)", "(a + b)^2"],
  ["(a^2 + b^2) + -2 * (a * b)", "(a - b)^2"],
  ["1 / a + 1 / b", "(a + b) / (a * b)"],
];

const numbers: Texts[] = [
  ["a + 0", "a"],
  ["a * 1", "a"],
  ["a * 0", "0"],
  [apply("power", variable(0), fixed(1)), "a"],
  [apply("power", variable(0), fixed(0)), "1"],
];

const powers: Texts[] = [
  ["a * a", "a^2"],
  ["a^2", "a * a"],
  ["a^3", "a * a^2"],
  ["a * a^b", "a^(1 + b)"],
  ["a^b * a^c", "a^(b + c)"],
  ["(a^b)^c", "a^(b * c)", either(isWhole(2), positive(0))],
  ["(a * b)^c", "a^c * b^c", either(isWhole(2), positive(0))],
  ["a^c * b^c", "(a * b)^c"],
];

const exponentials: Texts[] = [
  ...bothWays("exp(a) * exp(b)", "exp(a + b)"),
  ["exp(a)^b", "exp(a * b)"],
  ["exp(a * b)", "exp(a)^b", isNumber(1)],
  ["exp(log(a))", "a"],
  ["log(exp(a))", "a"],
  ["log(a) + log(b)", "log(a * b)"],
  ["log(a * b)", "log(a) + log(b)", positive(0)],
  ["log(a^b)", "b * log(a)", positive(0)],
  ["a * log(b)", "log(b^a)", isNumber(0)],
  ["exp(a * log(b))", "b^a"],
];

const circular: Texts[] = [
  ["sin(a)^2 + cos(a)^2", "1"],
  ["1 - sin(a)^2", "cos(a)^2"],
  ["1 - cos(a)^2", "sin(a)^2"],
  ...bothWays("tan(a)", "sin(a) / cos(a)"),
  ["1 + tan(a)^2", "1 / cos(a)^2"],
  ...bothWays("sin(2 * a)", "2 * (sin(a) * cos(a))"),
  ["cos(2 * a)", "1 - 2 * sin(a)^2"],
  ["cos(2 * a)", "2 * cos(a)^2 - 1"],
  ...bothWays("sin(a) * cos(b) + cos(a) * sin(b)", "sin(a + b)"),
  ...bothWays("cos(a) * cos(b) - sin(a) * sin(b)", "cos(a + b)"),
  ["sin(-a)", "-sin(a)"],
  ["cos(-a)", "cos(a)"],
  ["tan(-a)", "-tan(a)"],
  ["sin(asin(a))", "a"],
  ["cos(acos(a))", "a"],
  ["tan(atan(a))", "a"],
  ["cos(asin(a))", "sqrt(1 - a^2)"],
  ["sin(acos(a))", "sqrt(1 - a^2)"],
  ["asin(a) + acos(a)", `${Math.PI / 2}`],
];

const hyperbolic: Texts[] = [
  ["cosh(a)^2 - sinh(a)^2", "1"],
  ...bothWays("tanh(a)", "sinh(a) / cosh(a)"),
  ["1 - tanh(a)^2", "1 / cosh(a)^2"],
  ...bothWays("sinh(a)", "0.5 * exp(a) - 0.5 * exp(-a)"),
  ...bothWays("cosh(a)", "0.5 * exp(a) + 0.5 * exp(-a)"),
  ["sinh(-a)", "-sinh(a)"],
  ["cosh(-a)", "cosh(a)"],
  ["tanh(-a)", "-tanh(a)"],
];

const magnitudes: Texts[] = [
  ["abs(a)", "a", positive(0)],
  ["abs(a)^2", "a^2"],
  ["sqrt(a^2)", "abs(a)"],
  ["abs(-a)", "abs(a)"],
  ...bothWays("abs(a * b)", "abs(a) * abs(b)"),
];

function pattern(text: string | Expression): Expression {
  return typeof text === "string" ? withFixedNumbers(withFewOperators(parseExpression(text, names))) : text;
}
