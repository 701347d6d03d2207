import { basisOf, coefficientsOf, extendBasis, type OrthogonalBasis, projectOut } from "../orthogonal-basis.js";
import { dot, largest } from "../vectors.js";

/** Smooth functions of the variables that may stand beside the groups. */
const mostTerms = 8;

/** Of what was left before a term: less is nothing. */
const rounding = 1e-24;

/** A function of which a smaller part is new, in squares, says what is there already. */
const newPart = 1e-10;

/** A term must shorten the description of the values by more than its own, in nats beside ½ log n. */
const natsPerTerm = 2.5;

export interface GroupEffects {
  /** One number per group. */
  readonly effects: Float64Array;
  /** The weighted sum of squares that is left. */
  readonly misfit: number;
}

/**
 * What every group adds to the values beside what smooth functions of the variables explain: least squares with one
 * constant per group and functions that are taken in as long as they pay for themselves. Where a group has other values of
 * the variables than the rest, its mean alone would not tell. Yields the work done.
 *
 * @param columns of the variables
 * @param weights one over the variances of the values
 * @see Robinson, "Root-N-consistent semiparametric regression", Econometrica 56 (1988), 931–954
 */
export function* groupEffects(
  values: Float64Array,
  weights: Float64Array,
  groups: Int32Array,
  columns: readonly Float64Array[],
): Generator<number, GroupEffects, void> {
  const roots = weights.map(Math.sqrt);
  const weighted = (column: Float64Array) => column.map((value, i) => value * (roots[i] as number));
  const present = [...new Set(groups.filter((_, i) => (roots[i] as number) > 0))];
  const indicators = present.map((group) => Float64Array.from(groups, (each) => (each === group ? 1 : 0)));
  const start = basisOf(indicators.map(weighted));
  const response = weighted(values);
  const basis = yield* withTerms(start, response, smoothFunctions(columns).map(weighted));
  const coefficients = coefficientsOf(basis, response);
  const effects = new Float64Array(Math.max(...present) + 1);
  present.forEach((group, i) => {
    effects[group] = coefficients[i] as number;
  });
  const { rest } = projectOut(basis, response);
  return { effects, misfit: dot(rest, rest) };
}

/** The basis with those of the columns that explain most, one after the other. */
function* withTerms(
  start: OrthogonalBasis,
  response: Float64Array,
  candidates: readonly Float64Array[],
): Generator<number, OrthogonalBasis, void> {
  const price = Math.log(response.length) + 2 * natsPerTerm;
  const least = candidates.map((column) => newPart * dot(column, column));
  let basis = start;
  let rest = projectOut(basis, response).rest;
  let left: Float64Array[] = [];
  for (const column of candidates) {
    left.push(projectOut(basis, column).rest);
    yield 4 * basis.directions.length * column.length;
  }
  for (let term = 0; term < mostTerms; term++) {
    const shares = left.map((column, i) => {
      const size = dot(column, column);
      return size > (least[i] as number) ? dot(column, rest) ** 2 / size : 0;
    });
    const best = shares.reduce((most, share, i) => (share > (shares[most] as number) ? i : most), 0);
    const before = dot(rest, rest);
    const gain = -response.length * Math.log(Math.max(1 - (shares[best] ?? 0) / before, rounding));
    const next = gain > price ? extendBasis(basis, candidates[best] as Float64Array) : undefined;
    if (!next) break;
    const direction = next.directions.at(-1) as Float64Array;
    const without = (column: Float64Array) => {
      const part = dot(column, direction);
      return column.map((value, i) => value - part * (direction[i] as number));
    };
    basis = next;
    rest = without(rest);
    left = left.map(without);
    yield 4 * left.length * response.length;
  }
  return basis;
}

const powers = [1, 2, 3, 4, -1, -2, 0.5, -0.5];

/** With more variables than this, products of two are too many. */
const mostCrossed = 10;

/** Powers and the logarithm of every variable, whole powers where it changes sign; and products of two. */
function smoothFunctions(columns: readonly Float64Array[]): Float64Array[] {
  const ofOne = columns.map(functionsOf);
  const simple = ofOne.map((functions) => functions.slice(0, 2));
  const ofTwo = simple.flatMap((first, i) =>
    simple.slice(0, i).flatMap((second) => first.flatMap((a) => second.map((b) => timesEach(a, b)))),
  );
  return [...ofOne.flat(), ...(columns.length > mostCrossed ? [] : ofTwo)];
}

function functionsOf(column: Float64Array): Float64Array[] {
  const size = largest(column) || 1;
  const scaled = column.map((value) => value / size);
  const power = (exponent: number) => scaled.map((value) => value ** exponent);
  if (!column.every((value) => value > 0)) return [1, 2, 3, 4, 5].map(power);
  return [scaled.map(Math.log), ...powers.map(power)];
}

function timesEach(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, row) => value * (b[row] as number));
}
