import { type ExpressionNode, expressionTree } from "@mesoscope/core";
import { nearestName, ValueError } from "@mesoscope/sdk";
import { derivativeOf, fill, subtract, Tensor } from "@mesoscope/tensor";
import { binaryFunctions, operators, unaryFunctions } from "./functions.js";
import { readDerivative } from "./read-derivative.js";

/** Derives a tensor, entry by entry, with respect to coordinates, one after the other: `d(u, x, x)`. */
export type Differentiate = (value: Tensor, ...along: readonly Tensor[]) => Tensor;

/** What a formula is made of, by name: coordinates, fields and unknowns, each of shape [n, 1] or one number. */
export type Quantities = Readonly<Record<string, Tensor>>;

/** A formula as a function that makes tensors of tensors, entry by entry. */
export type Formula = (quantities: Quantities) => Tensor;

/** A formula as a function of its quantities and of `d`, which differentiates. */
export type FormulaFunction = (
  quantities: { readonly [name: string]: Tensor } & { readonly d: Differentiate },
) => Tensor;

/** Names that a formula may use. */
export interface Names {
  readonly coordinates: readonly string[];
  /** What derivatives are taken of. */
  readonly fields: readonly string[];
  readonly others: readonly string[];
}

const numbers: Readonly<Record<string, number>> = { pi: Math.PI, e: Math.E };

/** Derives along each of the coordinates in turn. */
const differentiate: Differentiate = (value, ...along) => along.reduce(derivativeOf, value);

/**
 * Reads mathematics, such as `u_t + u*u_x - nu*u_xx`, or `u_t = nu*u_xx`, which stands for the difference of its sides.
 *
 * @throws ValueError BAD_EXPRESSION, UNKNOWN_SYMBOL and UNKNOWN_FUNCTION with the nearest known name
 */
export function readFormula(owner: string, given: string | FormulaFunction, names: Names): Formula {
  if (typeof given === "function") return fromFunction(owner, given);
  const sides = String(given).split("=");
  if (sides.length > 2) {
    throw new ValueError("BAD_EXPRESSION", `${owner}: "${given}" has several equals signs. Write one equation.`);
  }
  const [left, right] = sides.map((side) => lower(owner, expressionTree(side, owner), names));
  return right ? (quantities) => subtract(left!(quantities), right(quantities)) : left!;
}

function fromFunction(owner: string, given: FormulaFunction): Formula {
  return (quantities) => {
    const result = given({ ...quantities, d: differentiate } as Parameters<FormulaFunction>[0]);
    if (result instanceof Tensor) return result;
    throw new ValueError(
      "BAD_RESULT",
      `${owner}: the function gives ${result === undefined ? "nothing" : typeof result}. Give back one tensor, as in ({ u, x, d }) => d(u, x).`,
    );
  };
}

/** The tree as a function; every name is looked up here, so that a wrong one is told before any work. */
function lower(owner: string, node: ExpressionNode, names: Names): Formula {
  const parts = () => node.args!.map((part) => lower(owner, part, names));
  if (node.type === "ParenthesisNode") return lower(owner, node.content!, names);
  if (node.type === "ConstantNode" && typeof node.value === "number") return known(node.value);
  if (node.type === "SymbolNode") return symbol(owner, node.name!, names);
  if (node.type === "OperatorNode") return applied(owner, node, operators[String(node.fn)], parts());
  if (node.type === "FunctionNode" && String(node.fn) === "d") return derived(owner, node, names);
  if (node.type === "FunctionNode") return applied(owner, node, functionOf(owner, node), parts());
  throw notAFormula(owner, node);
}

function known(value: number): Formula {
  return () => fill(value);
}

function symbol(owner: string, name: string, names: Names): Formula {
  const { coordinates, fields, others } = names;
  const values = [...coordinates, ...fields, ...others];
  if (values.includes(name)) return (quantities) => quantities[name]!;
  if (Object.hasOwn(numbers, name)) return known(numbers[name]!);
  const derivative = readDerivative(name, fields, coordinates);
  if (derivative) {
    const { of, along } = derivative;
    return (quantities) => differentiate(quantities[of]!, ...along.map((coordinate) => quantities[coordinate]!));
  }
  const all = [...values, ...fields.flatMap((field) => coordinates.map((coordinate) => `${field}_${coordinate}`))];
  const nearest = nearestName(name, all);
  throw new ValueError(
    "UNKNOWN_SYMBOL",
    `${owner}: there is no ${name}. ${nearest ? `Did you mean ${nearest}?` : `There are ${all.join(", ")}.`}`,
  );
}

/** `d(k * u_x, x)`: the derivative of anything. */
function derived(owner: string, node: ExpressionNode, names: Names): Formula {
  const [of, ...along] = node.args!;
  const coordinates = along.map((each) => each.name ?? "");
  if (!of || along.length === 0 || !coordinates.every((name) => names.coordinates.includes(name))) {
    throw new ValueError(
      "BAD_EXPRESSION",
      `${owner}: "${node}" is no derivative. Write what to derive, then coordinates, as d(k*u_x, x).`,
    );
  }
  const value = lower(owner, of, names);
  return (quantities) => differentiate(value(quantities), ...coordinates.map((name) => quantities[name]!));
}

function functionOf(owner: string, node: ExpressionNode) {
  const name = String(node.fn);
  const table = node.args!.length === 2 ? binaryFunctions : unaryFunctions;
  if (node.args!.length > 0 && node.args!.length < 3 && Object.hasOwn(table, name)) return table[name];
  const nearest = nearestName(name, [...Object.keys(unaryFunctions), ...Object.keys(binaryFunctions), "d"]);
  throw new ValueError(
    "UNKNOWN_FUNCTION",
    `${owner}: "${node}" has no known meaning. ${nearest && nearest !== name ? `Did you mean ${nearest}?` : "Functions are exp, log, sqrt, sin and their kin."}`,
  );
}

function applied(
  owner: string,
  node: ExpressionNode,
  apply: ((...args: [Tensor, Tensor]) => Tensor) | undefined,
  parts: readonly Formula[],
): Formula {
  if (!apply) throw notAFormula(owner, node);
  return (quantities) => apply(...(parts.map((part) => part(quantities)) as [Tensor, Tensor]));
}

function notAFormula(owner: string, node: ExpressionNode): ValueError {
  return new ValueError(
    "BAD_EXPRESSION",
    `${owner}: "${String(node).slice(0, 40)}" is no formula of numbers. Use + - * / ^, functions such as exp, and derivatives such as u_x.`,
  );
}
