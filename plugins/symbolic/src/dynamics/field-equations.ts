import { cholesky, kronecker, NDArray, solveTriangular } from "@mesoscope/core";
import type { AxisWindows } from "./axis-windows.js";
import { applyAlong, type FieldGrid } from "./field-grid.js";
import type { FieldTerm } from "./field-library.js";
import { noisyTerm, stepsOf } from "./noisy-term.js";
import type { LinearEquations } from "./subset-regression.js";

/** What quadrature leaves of an integral, as a share of it: the same way in all windows, so that it does not average out. */
const quadratureShare = 1e-3;
/** Of the variance, which keeps the covariance of overlapping windows definite. */
const nugget = 1e-6;

/** The integrals of all terms over all windows, and how they answer to noise. */
export interface FieldIntegrals {
  readonly terms: readonly FieldTerm[];
  readonly windows: readonly AxisWindows[];
  /** One per term, each over all windows. */
  readonly columns: readonly Float64Array[];
  /** By field: ∫ φ u_t. */
  readonly rates: readonly Float64Array[];
  /** By term and field: mean and variance of ∂product/∂field over the grid. */
  readonly slopes: readonly (readonly { readonly mean: number; readonly variance: number }[])[];
}

/**
 * All derivatives are moved to the test functions: ∫ φ ∂u/∂t = −∫ φ_t u, ∫ φ ∂^q f = (−1)^q ∫ φ^(q) f.
 *
 * @see Messenger & Bortz, J. Comput. Phys. 443 (2021) 110525, eqs. 2.4 and 3.3
 */
export function fieldIntegrals(
  grid: FieldGrid,
  names: readonly string[],
  terms: readonly FieldTerm[],
  windows: readonly AxisWindows[],
  noise: readonly number[],
): FieldIntegrals {
  const shape = grid.axes.map((axis) => axis.length);
  const integral = (values: NDArray, timeOrder: number, orders: readonly number[]) =>
    windows.reduce(
      (left, window, axis) => applyAlong(window.derivative(axis === 0 ? timeOrder : orders[axis - 1]), left, axis),
      values,
    ).data;
  const products = new Map<string, { values: NDArray; slopes: FieldIntegrals["slopes"][number] }>();
  for (const term of terms) {
    if (!products.has(term.product)) products.set(term.product, productOver(grid, names, term, noise, shape));
  }
  const none = shape.slice(1).map(() => 0);
  return {
    terms,
    windows,
    columns: terms.map(({ product, orders }) => integral(products.get(product)!.values, 0, orders)),
    rates: noise.map((_, j) => integral(grid.fields[names[j]], 1, none)),
    slopes: terms.map(({ product }) => products.get(product)!.slopes),
  };
}

/** The product at every grid point, less the bias from noise (see `noisyTerm`), and its slopes. */
function productOver(
  grid: FieldGrid,
  names: readonly string[],
  { value }: FieldTerm,
  noise: readonly number[],
  shape: readonly number[],
) {
  const columns = names.map((name) => grid.fields[name].data);
  const steps = stepsOf(columns.slice(0, noise.length), noise);
  const values = new Float64Array(columns[0].length);
  const sums = noise.map(() => ({ mean: 0, square: 0 }));
  const row = new Float64Array(columns.length);
  const slopes = new Float64Array(noise.length);
  for (let i = 0; i < values.length; i++) {
    for (let j = 0; j < columns.length; j++) row[j] = columns[j][i];
    values[i] = noisyTerm(value, row, noise, steps, slopes);
    slopes.forEach((slope, j) => {
      sums[j].mean += slope / values.length;
      sums[j].square += (slope * slope) / values.length;
    });
  }
  return {
    values: new NDArray(values, shape),
    slopes: sums.map(({ mean, square }) => ({ mean, variance: Math.max(square - mean * mean, 0) })),
  };
}

/** The equation of one field, scaled so that errors from noise are about independent and of variance 1. */
export function fieldEquations(
  integrals: FieldIntegrals,
  field: number,
  noise: readonly number[],
  coefficients: Float64Array,
): LinearEquations {
  const { columns, rates } = integrals;
  const target = rates[field];
  const size = target.length;
  const covariance = errorCovariance(integrals, field, noise, coefficients);
  let trace = 0;
  for (let k = 0; k < size; k++) trace += covariance.data[k * (size + 1)] / size;
  const squares = target.reduce((sum, value) => sum + value * value, 0);
  const floor = nugget * trace + quadratureShare ** 2 * squares || Number.MIN_VALUE;
  for (let k = 0; k < size; k++) covariance.data[k * (size + 1)] += floor;
  const factor = cholesky(covariance);
  const scaled = (column: Float64Array) => solveTriangular(factor, new NDArray(column)).data;
  return { columns: columns.map(scaled), target: scaled(target) };
}

interface Part {
  readonly timeOrder: number;
  readonly orders: readonly number[];
  readonly weight: number;
}

/**
 * Sums of Kronecker products over the axes. The slope of a product changes over the grid: its mean acts together with the
 * other terms, what varies about it by itself.
 */
function errorCovariance(
  { terms, windows, slopes }: FieldIntegrals,
  field: number,
  noise: readonly number[],
  coefficients: Float64Array,
): NDArray {
  const size = windows.reduce((product, { count }) => product * count, 1);
  const covariance = new Float64Array(size * size);
  noise.forEach((level, j) => {
    const together: Part[] = j === field ? [{ timeOrder: 1, orders: terms[0].orders.map(() => 0), weight: 1 }] : [];
    terms.forEach(({ orders }, l) => {
      const { mean, variance } = slopes[l][j];
      if (coefficients[l] === 0) return;
      together.push({ timeOrder: 0, orders, weight: -coefficients[l] * mean });
      const alone = { timeOrder: 0, orders, weight: coefficients[l] * Math.sqrt(variance) };
      addOverlap(covariance, windows, alone, alone, level ** 2);
    });
    for (const a of together) for (const b of together) addOverlap(covariance, windows, a, b, level ** 2);
  });
  return new NDArray(covariance, [size, size]);
}

function addOverlap(into: Float64Array, windows: readonly AxisWindows[], a: Part, b: Part, variance: number): void {
  const factor = a.weight * b.weight * variance;
  if (factor === 0) return;
  const overlaps = windows.map((window, axis) =>
    axis === 0 ? window.overlap(a.timeOrder, b.timeOrder) : window.overlap(a.orders[axis - 1], b.orders[axis - 1]),
  );
  const [first, ...rest] = overlaps;
  const inner = rest.reduce((left, right) => kronecker(left, right));
  const [m, n] = [first.shape[0], inner.shape[0]];
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < m; j++) {
      const scale = factor * first.data[i * m + j];
      for (let k = 0; k < n; k++) {
        const to = (i * n + k) * m * n + j * n;
        for (let l = 0; l < n; l++) into[to + l] += scale * inner.data[k * n + l];
      }
    }
  }
}
