import { type ExpressionNode, expressionTree } from "@mesoscope/core";
import { checkOptions } from "@mesoscope/sdk";
import { apply, type Expression, variable } from "../expression.js";
import { identifiersOf } from "../identifiers.js";
import { printExpression } from "../print-expression.js";
import { texName, texNumber, texUnit } from "./tex-names.js";

/** How `toTex` writes constants. */
export interface TexOptions {
  /** Significant digits of fitted constants; 4 by default. */
  readonly digits?: number;
  /** The unit of every fitted constant, in the order of `constantsOf`; none by default. */
  readonly units?: readonly string[];
}

/**
 * The formula in TeX, typeset by mathjs: fitted constants rounded, with their units where they are given, and names such as
 * `sigma_0` and `epsilon` as Greek letters with subscripts.
 *
 * @example
 * toTex(parseExpression("2.71828 * sigma_0 / E", ["sigma_0", "E"]), ["sigma_0", "E"]); // "\\frac{ 2.718\\cdot \\sigma_{0}}{ E}"
 *
 * @throws ValueError BAD_OPTION
 */
export function toTex(expression: Expression, names: readonly string[], options: TexOptions = {}): string {
  checkOptions("toTex", options, ["digits", "units"]);
  const { tree, numbers } = withNamedConstants(expression, names.length, options);
  const all = [...names, ...numbers.map((_, k) => `constant ${k}`)];
  const symbols = new Map(identifiersOf(all).map((name, i) => [name, numbers[i - names.length] ?? texName(names[i]!)]));
  const handler = ({ type, name }: ExpressionNode) => {
    const symbol = type === "SymbolNode" ? symbols.get(name!) : undefined;
    return symbol && ` ${symbol}`;
  };
  return expressionTree(printExpression(tree, all), "toTex").toTex({ parenthesis: "auto", handler });
}

/** With a variable after the others in place of every fitted constant. */
function withNamedConstants(
  expression: Expression,
  variables: number,
  { digits = 4, units = [] }: TexOptions,
): { tree: Expression; numbers: string[] } {
  const numbers: string[] = [];
  let next = 0;
  return { tree: replaced(expression, false), numbers };

  function replaced(node: Expression, isBase: boolean): Expression {
    if (node.kind === "apply") {
      const isPower = ["square", "cube", "power"].includes(node.operator);
      return { ...node, operands: node.operands.map((operand, i) => replaced(operand, isPower && i === 0)) };
    }
    if (node.kind === "variable" || (node.kind === "constant" && node.fixed)) return node;
    const values = node.kind === "constant" ? [node.value] : node.values;
    const unit = texUnit(units[next] ?? "");
    next += values.length;
    if (node.kind === "groupConstant") {
      return named(`\\left\\{${values.map((value) => texNumber(value, digits)).join(",\\,")}\\right\\}${unit}`, false);
    }
    const symbol = named(texNumber(Math.abs(node.value), digits) + unit, isBase);
    return node.value < 0 ? apply("negate", symbol) : symbol;
  }

  function named(tex: string, isBase: boolean): Expression {
    numbers.push(isBase && /\D/.test(tex.replace(".", "")) ? `\\left(${tex}\\right)` : tex);
    return variable(variables + numbers.length - 1);
  }
}
