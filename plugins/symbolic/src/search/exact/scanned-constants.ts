import { isNumber } from "../../expression/dimensions.js";
import { apply, constant, fixed } from "../../expression/expression.js";
import { functionTransforms, inverse } from "../target-transforms.js";
import { logarithmOfSize } from "../vectors.js";
import { dimensionOfTarget, type ExactSearch } from "./exact-search.js";
import { fitAffine } from "./fit-affine.js";
import { fitProduct } from "./fit-product.js";
import type { Frame } from "./frame.js";
import { type Monomial, monomials } from "./monomials.js";
import { offerExact } from "./offer-exact.js";
import { type Query, targetQuery, transformed } from "./query.js";
import { type ScannedFunction, Scanner } from "./scanner.js";

const mostSingle = 300;
const mostHigher = 150;
const mostOfSums = 60;

const sine: ScannedFunction = { of: Math.sin, write: (e) => apply("sin", e), grid: "waves", threshold: 0.25 };
const cosine: ScannedFunction = { of: Math.cos, write: (e) => apply("cos", e), grid: "waves", threshold: 0.25 };
const hyperbolicTangent: ScannedFunction = {
  of: Math.tanh,
  write: (e) => apply("tanh", e),
  grid: "positive rates",
  threshold: 0.9,
};
const factors: readonly ScannedFunction[] = [
  { of: (x) => 1 + x, write: (e) => apply("add", fixed(1), e), grid: "rates", threshold: 0.9 },
  { of: Math.expm1, write: (e) => apply("subtract", apply("exp", e), fixed(1)), grid: "rates", threshold: 0.9 },
  { of: (x) => Math.exp(x) + 1, write: (e) => apply("add", apply("exp", e), fixed(1)), grid: "rates", threshold: 0.9 },
  { of: Math.cosh, write: (e) => apply("cosh", e), grid: "positive rates", threshold: 0.9 },
  hyperbolicTangent,
  sine,
  cosine,
];
const summands: readonly ScannedFunction[] = [
  { of: Math.exp, write: (e) => apply("exp", e), grid: "rates", threshold: 0.9 },
  { of: (x) => Math.log(1 + x), write: (e) => apply("log", apply("add", fixed(1), e)), grid: "rates", threshold: 0.9 },
  { of: (x) => 1 / (1 + x), write: (e) => apply("inverse", apply("add", fixed(1), e)), grid: "rates", threshold: 0.9 },
  hyperbolicTangent,
  sine,
  cosine,
];

/**
 * `c · Π x^p · f(k s)^r` and `a + b f(k s)` with products s and any number k: the best k of a grid is refined until nothing
 * of the target is left, or given up.
 *
 * @see Golub & Pereyra, "The differentiation of pseudo-inverses and nonlinear least squares problems whose variables
 * separate", SIAM J. Numer. Anal. 10 (1973), 413–432
 */
export function* scannedConstants(search: ExactSearch): Generator<number, void, void> {
  const { table, logFrame, offsetFrame } = search;
  const terms = argumentsOf(search);
  yield* scan(logFrame, targetQuery, terms, factors, true);
  if (!isNumber(dimensionOfTarget(search.problem))) return;
  const few = terms.slice(0, mostOfSums);
  yield* scan(offsetFrame, targetQuery, few, summands, false);
  yield* scan(offsetFrame, transformed(targetQuery, inverse), few, summands, false);
  for (const transform of functionTransforms) {
    yield* scan(offsetFrame, transformed(targetQuery, transform), few, summands, false);
    yield* scan(logFrame, transformed(targetQuery, transform), few, factors, true);
  }

  function* scan(
    frame: Frame,
    query: Query,
    terms: readonly Monomial[],
    functions: readonly ScannedFunction[],
    isProduct: boolean,
  ): Generator<number, void, void> {
    if (search.context.isSolved) return;
    const scale = isProduct ? logarithmOfSize : (value: number) => value;
    const rest = new Float64Array(table.rows);
    if (frame.project(query.valuesOn(table).map(scale), rest) !== "rest") return;
    const scanner = new Scanner(frame, rest);
    for (const { values, expression } of terms) {
      for (const scanned of functions) {
        for (const k of scanner.matches(values, (x) => scale(scanned.of(x)), scanned)) {
          const feature = scanned.write(apply("multiply", constant(k), expression));
          const law = isProduct
            ? fitProduct(search, query, [{ expression: feature, isExponent: false }])
            : fitAffine(search, query, feature);
          if (law && offerExact(search, law)) return;
        }
        yield 32 * 40 * table.rows;
      }
    }
  }
}

/** Products of single powers first, then some of higher powers. */
function argumentsOf(search: ExactSearch): Monomial[] {
  const single = monomials(search, { count: mostSingle, highest: 1, isArgument: true });
  const higher = monomials(search, { count: mostHigher, highest: 3, isArgument: true });
  return [...single, ...higher.filter(({ exponents }) => exponents.some((exponent) => Math.abs(exponent) > 1))];
}
