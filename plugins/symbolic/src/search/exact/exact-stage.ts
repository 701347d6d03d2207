import type { SearchContext, Stage } from "../stage.js";
import { isConstant } from "../vectors.js";
import { enumerateExpressions } from "./enumerate.js";
import { exactSearch, type Part } from "./exact-search.js";
import { listFeatures } from "./features.js";
import { meetInTheMiddle } from "./meet-in-the-middle.js";
import { offsetProducts } from "./offset-products.js";
import { polynomialsTimesProducts, polynomialsTimesWaves } from "./polynomial-projections.js";
import { powerLaws, productsOfFeatures } from "./products-of-features.js";
import { rationalFunctions } from "./rational-functions.js";
import { relevantVariables } from "./relevant-variables.js";
import { scannedConstants } from "./scanned-constants.js";
import { sumsOfFeatures } from "./sums-of-features.js";

/** From the cheapest to the dearest. */
const parts: readonly Part[] = [
  powerLaws,
  enumerateExpressions,
  listFeatures,
  productsOfFeatures,
  rationalFunctions,
  sumsOfFeatures,
  polynomialsTimesProducts,
  polynomialsTimesWaves,
  scannedConstants,
  offsetProducts,
  meetInTheMiddle,
];

/** With more variables than this only those are searched that seem to matter. */
const mostVariables = 20;

/**
 * Finds the law of data without noise, where its form is within reach, in seconds on one thread; offers nothing that is
 * not exact. Of variables that do not seem to matter it tries to do without first.
 */
export const exactStage: Stage = function* exactStage(context) {
  const { columns, target } = context.problem;
  if (isConstant(target)) return;
  const variables = columns.flatMap((column, index) => (isConstant(column) ? [] : [index]));
  yield* searchWith(context, variables, [powerLaws]);
  if (context.isSolved) return;
  const relevant = yield* relevantVariables(context, variables);
  if (relevant.length > 0) yield* searchWith(context, relevant, parts);
  if (relevant.length < variables.length && variables.length <= mostVariables) {
    yield* searchWith(context, variables, parts);
  }
};

function* searchWith(
  context: SearchContext,
  variables: readonly number[],
  chosen: readonly Part[],
): Generator<number, void, void> {
  const search = exactSearch(context, variables);
  if (!search) return;
  for (const part of chosen) {
    if (context.isSolved) return;
    yield* part(search);
  }
}
