import type { Application, Expression } from "../expression/expression.js";
import { operation, operationOf, type Program } from "./program.js";

/** Powers that a few cheaper operators give, by their exponent. */
const cheapPowers = new Map([
  [-4, ["square", "square", "inverse"]],
  [-3, ["cube", "inverse"]],
  [-2, ["square", "inverse"]],
  [-1, ["inverse"]],
  [-0.5, ["sqrt", "inverse"]],
  [0.5, ["sqrt"]],
  [1, []],
  [2, ["square"]],
  [3, ["cube"]],
  [4, ["square", "square"]],
]);

/** The instructions that evaluate a formula. */
export function compile(expression: Expression): Program {
  const code: number[] = [];
  const fixed: number[] = [];
  const parameters: number[] = [];
  const places: number[] = [];
  const isGrouped: boolean[] = [];
  const depth = visit(expression);
  return { code, fixed, parameters, places, isGrouped, hasGroups: isGrouped.includes(true), depth };

  /** Appends a subtree; returns how deep the stack gets above what lies there. */
  function visit(node: Expression): number {
    if (node.kind === "apply") return visitApplication(node);
    if (node.kind === "variable") code.push(operation.variable | (node.index << 8));
    else if (node.kind === "constant" && node.fixed) code.push(operation.fixed | ((fixed.push(node.value) - 1) << 8));
    else {
      code.push(operation.parameter | (places.length << 8));
      places.push(parameters.length);
      isGrouped.push(node.kind === "groupConstant");
      if (node.kind === "groupConstant") parameters.push(...node.values);
      else parameters.push(node.value);
    }
    return 1;
  }

  function visitApplication({ operator, operands }: Application): number {
    const second = operands[1];
    const depth = visit(operands[0] as Expression);
    if (!second) {
      code.push(operationOf[operator] as number);
      return depth;
    }
    const steps =
      operator === "power" && second.kind === "constant" && second.fixed ? cheapPowers.get(second.value) : undefined;
    if (steps) {
      for (const step of steps) code.push(operationOf[step] as number);
      return depth;
    }
    const above = visit(second);
    code.push(operationOf[operator] as number);
    return Math.max(depth, 1 + above);
  }
}
