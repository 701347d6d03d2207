import { nearestName, UnitError, ValueError } from "@mesoscope/sdk";
import { combineDimensions, type Dimension, dimensionName, sameDimension } from "./dimension.js";
import { functionRules } from "./dimension-rules.js";
import { type ExpressionNode, expressionTree } from "./expression-tree.js";
import { parseUnit } from "./unit.js";

/** The unit of each symbol of a formula; "1" for plain numbers. */
export type SymbolUnits = Readonly<Record<string, string>>;

/**
 * The dimension of an expression whose symbols have units; all its parts are checked on the way. Sums need equal
 * dimensions, functions such as `exp` plain numbers, powers of a quantity a number that is written out.
 *
 * @example
 * dimensionOf("sqrt(E / rho)", { E: "GPa", rho: "kg/m^3" }); // { length: 1, time: -1 }
 *
 * @throws UnitError DIMENSION_MISMATCH with the part of the formula, UNKNOWN_SYMBOL, UNKNOWN_FUNCTION, UNKNOWN_UNIT
 * @throws ValueError BAD_EXPRESSION, BAD_VALUE
 */
export function dimensionOf(expression: string, units: SymbolUnits): Dimension {
  return new DimensionReader("dimensionOf", units).read(expressionTree(expression, "dimensionOf"));
}

/**
 * Checks that both sides of an equation, or of a comparison, have the same dimension, and all parts are sound; gives that
 * dimension.
 *
 * @example
 * checkDimensions("sigma = E * eps", { sigma: "MPa", E: "GPa", eps: "1" }); // { mass: 1, length: -1, time: -2 }
 *
 * @throws UnitError DIMENSION_MISMATCH with the part of the formula and both dimensions; and as `dimensionOf`
 */
export function checkDimensions(equation: string, units: SymbolUnits): Dimension {
  const tree = expressionTree(String(equation).replaceAll(/(?<![=<>!])=(?!=)/g, "=="), "checkDimensions");
  const sides = comparedIn(tree);
  if (sides) return new DimensionReader("checkDimensions", units).equal(equation, sides);
  throw new UnitError(
    "NO_EQUATION",
    `checkDimensions: "${String(equation).slice(0, 40)}" has no two sides. Write an equation, as in "sigma = E * eps".`,
  );
}

const constants = ["pi", "e", "tau", "phi"];
const comparisons = ["equal", "unequal", "smaller", "smallerEq", "larger", "largerEq"];

function comparedIn(node: ExpressionNode): readonly ExpressionNode[] | undefined {
  if (node.type === "RelationalNode") return node.params;
  return node.type === "OperatorNode" && comparisons.includes(String(node.fn)) ? node.args : undefined;
}

/** Goes through an expression from its leaves to its root. */
class DimensionReader {
  readonly #owner: string;
  readonly #units: SymbolUnits;

  constructor(owner: string, units: SymbolUnits) {
    if (typeof units !== "object" || units === null) {
      throw new ValueError(
        "BAD_VALUE",
        `${owner}: the units are no object. Give one per symbol, as in { sigma: "MPa" }.`,
      );
    }
    this.#owner = owner;
    this.#units = units;
  }

  read(node: ExpressionNode): Dimension {
    if (node.type === "ConstantNode") return {};
    if (node.type === "ParenthesisNode") return this.read(node.content!);
    if (node.type === "SymbolNode") return this.#symbol(node.name!);
    if (node.type === "OperatorNode") return this.#operation(node, String(node.fn), node.args!);
    if (node.type === "FunctionNode") return this.#call(node, String(node.fn), node.args!);
    throw new UnitError(
      "UNKNOWN_FUNCTION",
      `${this.#owner}: "${node}" is no formula of numbers. Use + - * / ^, functions such as sqrt, and parentheses.`,
    );
  }

  /** The dimension that all parts have; a 0 goes with any. */
  equal(whole: ExpressionNode | string, parts: readonly ExpressionNode[]): Dimension {
    const known = parts.filter((part) => constantOf(part) !== 0);
    const [first, ...others] = known.map((part) => ({ part, dimension: this.read(part) }));
    if (!first) return {};
    const wrong = others.find(({ dimension }) => !sameDimension(dimension, first.dimension));
    if (!wrong) return first.dimension;
    throw new UnitError(
      "DIMENSION_MISMATCH",
      `${this.#owner}: in "${whole}", "${first.part}" (${dimensionName(first.dimension)}) and "${wrong.part}" ` +
        `(${dimensionName(wrong.dimension)}) differ in dimension. Check the formula or the units.`,
    );
  }

