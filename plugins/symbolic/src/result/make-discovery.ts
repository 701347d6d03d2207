import type { Evaluator } from "../engine/evaluator.js";
import { constantsOf } from "../expression/expression.js";
import type { Candidate } from "../search/candidate.js";
import type { Problem } from "../search/problem.js";
import { Discovery } from "./discovery.js";
import type { DiscoveryData, SearchReport } from "./discovery-data.js";
import { equationData, fittedFormula } from "./fitted-formula.js";
import { formulaContext, sampleRows } from "./formula-context.js";
import { frontOf } from "./front-of.js";
import type { Presentation } from "./presentation.js";
import { freeForm, isSameForm } from "./same-form.js";
import { simplest } from "./simplest.js";

/** What a search leaves behind. */
export interface DiscoveryParts {
  readonly problem: Problem;
  /** By ascending complexity and descending loss, at least one. */
  readonly front: readonly Candidate[];
  /** Over all rows of the problem. */
  readonly evaluator: Evaluator;
  readonly presentation: Presentation;
  /** Fitted formulas that are not on the front and describe the data nearly as shortly. */
  readonly rivals?: readonly Candidate[];
  /** Whether formulas stay as they are written, because somebody gave their form. */
  readonly keepsForm?: boolean;
  readonly search?: SearchReport;
}

/** Formulas within so many nats of the shortest are kept beside the front. */
const rivalNats = 12;

/** The result of a search: short forms, covariances, tidy numbers and the choice are worked out once, when it is asked. */
export function makeDiscovery(parts: DiscoveryParts): Discovery {
  return new Discovery(() => dataOf(parts));
}

function dataOf(parts: DiscoveryParts): DiscoveryData {
  const { problem, evaluator, search } = parts;
  const context = formulaContext(problem, parts.presentation);
  const known = parts.keepsForm ? [...parts.front, ...(parts.rivals ?? [])] : simplified(parts);
  const front = frontOf(known, problem.rows);
  const least = Math.min(...front.map(({ descriptionLength }) => descriptionLength));
  const rivals = known.filter(
    (candidate) => !front.includes(candidate) && candidate.descriptionLength <= least + rivalNats,
  );
  const equation = equationData(problem, context, evaluator);
  const fitted = (candidate: Candidate) => fittedFormula(candidate, evaluator, equation, parts);
  return {
    type: "discovery",
    version: 1,
    context,
    front: front.map(fitted),
    rivals: rivals.map(fitted),
    chosen: front.findIndex(({ descriptionLength }) => descriptionLength === least),
    sample: sampleRows(problem),
    ...(search && { search }),
  };
}

/** All formulas in a shorter form where there is one, each form once. */
function simplified({ problem, evaluator, front, rivals = [] }: DiscoveryParts): Candidate[] {
  return withoutTwins([...front, ...rivals].map((candidate) => simplest(candidate, problem, evaluator)));
}

/**
 * Every form once: the shortest way to write it, and of those with as many nodes the one with the most fitted constants. A
 * fixed 1 / 2 takes fewer nats than a fitted one, but only the latter says how sure it is.
 */
function withoutTwins(known: readonly Candidate[]): Candidate[] {
  const forms = known.map(({ expression }) => freeForm(expression));
  const replaces = (i: number, k: number) => i !== k && isSameForm(forms[i], forms[k]) && isBetterTwin(known, i, k);
  return known.filter((_, k) => known.every((_, i) => !replaces(i, k)));
}

function isBetterTwin(known: readonly Candidate[], i: number, k: number): boolean {
  const [a, b] = [known[i], known[k]];
  if (a.complexity !== b.complexity) return a.complexity < b.complexity && a.descriptionLength <= b.descriptionLength;
  const constants = constantsOf(a.expression).length - constantsOf(b.expression).length;
  return constants > 0 || (constants === 0 && i < k);
}
