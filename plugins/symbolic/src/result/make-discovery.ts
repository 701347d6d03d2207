import type { Evaluator } from "../engine/evaluator.js";
import type { Candidate } from "../search/candidate.js";
import { misfitNats } from "../search/description-length.js";
import type { Problem } from "../search/problem.js";
import { constantCovariance } from "./constant-covariance.js";
import { Discovery } from "./discovery.js";
import type { SearchReport } from "./discovery-data.js";
import { formulaContext, sampleRows } from "./formula-context.js";
import type { FormulaData } from "./formula-data.js";
import type { Presentation } from "./presentation.js";
import { tidyConstants } from "./tidy-constants.js";

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
  readonly search?: SearchReport;
}

/** Nats by which a formula must fit better than a simpler one to say something else. */
const leastGain = 1e-3;

/** The result of a search: covariances, tidy numbers and the choice are worked out here, once. */
export function makeDiscovery(parts: DiscoveryParts): Discovery {
  const { rivals = [], evaluator, search } = parts;
  const front = withoutEchoes(parts.front, evaluator.rows);
  const least = Math.min(...front.map(({ descriptionLength }) => descriptionLength));
  return new Discovery({
    type: "discovery",
    version: 1,
    context: formulaContext(parts.problem, parts.presentation),
    front: front.map((candidate) => formulaData(candidate, evaluator)),
    rivals: rivals.map((candidate) => formulaData(candidate, evaluator)),
    chosen: front.findIndex(({ descriptionLength }) => descriptionLength === least),
    sample: sampleRows(parts.problem),
    ...(search && { search }),
  });
}

/** Without longer formulas that fit better by rounding only: mostly the one before in another spelling. */
function withoutEchoes(front: readonly Candidate[], rows: number): Candidate[] {
  return front.filter(({ loss, descriptionLength }, k) =>
    front.slice(0, k).every((simpler) => {
      const gain = misfitNats(simpler.loss, rows) - misfitNats(loss, rows);
      return gain > leastGain || descriptionLength < simpler.descriptionLength;
    }),
  );
}

function formulaData(
  { expression, loss, complexity, descriptionLength }: Candidate,
  evaluator: Evaluator,
): FormulaData {
  const covariance = constantCovariance(expression, evaluator);
  const tidied = tidyConstants(expression, covariance, evaluator);
  return {
    expression,
    loss,
    complexity,
    descriptionLength,
    ...(covariance && { covariance: [...covariance.data] }),
    ...(tidied && {
      tidied: { expression: tidied.expression, numbers: tidied.numbers.map((one) => one?.expression ?? null) },
    }),
  };
}
