import { cholesky, choleskyInverse, type NDArray } from "@mesoscope/core";
import { NumericError } from "@mesoscope/sdk";
import { constantsOf, type Expression, withConstants } from "../expression/expression.js";

/** Digits of a constant that is known more surely, or not known how surely. */
const usualDigits = 6;
/** Where constants make up for one another, they need more digits than each of them is known to. */
export const mostDigits = 15;
const fewestDigits = 2;

/** What rounding may cost in fit, in nats. */
const natsLost = 0.5;

/**
 * With as many digits of every constant as its standard error lets stand, and one more; more of all where constants make up
 * for one another, until the data cannot tell the rounded formula from the fitted one.
 *
 * @param covariance of the constants, row by row; `undefined` where it is not known
 */
export function roundedConstants(expression: Expression, covariance: NDArray | undefined): Expression {
  const values = constantsOf(expression);
  if (values.length === 0) return expression;
  const errors = values.map((_, k) => covariance && Math.sqrt(covariance.get(k, k)));
  const digits = values.map((value, k) => knownDigits(value, errors[k]));
  const nats = covariance && costOfShifts(values, covariance);
  for (let more = 0; ; more++) {
    const rounded = values.map((value, k) => Number(value.toPrecision(Math.min(digits[k] + more, mostDigits))));
    const isEnough = !nats || nats(rounded.map((value, k) => value - values[k])) <= natsLost;
    if (isEnough || more + Math.min(...digits) >= mostDigits) return withConstants(expression, rounded);
  }
}

function knownDigits(value: number, standardError: number | undefined): number {
  const known = standardError ? Math.ceil(Math.log10(Math.abs(value) / standardError)) + 1 : usualDigits;
  return Math.min(Math.max(known, fewestDigits), usualDigits);
}

/**
 * `½ δᵀ C⁻¹ δ`, with constants taken to be known to the usual digits at most; `undefined` for exact ones, and where rounding
 * leaves no inverse.
 */
function costOfShifts(
  values: readonly number[],
  covariance: NDArray,
): ((shifts: readonly number[]) => number) | undefined {
  const n = values.length;
  const errors = values.map((_, k) => Math.sqrt(covariance.get(k, k)));
  const surest = Math.min(...errors.map((error, k) => error / Math.abs(values[k])));
  if (!(surest > 0)) return undefined;
  const wider = Math.max(1, 10 ** (1 - usualDigits) / surest);
  const correlations = covariance.map((entry, at) => entry / (errors[Math.floor(at / n)] * errors[at % n]));
  const inverse = inverseOf(correlations);
  if (!inverse) return undefined;
  return (shifts) => {
    const z = shifts.map((shift, k) => shift / (errors[k] * wider));
    return z.reduce((sum, a, i) => sum + z.reduce((part, b, k) => part + a * inverse.get(i, k) * b, 0), 0) / 2;
  };
}

function inverseOf(correlations: NDArray): NDArray | undefined {
  try {
    return choleskyInverse(cholesky(correlations));
  } catch (error) {
    if (error instanceof NumericError) return undefined;
    throw error;
  }
}
