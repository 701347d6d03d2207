import { constantsOf, type Expression, sizeOf } from "../expression/expression.js";

/** Node evaluations of so many steps of a fit, each of which takes the values and a slope by every constant. */
export function workOfFit(expression: Expression, rows: number, iterations: number): number {
  return iterations * (constantsOf(expression).length + 1) * sizeOf(expression) * rows;
}
