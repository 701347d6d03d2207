import { apply, constant, type Expression } from "../../expression/expression.js";
import { foldConstants } from "../evolution/fold-constants.js";
import type { Joint } from "./separation.js";

const mostJoined = 16;

/** A formula of each part joined, the best ones first, with and without constants of their own. */
export function joinParts(found: readonly (readonly Expression[])[], joint: Joint): Expression[] {
  const choices = found.reduce<{ readonly ranks: number; readonly parts: readonly Expression[] }[]>(
    (all, formulas) =>
      all
        .flatMap(({ ranks, parts }) =>
          formulas.map((formula, rank) => ({
            ranks: ranks + rank,
            parts: [...parts, withoutConstant(formula, joint)],
          })),
        )
        .sort((a, b) => a.ranks - b.ranks)
        .slice(0, mostJoined),
    [{ ranks: 0, parts: [] }],
  );
  return choices.flatMap(({ parts }) => {
    const joined = parts.reduce((a, b) => apply(joint, a, b));
    const scaled = joint === "add" ? [] : [apply("multiply", constant(1), joined)];
    return [joined, ...scaled].flatMap((whole) => [whole, apply("add", constant(0), whole)]);
  });
}

/** Without the constant that every part has of its own. */
function withoutConstant(formula: Expression, joint: Joint): Expression {
  const folded = foldConstants(formula);
  if (folded.kind !== "apply" || folded.operator !== joint) return formula;
  const [first, rest] = folded.operands as readonly [Expression, Expression];
  return first.kind === "constant" && !first.fixed ? rest : formula;
}
