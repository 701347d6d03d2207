import { asMatrix, asVector } from "@mesoscope/core";
import { type ArrayLike, ShapeError, tick } from "@mesoscope/sdk";
import type { Expression } from "../../../plugins/symbolic/dist/expression/expression.js";
import { parseExpression } from "../../../plugins/symbolic/dist/expression/parse-expression.js";
import type { Discovery } from "../../../plugins/symbolic/dist/result/discovery.js";
import type { SearchReport } from "../../../plugins/symbolic/dist/result/discovery-data.js";
import { makeDiscovery } from "../../../plugins/symbolic/dist/result/make-discovery.js";
import type { Presentation } from "../../../plugins/symbolic/dist/result/presentation.js";
import type { Problem } from "../../../plugins/symbolic/dist/search/problem.js";
import { searchContext } from "../../../plugins/symbolic/dist/search/search-context.js";

export interface Offered {
  /** What a search would offer, mostly in mathjs syntax; all is put on the front where it belongs, the rest are rivals. */
  readonly formulas: readonly (string | Expression)[];
  readonly names: readonly string[];
  readonly target?: string;
  readonly search?: SearchReport;
  readonly knowledge?: Partial<Problem>;
  readonly presentation?: Partial<Presentation>;
}

/** What a search that offers these formulas finds. */
export function found(columns: readonly Float64Array[], target: Float64Array, offered: Offered): Discovery {
  const { formulas, names, knowledge, search } = offered;
  const problem: Problem = {
    rows: target.length,
    columns,
    target,
    names,
    constantsMayHaveUnits: true,
    seed: 0,
    ...knowledge,
  };
  const context = searchContext(problem);
  for (const formula of formulas) {
    context.offer(typeof formula === "string" ? parseExpression(formula, names) : formula);
  }
  return makeDiscovery({
    problem,
    front: context.front.members,
    rivals: context.front.rivals,
    evaluator: context.evaluator,
    presentation: presentationOf(offered, problem),
    ...(search && { search }),
  });
}

/** Of data that stand in X as they are searched. */
function presentationOf({ names, target, presentation }: Offered, { rows, groups }: Problem): Presentation {
  return {
    columns: names.map((_, j) => j),
    width: names.length,
    rows,
    units: names.map(() => ""),
    target: { name: target ?? "y", unit: "" },
    groups: [...new Set(groups)],
    ...presentation,
  };
}

/** A search as an estimator, for the contract. */
export function searchOf(offered: Offered) {
  return {
    options: {},
    async fit(X: ArrayLike, y: ArrayLike): Promise<Discovery> {
      await tick(0);
      const points = asMatrix(X);
      const targets = asVector(y);
      if (points.shape[0] !== targets.size) {
        throw new ShapeError(
          "SHAPE_MISMATCH",
          `discover.fit: X has ${points.shape[0]} rows but y has ${targets.size}.`,
        );
      }
      return found(
        offered.names.map((_, j) => points.column(j).data),
        targets.data,
        offered,
      );
    },
  };
}
