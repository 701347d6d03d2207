import { type CellEdit, isMagic } from "../cell-edit.js";
import type { Node } from "../walk.js";

/** A cell that ends in an expression hands its value to `__result`; magics show what they return themselves. */
export function wrapLastExpression(cell: CellEdit): void {
  const last = cell.statements.findLast((node) => !isSilent(node));
  const expression = last?.type === "ExpressionStatement" ? last.expression : last;
  if (!expression || !isExpression(expression) || isMagic(expression)) return;
  const isList = expression.type === "SequenceExpression";
  cell.wrap(expression, isList ? "__result((" : "__result(", isList ? "))" : ")");
}

const isSilent = ({ type }: Node): boolean =>
  type === "EmptyStatement" || type === "ImportDeclaration" || type.startsWith("Export");

/** `export default x` has its expression where others have a declaration. */
const isExpression = ({ type }: Node): boolean => !type.endsWith("Statement") && !type.endsWith("Declaration");
