import { productTransforms } from "../target-transforms.js";
import { largest, logarithmOfSize } from "../vectors.js";
import type { ExactSearch } from "./exact-search.js";
import { fitAffine } from "./fit-affine.js";
import { fitProduct } from "./fit-product.js";
import { offerExact } from "./offer-exact.js";
import { type Query, targetQuery, transformed } from "./query.js";

/** The exponents of the first one of two features. */
const exponentsOfFirst = [1, -1, 2, -2, 1 / 2, -1 / 2, 3 / 2, -3 / 2, 3, -3, 4, -4];

/** A feature that varies this many times more than the target is no factor of it. */
const mostCancelled = 100;

/** `c · Π x^p`: the plain power laws, also of functions of the target. */
export function* powerLaws(search: ExactSearch): Generator<number, void, void> {
  for (const { query, rest } of queriesOf(search)) {
    yield 16 * search.table.rows;
    if (rest) continue;
    const law = fitProduct(search, query, []);
    if (law && offerExact(search, law)) return;
  }
}

/** `c · Π x^p · q^r` for any feature q, and then `c · Π x^p · q₁^r₁ · q₂^r₂` for any two. */
export function* productsOfFeatures(search: ExactSearch): Generator<number, void, void> {
  const { features: table } = search;
  const queries = queriesOf(search).flatMap(({ query, rest }) => (rest ? [{ query, rest }] : []));
  for (const { query, rest } of queries) {
    const feature = table.find(rest);
    yield 16 * search.table.rows;
    if (!feature) continue;
    // The logarithm of an exponential is better written as a sum.
    const sum = feature.isExponent && fitAffine(search, targetQuery, feature.expression);
    if (sum && offerExact(search, sum)) return;
    const law = fitProduct(search, query, [feature]);
    if (law && offerExact(search, law)) return;
  }
  for (const { query, rest } of queries) yield* pairsOfFeatures(search, query, rest);
}

function* pairsOfFeatures(search: ExactSearch, query: Query, rest: Float64Array): Generator<number, void, void> {
  const { features: table } = search;
  const left = new Float64Array(rest.length);
  const size = largest(rest);
  let work = 0;
  for (let k = 0; k < table.features.length && !search.context.isSolved; k++) {
    const first = table.features[k];
    if (first.isExponent) continue;
    const own = table.rests[k];
    if (largest(own) > mostCancelled * size) continue;
    for (const exponent of exponentsOfFirst) {
      for (let i = 0; i < left.length; i++) left[i] = rest[i] - exponent * own[i];
      const second = table.find(left);
      if (!second || second === first) continue;
      const law = fitProduct(search, query, [first, second]);
      if (law && offerExact(search, law)) return;
    }
    work += exponentsOfFirst.length * 4 * rest.length;
    if (work < 1e6) continue;
    yield work;
    work = 0;
  }
  yield work;
}

/** The target and its functions with what the variables' logarithms leave of theirs: nothing, for a power law. */
function queriesOf({ table, logFrame }: ExactSearch): { query: Query; rest: Float64Array | undefined }[] {
  return productTransforms.flatMap((transform) => {
    const query = transformed(targetQuery, transform);
    const logarithms = query.valuesOn(table).map(logarithmOfSize);
    const rest = new Float64Array(table.rows);
    const remainder = logFrame.project(logarithms, rest);
    return remainder === "vague" ? [] : [{ query, rest: remainder === "rest" ? rest : undefined }];
  });
}
