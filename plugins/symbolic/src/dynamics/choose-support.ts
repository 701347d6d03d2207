import type { SubsetFit, SubsetRegression } from "./subset-regression.js";

/** A support with its fit and its description length in nats. */
export interface ScoredFit {
  readonly fit: SubsetFit;
  readonly length: number;
}

/** The support of least description length, and all others that were tried. */
export interface Choice extends ScoredFit {
  readonly variance: number;
  readonly tried: readonly ScoredFit[];
}

const longestForward = 12;

/**
 * Nats to write down which terms there are, their coefficients and what they leave unexplained, for residuals of the given
 * variance.
 *
 * @see Chen & Chen, Biometrika 95 (2008) 759, eq. 1, with γ = 1
 */
export function descriptionLength(regression: SubsetRegression, fit: SubsetFit, variance: number): number {
  const constrained = ((fit.support.length - fit.freeParameters) / 2) * Math.log(regression.rows);
  return fit.residualSquares / variance / 2 + fit.support.length * natsPerTerm(regression) - constrained;
}

/** To name a term and to write its coefficient as sharply as so many rows tell it. */
export function natsPerTerm({ rows, choices }: Pick<SubsetRegression, "rows" | "choices">): number {
  return Math.log(choices) + Math.log(rows) / 2;
}

/** Of equations scaled to a variance of 1: more where even all terms together leave more. */
export function residualVariance(regression: SubsetRegression): number {
  const all = regression.independentTerms();
  const freedom = regression.rows - all.length;
  const fit = regression.fit(all);
  return fit && freedom > 0 ? Math.max(1, fit.residualSquares / freedom) : 1;
}

/** The support of least description length near the candidates: terms are added, dropped and swapped while it helps. */
export function chooseSupport(
  regression: SubsetRegression,
  candidates: Iterable<readonly number[]>,
  variance = residualVariance(regression),
): Choice {
  const tried = new Map<string, ScoredFit>();
  let best: ScoredFit | undefined;
  const consider = (support: readonly number[]) => {
    const sorted = [...support].sort((a, b) => a - b);
    const key = sorted.join();
    if (tried.has(key)) return;
    const fit = regression.fit(sorted);
    if (!fit) return;
    const scored = { fit, length: descriptionLength(regression, fit, variance) };
    tried.set(key, scored);
    if (!best || scored.length < best.length - 1e-9) best = scored;
  };
  consider([]);
  for (const support of candidates) consider(support);
  for (let last: ScoredFit | undefined; best !== last; ) {
    last = best;
    for (const support of neighbours(last!.fit.support, regression.terms)) consider(support);
  }
  return { ...best!, variance, tried: [...tried.values()].sort((a, b) => a.length - b.length) };
}

/** The supports between which the automatic choice begins: found by dropping, and by adding, one term at a time. */
export function* stepwisePath(regression: SubsetRegression): Generator<readonly number[]> {
  yield* backwardPath(regression);
  yield* forwardPath(regression);
}

/** Of all terms, then always without the one that is missed least. */
function* backwardPath(regression: SubsetRegression): Generator<readonly number[]> {
  let support = regression.independentTerms();
  while (support.length > 0) {
    yield support;
    const fit = regression.fit(support);
    if (!fit) return;
    const significance = support.map((_, i) =>
      fit.coefficients[i] === 0 ? 0 : fit.coefficients[i] ** 2 / fit.spread[i * support.length + i],
    );
    const least = significance.indexOf(Math.min(...significance));
    support = support.filter((_, i) => i !== least);
  }
}

/** Always with the term that explains most of what is left. */
function* forwardPath(regression: SubsetRegression): Generator<readonly number[]> {
  let support: readonly number[] = [];
  for (let size = 1; size <= Math.min(longestForward, regression.terms); size++) {
    let best: SubsetFit | undefined;
    for (let j = 0; j < regression.terms; j++) {
      if (support.includes(j)) continue;
      const fit = regression.fit([...support, j]);
      if (fit && !(best && best.residualSquares <= fit.residualSquares)) best = fit;
    }
    if (!best) return;
    support = best.support;
    yield support;
  }
}

/** Without one term, with one more, and with one swapped. */
export function* neighbours(support: readonly number[], terms: number): Generator<number[]> {
  for (const out of support) yield support.filter((j) => j !== out);
  for (let added = 0; added < terms; added++) {
    if (support.includes(added)) continue;
    yield [...support, added];
    for (const out of support) yield [...support.filter((j) => j !== out), added];
  }
}
