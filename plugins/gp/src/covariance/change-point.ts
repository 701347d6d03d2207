import { checkOptions, displaySymbol, type NDArrayLike, ValueError } from "@mesoscope/sdk";
import type { Covariance, CovarianceFunction } from "./covariance.js";
import { displayKernel } from "./display-kernel.js";
import { isCovariance } from "./join.js";
import { checkInput } from "./levels.js";
import { checkStart, restart, type Start } from "./start.js";
import { startsOf } from "./starts-of.js";
import { activeColumns } from "./stationary.js";

/** Options of `changePoint`. */
export interface ChangePointOptions {
  /** Start of the place of the change, its distance from `origin`; the search stays within a factor of 1.5 of it. */
  readonly location: Start;
  /** From where `location` is counted; 0 by default. Choose it below the data where the change lies at or below 0. */
  readonly origin?: number;
  /** Start of the width of the change: within two widths on either side lie 76 % of it. */
  readonly width?: Start;
  /** The column of `X` in which the change happens; 0 by default. */
  readonly input?: number;
}

/**
 * One kernel before a place and another behind it: `(1 − s)(1 − s′) k₁ + s s′ k₂`, `s = 1 / (1 + exp(−(x − c) / w))`.
 *
 * @example
 * const kernel = changePoint(rbf({ lengthScale: 1 }), rbf({ lengthScale: 9 }), { location: 5, width: 0.1 });
 * covarianceMatrix(kernel, [4, 6]).data[1].toFixed(4); // "0.0001"
 *
 * @throws ValueError BAD_VALUE, BAD_OPTION
 * @see Saatçi, Turner & Rasmussen, Gaussian process change point models, ICML (2010)
 */
export function changePoint(before: Covariance, after: Covariance, options: ChangePointOptions): Covariance {
  const kind = "changePoint";
  if (!isCovariance(before) || !isCovariance(after)) {
    throw new ValueError(
      "BAD_VALUE",
      "changePoint: an argument is no kernel. Give two kernels, as in changePoint(rbf(), rbf(), { location: 5 }).",
    );
  }
  checkOptions(kind, options ?? {}, ["location", "origin", "width", "input"]);
  const { location, origin = 0, width, input = 0 } = options ?? {};
  if (location === undefined) {
    throw new ValueError("BAD_OPTION", "changePoint: there is no location. Give where it is, as in { location: 5 }.");
  }
  checkStart(kind, "location", location);
  checkStart(kind, "width", width);
  checkInput(kind, input);
  const counts = (columns: number) => [before, after].map((term) => term.parameters(columns).length);
  const split = (values: readonly number[], columns: number) => {
    const [first, second] = counts(columns);
    return [values.slice(0, first), values.slice(first, first + second), values.slice(first + second)];
  };
  const kernel: Covariance = {
    kind,
    name: `change(${before.name} → ${after.name})`,
    formula: "(1 − s)(1 − s′) k₁ + s s′ k₂",
    terms: [before, after],
    parameters: (columns) => [
      ...before.parameters(columns),
      ...after.parameters(columns),
      ...startsOf(kind, "location", "period", location, [[input]]),
      ...startsOf(kind, "width", "length", width, [[input]]),
    ],
    bind(values, columns) {
      activeColumns(kind, [input], columns);
      const [first, second, [distance, wide]] = split(values, columns);
      const functions = [before.bind(first, columns), after.bind(second, columns)];
      return changeFunction(functions, counts(columns), { input, place: origin + distance, distance, width: wide });
    },
    withValues(values, columns) {
      const [first, second, [distance, wide]] = split(values, columns);
      return changePoint(before.withValues(first, columns), after.withValues(second, columns), {
        ...options,
        location: restart(location, [distance]),
        width: restart(width, [wide]),
      });
    },
    withTerms: ([first, second]) => changePoint(first, second, options),
    toJSON: () => ({ kind, terms: [before.toJSON(), after.toJSON()], ...options }),
    [displaySymbol]: () => displayKernel(kernel),
  };
  return kernel;
}

interface Change {
  readonly input: number;
  readonly place: number;
  readonly distance: number;
  readonly width: number;
}

function changeFunction(
  functions: readonly CovarianceFunction[],
  counts: readonly number[],
  { input, place, distance, width }: Change,
): CovarianceFunction {
  const away = (X: NDArrayLike, i: number) => (X.data[i * X.shape[1] + input] - place) / width;
  /** How far the kernel of a side holds at a row, and how that changes with `(x − c) / w`. */
  const share = (side: number, z: number) => 1 / (1 + Math.exp(side === 0 ? z : -z));
  const rise = (z: number) => share(0, z) * share(1, z);
  return {
    row(X, i, Z, count, out) {
      const part = new Float64Array(count);
      out.fill(0, 0, count);
      for (const [side, covariance] of functions.entries()) {
        covariance.row(X, i, Z, count, part);
        const own = share(side, away(X, i));
        for (let j = 0; j < count; j++) out[j] += own * share(side, away(Z, j)) * part[j];
      }
    },
    gradient(X, i, Z, count, weights, gradient, offset) {
      const part = new Float64Array(count);
      const weighted = new Float64Array(count);
      const z = away(X, i);
      const last = offset + counts[0] + counts[1];
      for (const [side, covariance] of functions.entries()) {
        const sign = side === 0 ? -1 : 1;
        covariance.row(X, i, Z, count, part);
        for (let j = 0; j < count; j++) {
          const other = away(Z, j);
          const [own, its] = [share(side, z), share(side, other)];
          weighted[j] = weights[j] * own * its;
          const factor = weights[j] * part[j] * sign;
          const [ownRise, itsRise] = [its * rise(z), own * rise(other)];
          gradient[last] -= ((ownRise + itsRise) * factor * distance) / width;
          gradient[last + 1] -= (ownRise * z + itsRise * other) * factor;
        }
        covariance.gradient(X, i, Z, count, weighted, gradient, side === 0 ? offset : offset + counts[0]);
      }
    },
    variance(X, i) {
      const z = away(X, i);
      return functions.reduce((total, term, side) => total + share(side, z) ** 2 * term.variance(X, i), 0);
    },
  };
}
