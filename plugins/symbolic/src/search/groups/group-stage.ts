import { type Expression, nodesOf } from "../../expression/expression.js";
import { withinBudget } from "../budget.js";
import type { Candidate } from "../candidate.js";
import { exactStage } from "../exact/exact-stage.js";
import { Front } from "../front.js";
import { noiseStage } from "../noise/noise-stage.js";
import { searchContext } from "../search-context.js";
import { simpleLaws } from "../simple-laws.js";
import type { SearchContext, Stage } from "../stage.js";
import { liftStage } from "./lift-stage.js";
import { levelled, oneGroup, type View } from "./views.js";
import { offerWithGroupConstants } from "./with-group-constants.js";

/** Node evaluations of one stage in one view, at most. */
const mostWork = 6e8;

/**
 * Searches for laws that show only within groups of rows, as where every material has a factor or an offset of its own that
 * varies more than the law: in one group alone, and in all rows after what the groups do to the target has been taken out.
 * What is found there is tried on all rows with constants per group. It has nothing to do where all rows are of one group.
 */
export function* groupStage(context: SearchContext): Generator<number, void, void> {
  const { groups } = context.problem;
  if (!groups || groups.every((group) => group === groups[0])) return;
  yield* liftStage(context);
  const problem = { ...context.problem, groups };
  const one = oneGroup(problem);
  const views = [...(yield* levelled(problem)), ...(one ? [one] : [])];
  for (const view of views) {
    yield* searchView(context, view, simpleLaws);
  }
  if (one) yield* searchView(context, one, exactStage);
  for (const view of views) {
    yield* searchView(context, view, noiseStage);
    const { best } = context.front;
    if (best && isPlain(best.expression) && context.isAdequate(best.expression)) return;
  }
}

/** Whether no more than one constant differs between groups: several can make up for a wrong form. */
function isPlain(expression: Expression): boolean {
  return [...nodesOf(expression)].filter(({ kind }) => kind === "groupConstant").length <= 1;
}

/** What becomes the best in the view is tried on all rows at once, everything else that is good there at the end. */
function* searchView(context: SearchContext, view: View, stage: Stage): Generator<number, void, void> {
  if (context.isSolved) return;
  const within = searchContext(view, new Front(), context.random.child(1));
  const { front } = within;
  const tried = new Set<Candidate>();
  for (const work of withinBudget({ left: mostWork }, stage(within))) {
    yield work;
    if (front.best) yield* tryOnce(front.best);
    if (context.isSolved) return;
  }
  for (const candidate of [...front.members, ...front.rivals]) yield* tryOnce(candidate);

  function* tryOnce(candidate: Candidate): Generator<number, void, void> {
    if (tried.has(candidate)) return;
    tried.add(candidate);
    yield* offerWithGroupConstants(context, candidate.expression);
  }
}
