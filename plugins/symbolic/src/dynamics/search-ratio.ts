import { norm } from "@mesoscope/core";
import { tick } from "@mesoscope/sdk";
import { natsPerTerm } from "./choose-support.js";
import { chooseInBlock, type EquationBlock } from "./choose-terms.js";
import { coefficientsOf, placed } from "./coefficients-of-support.js";
import { type EquationGuess, linearized, type RateData, sumOf } from "./equation-guess.js";
import type { SparseOptimizer } from "./optimizer.js";
import { hasPole } from "./ratio-features.js";
import { type LinearEquations, SubsetRegression } from "./subset-regression.js";

/** The terms of a denominator, and the equation found with it. */
interface Attempt {
  readonly denominator: readonly number[];
  readonly guess: EquationGuess;
  /** The residual's sum of squares, and its variance where all terms are taken. */
  readonly misfit: number;
  readonly variance: number;
}

/** From so many of the best denominators the next longer ones are made. */
const kept = 3;
const mostSteps = 10;
/** Of a term's part in the rate, as a share of the whole: smaller steps are the last. */
const leastChange = 1e-3;
const mostStarts = 4;
const mostChanges = 6;
/** Of equations whose descriptions differ by no more nats the one with the fewest terms and the simplest denominator is taken. */
const alike = 1;

/**
 * The equation of a state as a ratio, or as a sum where that describes the data as shortly. A denominator is a sum of terms
 * that divide, the first with the coefficient 1: all of one and two terms are tried, longer ones are made from the best.
 * Multiplied by it, the equation is linear, which gives the terms to start from; Gauss–Newton steps for the rate itself, whose
 * errors are known, make the attempts comparable.
 *
 * @see Kaheman, Kutz & Brunton, Proc. R. Soc. A 476 (2020) 20200279, for the linear problems
 */
export async function searchRatio(data: RateData, state: number, optimizer: SparseOptimizer): Promise<EquationGuess> {
  const { terms } = data;
  const sum = sumOf(terms);
  const divisors = [...terms.keys()].filter((l) => terms[l].divides);
  const implicit = implicitEquations(data, state);
  const price = natsPerTerm({ rows: implicit.target.length, choices: terms.length });
  const attempts = attemptsFrom([], linearized(data, state, sum)!);
  let denominators = divisors.map((l) => [l]);
  for (let size = 1; denominators.length > 0; size++) {
    const found: Attempt[] = [];
    for (const [i, denominator] of denominators.entries()) {
      await tick(i, denominators.length);
      found.push(...attemptsWith(denominator));
    }
    attempts.push(...found);
    if (size > 2 && !found.includes(bestAttempt())) break;
    const order = ranked(found).slice(0, kept);
    denominators = extended(size === 1 ? denominators : order.map(({ denominator }) => denominator), divisors);
  }
  return bestAttempt().guess;

  /** From the equation times its denominator, which is linear. */
  function attemptsWith(denominator: readonly number[]): Attempt[] {
    const [scale, ...others] = denominator;
    const target = implicit.columns[scale].map((value) => -value);
    return attemptsFrom(denominator, { columns: implicit.columns, target, open: [...sum.open!, ...others], scale });
  }

  /** From the best laws of some sizes. */
  function attemptsFrom(denominator: readonly number[], block: EquationBlock): Attempt[] {
    const starts = new Map<number, Float64Array>();
    for (const { fit } of chooseInBlock(block, optimizer).tried) {
      const coefficients = coefficientsOf(fit, terms.length);
      if (!starts.has(fit.support.length) && !hasPole(data, coefficients)) starts.set(fit.support.length, coefficients);
      if (starts.size === mostStarts) break;
    }
    const { open, scale } = block;
    return [...starts.values()].flatMap((coefficients) => descend(denominator, { coefficients, open, scale }) ?? []);
  }

  /** Terms are dropped, added and swapped while the description gets shorter. */
  function descend(denominator: readonly number[], first: EquationGuess): Attempt | undefined {
    let best = settled(first);
    for (let i = 1; best; i++) {
      const { guess, misfit } = best;
      const { variance, tried } = chooseInBlock(linearized(data, state, guess)!, optimizer);
      const change = tried.find(({ fit }) => !hasPole(data, coefficientsOf(fit, terms.length)));
      const next = change && settled({ ...first, coefficients: coefficientsOf(change.fit, terms.length) });
      const isShorter = next && lengthOf(next, variance) < lengthOf(best, variance) - 1e-3;
      if (!isShorter || i === mostChanges) return { denominator, guess, misfit, variance };
      best = next;
    }
    return undefined;
  }

  /** Gauss–Newton steps for the terms that the guess has; `undefined` where they do not come to rest. */
  function settled(first: EquationGuess): Pick<Attempt, "guess" | "misfit"> | undefined {
    const places = first.open!.filter((l) => first.coefficients[l] !== 0);
    let guess = first;
    for (let i = 0; i < mostSteps; i++) {
      const block = linearized(data, state, guess);
      const columns = block && places.map((l) => block.columns[l]);
      const fit = columns && new SubsetRegression([{ columns, target: block.target }]).fit([...places.keys()]);
      if (!fit) return undefined;
      const last = guess.coefficients;
      const coefficients = placed(fit.coefficients, places, last.slice());
      guess = { ...first, coefficients };
      const changes = coefficients.map((value, l) =>
        value === last[l] ? 0 : (value - last[l]) * norm(block.columns[l]),
      );
      const isAtRest = changes.every((change) => Math.abs(change) <= leastChange * norm(block.target));
      if (isAtRest && !hasPole(data, coefficients)) return { guess, misfit: fit.residualSquares };
    }
    return undefined;
  }

  function bestAttempt(): Attempt {
    const least = lengthOf(ranked(attempts)[0]);
    const near = attempts.filter((attempt) => lengthOf(attempt) <= least + alike);
    return near.reduce((a, b) => (sizeOf(b) < sizeOf(a) ? b : a));
  }

  function ranked(list: readonly Attempt[]): Attempt[] {
    return list.toSorted((a, b) => lengthOf(a) - lengthOf(b));
  }

  /** In nats; for the least variance that any attempt leaves. */
  function lengthOf({ guess, misfit }: Pick<Attempt, "guess" | "misfit">, variance = leastVariance()): number {
    return misfit / variance / 2 + sizeOf({ guess }) * price;
  }

  function leastVariance(): number {
    return Math.min(...attempts.map((attempt) => attempt.variance));
  }
}

/** `Σ coefficient · term = rate · Σ coefficient · dividing term`, with the rate in the columns of the terms that divide. */
function implicitEquations(data: RateData, state: number): LinearEquations {
  const { terms } = data;
  const rates = data.ratesOf(state);
  const features = data.features.map(({ values, slopes }, s) => ({
    values: values.map((column, l) => (terms[l].divides ? column.map((value, i) => -value * rates[s][i]) : column)),
    slopes,
  }));
  return data.equationsFor(state, features, new Float64Array(terms.length));
}

/** Terms that are not 0, without the one that sets the scale. */
function sizeOf({ guess }: Pick<Attempt, "guess">): number {
  return guess.open!.filter((l) => guess.coefficients[l] !== 0).length;
}

/** By one more of the terms. */
function extended(from: readonly (readonly number[])[], by: readonly number[]): number[][] {
  const longer = from.flatMap((places) =>
    by.filter((l) => !places.includes(l)).map((l) => [...places, l].sort((a, b) => a - b)),
  );
  return [...new Map(longer.map((places) => [places.join(), places])).values()];
}
