import { tensor } from "../graph/leaves.js";
import { type Kind, type Operand, Tensor } from "../graph/tensor.js";
import { cast } from "./comparison.js";

/** From narrow to wide: each holds what the ones before it hold. */
const kinds: readonly Kind[] = ["boolean", "integer", "real"];

/**
 * The operands as tensors of one kind: the widest among them, and at least `least`. A whole number that is written out
 * is no wider than an integer, unless it is beside nothing but numbers.
 */
export function ofOneKind(operands: readonly Operand[], least: Kind = "boolean"): Tensor[] {
  const isWritten = operands.every((operand) => typeof operand === "number");
  const widths = operands.map((operand) => (isWritten ? kinds.length - 1 : widthOf(operand)));
  const kind = kinds[Math.max(kinds.indexOf(least), ...widths)]!;
  return operands.map((operand) => cast(operand, kind));
}

/** The operand as a tensor that can be counted with: conditions become 0 and 1. */
export function asNumbers(x: Operand): Tensor {
  const of = tensor(x);
  return of.kind === "boolean" ? cast(of, "integer") : of;
}

function widthOf(operand: Operand): number {
  if (typeof operand === "number" && Number.isInteger(operand)) return kinds.indexOf("integer");
  return kinds.indexOf(operand instanceof Tensor ? operand.kind : "real");
}