  #symbol(name: string): Dimension {
    if (Object.hasOwn(this.#units, name)) return parseUnit(this.#units[name]!).dimension;
    if (constants.includes(name)) return {};
    const nearest = nearestName(name, Object.keys(this.#units));
    throw new UnitError(
      "UNKNOWN_SYMBOL",
      `${this.#owner}: the symbol ${name} has no unit${nearest ? `; did you mean ${nearest}?` : "."} Give one, "1" for a plain number.`,
    );
  }

  #operation(node: ExpressionNode, name: string, args: readonly ExpressionNode[]): Dimension {
    const [a, b] = args as [ExpressionNode, ExpressionNode];
    if (name === "unaryMinus" || name === "unaryPlus") return this.read(a);
    if (name === "add" || name === "subtract" || name === "mod") return this.equal(node, args);
    if (name === "multiply" || name === "dotMultiply") return combineDimensions(this.read(a), this.read(b));
    if (name === "divide" || name === "dotDivide") return combineDimensions(this.read(a), this.read(b), -1);
    if (name === "pow" || name === "dotPow") return this.#power(node, a, b);
    if (comparisons.includes(name)) {
      this.equal(node, args);
      return {};
    }
    return this.#call(node, name, args);
  }

  #call(node: ExpressionNode, name: string, args: readonly ExpressionNode[]): Dimension {
    if (name === "pow") return this.#power(node, args[0]!, args[1]!);
    const rule = Object.hasOwn(functionRules, name) ? functionRules[name] : undefined;
    if (rule === undefined) {
      const nearest = nearestName(name, Object.keys(functionRules));
      throw new UnitError(
        "UNKNOWN_FUNCTION",
        `${this.#owner}: in "${node}", nothing is known of the dimensions of ${name}${nearest ? ` (is it ${nearest}?)` : ""}. ` +
          "Write it with others.",
      );
    }
    if (typeof rule === "object") return combineDimensions({}, this.read(args[0]!), rule.power);
    if (rule === "same") return this.equal(node, args);
    if (rule === "sign") this.equal(node, args);
    else for (const part of args) this.#plain(node, part);
    return {};
  }

  #power(node: ExpressionNode, base: ExpressionNode, exponent: ExpressionNode): Dimension {
    this.#plain(node, exponent);
    const dimension = this.read(base);
    const power = constantOf(exponent);
    if (power !== undefined) return combineDimensions({}, dimension, power);
    if (sameDimension(dimension, {})) return {};
    throw new UnitError(
      "DIMENSION_MISMATCH",
      `${this.#owner}: in "${node}", "${base}" (${dimensionName(dimension)}) has an exponent that varies. Give a number, such as 3/2.`,
    );
  }

  #plain(whole: ExpressionNode, part: ExpressionNode): void {
    const dimension = this.read(part);
    if (sameDimension(dimension, {})) return;
    throw new UnitError(
      "DIMENSION_MISMATCH",
      `${this.#owner}: in "${whole}", "${part}" is of dimension ${dimensionName(dimension)} but must be a plain number. ` +
        "Divide it by a reference.",
    );
  }
}

/** The value of a number that is written out, such as `-3/2`; nothing for what depends on a symbol. */
function constantOf(node: ExpressionNode): number | undefined {
  if (node.type === "ConstantNode") return typeof node.value === "number" ? node.value : undefined;
  if (node.type === "ParenthesisNode") return constantOf(node.content!);
  if (node.type !== "OperatorNode") return undefined;
  const [a, b = 0] = node.args!.map(constantOf);
  if (a === undefined || (node.args!.length === 2 && constantOf(node.args![1]!) === undefined)) return undefined;
  const values: Readonly<Record<string, number>> = {
    unaryMinus: -a,
    add: a + b,
    subtract: a - b,
    multiply: a * b,
    divide: a / b,
  };
  return values[String(node.fn)];
}
