import type { ArrayInput } from "@mesoscope/core";
import { checkOptions, checkWhole, tick, ValueError } from "@mesoscope/sdk";
import { type AxisWindows, axisWindows } from "./axis-windows.js";
import type { Choice } from "./choose-support.js";
import { coefficientsOf } from "./coefficients-of-support.js";
import { fieldEquations, fieldIntegrals } from "./field-equations.js";
import { type FieldGrid, linesAlong, readGrid } from "./field-grid.js";
import { fieldLibrary } from "./field-library.js";
import { FieldModel } from "./field-model.js";
import { noiseLevel } from "./noise-level.js";
import type { SparseOptimizer } from "./optimizer.js";
import { spectralCorner } from "./spectral-corner.js";
import { stepwise } from "./stepwise.js";
import { SubsetRegression } from "./subset-regression.js";
import { powerOf, windowAt } from "./window-size.js";

/** Options of `sparseFields`. */
export interface SparseFieldsOptions {
  /** Of the products of fields; 3 by default. */
  readonly degree?: number;
  /** Of the derivatives; 4 by default with one direction of space, 2 with two. */
  readonly order?: number;
  /** How terms are chosen: `stepwise()` by default, `stlsq()` or `sr3()`. */
  readonly optimizer?: SparseOptimizer;
}

/** What `sparseFields` makes. */
export interface SparseFields {
  readonly options: SparseFieldsOptions;
  /**
   * @param axes ascending points of time and one or two directions of space, as in `{ t, x }`
   * @param fields of shape [t, x] or [t, x, y], as in `{ u }`; each gets an equation
   * @param known fields without an equation that products may have, such as a velocity or a forcing, free of noise
   */
  fit(
    axes: Readonly<Record<string, ArrayInput>>,
    fields: Readonly<Record<string, ArrayInput>>,
    known?: Readonly<Record<string, ArrayInput>>,
  ): Promise<FieldModel>;
}

const reweightings = 4;
const mostWindows = 800;

/**
 * Partial differential equations with few terms that explain fields on a grid, noisy ones too: u_t as a sum of derivatives of
 * products of the fields, such as (u²)_x. No field is ever differentiated, since all derivatives are moved to smooth test
 * functions; the width of these follows from the spectrum, and the number of terms from the description length.
 *
 * @example
 * const [t, x] = [linspace(0, 1, 40), linspace(0, 6, 60)];
 * const u = elementwise((s, z) => Math.exp(-s) * Math.sin(z) + Math.exp(-4 * s) * Math.sin(2 * z), t.reshape([40, 1]), x);
 * (await sparseFields().fit({ t, x }, { u })).equations; // ["u_t = 1 * u_xx"]
 *
 * @throws ValueError BAD_OPTION, BAD_AXES; ShapeError SHAPE_MISMATCH; DataError TOO_FEW_ROWS, NOT_INCREASING,
 *   MISSING_VALUES, CONSTANT_STATE
 * @see Messenger & Bortz, Weak SINDy for partial differential equations, J. Comput. Phys. 443 (2021) 110525
 */
export function sparseFields(options: SparseFieldsOptions = {}): SparseFields {
  const owner = "sparseFields";
  checkOptions(owner, options, ["degree", "order", "optimizer"]);
  const { degree = 3, optimizer = stepwise() } = options;
  checkWhole(owner, "degree", degree, 1);
  if (options.order !== undefined) checkWhole(owner, "order", options.order, 1);
  return {
    options,
    async fit(axes, fields, known = {}) {
      const grid = readGrid(`${owner}.fit`, axes, fields);
      const given = Object.keys(known).length === 0 ? {} : readGrid(`${owner}.fit`, axes, known).fields;
      const fieldNames = Object.keys(fields);
      const shared = fieldNames.find((name) => Object.hasOwn(given, name));
      if (shared !== undefined) {
        throw new ValueError("BAD_OPTION", `${owner}.fit: ${shared} is a field and known. Give it once.`);
      }
      const whole = { ...grid, fields: { ...grid.fields, ...given } };
      const names = Object.keys(whole.fields);
      const space = grid.axisNames.slice(1);
      const order = options.order ?? (space.length === 1 ? 4 : 2);
      const terms = fieldLibrary(names, space, degree, order);
      const noise = fieldNames.map((name) => fieldNoise(grid, name));
      const windows = windowsOf(grid, order);
      const integrals = fieldIntegrals(whole, names, terms, windows, noise);
      const fits: Choice[] = [];
      for (const field of fieldNames.keys()) {
        let coefficients: Float64Array = new Float64Array(terms.length);
        let choice: Choice | undefined;
        for (let i = 0; i < reweightings; i++) {
          await tick(field * reweightings + i, fieldNames.length * reweightings);
          choice = optimizer.choose(new SubsetRegression([fieldEquations(integrals, field, noise, coefficients)]));
          coefficients = coefficientsOf(choice.fit, terms.length);
        }
        fits.push(choice!);
      }
      return new FieldModel({
        fields: fieldNames,
        known: Object.keys(given),
        space,
        noise,
        equations: fits.map(({ fit, variance, tried, length }) => ({
          terms: fit.support.map((p, k) => ({
            name: terms[p].name,
            product: terms[p].product,
            orders: terms[p].orders,
            value: fit.coefficients[k],
            standardError: Math.sqrt(variance * fit.spread[k * (fit.support.length + 1)]),
          })),
          rival: tried
            .filter((other) => other.fit.support.join() !== fit.support.join())
            .slice(0, 1)
            .map((other) => ({
              excess: other.length - length,
              terms: other.fit.support.map((p, k) => ({ name: terms[p].name, value: other.fit.coefficients[k] })),
            }))[0],
        })),
      });
    },
  };
}

/** The least that any axis shows: across the others the field may not be sampled finely enough. */
function fieldNoise(grid: FieldGrid, name: string): number {
  const levels = grid.axes.map((axis, k) => {
    const squares = linesAlong(grid.fields[name], k).map((line) => noiseLevel(axis, line) ** 2);
    return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length);
  });
  return Math.min(...levels);
}

/** As wide as the spectrum of the fields along every axis asks. */
function windowsOf(grid: FieldGrid, order: number): AxisWindows[] {
  const sizes = grid.axes.map((axis, k) => {
    const corners = Object.values(grid.fields).map((field) => spectralCorner(linesAlong(field, k)));
    const { radius } = windowAt(Math.max(...corners), axis.length);
    const kept = Math.min(radius, Math.floor((axis.length - 1) / 3));
    return { radius: kept, power: Math.max(powerOf(kept), order + 2), samples: axis.length };
  });
  const wanted = sizes.map(({ radius, samples }) => Math.max(5, (4 * samples) / radius));
  const shrink = Math.min(
    1,
    (mostWindows / wanted.reduce((product, count) => product * count, 1)) ** (1 / sizes.length),
  );
  return sizes.map((size, k) => axisWindows(grid.axes[k], size, Math.max(4, Math.round(wanted[k] * shrink))));
}
