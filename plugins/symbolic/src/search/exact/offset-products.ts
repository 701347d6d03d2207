import { isNumber } from "../../expression/dimensions.js";
import { constant } from "../../expression/expression.js";
import { identity, inverse, square } from "../target-transforms.js";
import { dot, norm, removeAlong } from "../vectors.js";
import { dimensionOfTarget, type ExactSearch } from "./exact-search.js";
import type { Feature } from "./feature-table.js";
import { fitProduct } from "./fit-product.js";
import { offerExact } from "./offer-exact.js";
import { joined, type Query, targetQuery, transformed } from "./query.js";

const mostFeatures = 800;

/** Where a is sought first: so many widths of the values below the least and above the greatest. */
const startingDistances = [0.02, 0.1, 0.5, 2];

/** `T(y) = a + c · Π x^p · q^r` with any number a, by steps of Gauss and Newton. */
export function* offsetProducts(search: ExactSearch): Generator<number, void, void> {
  const { problem, features: table } = search;
  if (!isNumber(dimensionOfTarget(problem))) return;
  for (const transform of [identity, inverse, square]) {
    const query = transformed(targetQuery, transform);
    const finder = new OffsetFinder(search, query.valuesOn(search.table));
    let work = 0;
    for (let k = -1; k < Math.min(table.features.length, mostFeatures); k++) {
      const features = k < 0 ? [] : [table.features[k]];
      for (const offset of finder.offsets(table.rests[k])) {
        if (offerOffset(search, query, offset, features)) return;
      }
      work += 40 * 12 * search.table.rows;
      if (work < 1e6) continue;
      yield work;
      work = 0;
    }
  }
}

function offerOffset(search: ExactSearch, query: Query, offset: number, features: readonly Feature[]): boolean {
  const law = fitProduct(search, joined(query, "subtract", constant(offset)), features);
  return law !== undefined && offerExact(search, law);
}

/** Finds the numbers whose distance to the values is a product of powers of the variables and of a feature. */
class OffsetFinder {
  readonly #search: ExactSearch;
  readonly #values: Float64Array;
  readonly #starts: readonly number[];

  constructor(search: ExactSearch, values: Float64Array) {
    const least = Math.min(...values);
    const greatest = Math.max(...values);
    const width = greatest - least;
    this.#search = search;
    this.#values = values;
    this.#starts = startingDistances.flatMap((part) => [least - part * width, greatest + part * width]);
  }

  *offsets(feature: Float64Array | undefined): Generator<number> {
    for (const start of this.#starts) {
      const offset = this.#refined(start, feature);
      if (offset === undefined) continue;
      yield offset;
      return;
    }
  }

  #refined(start: number, feature: Float64Array | undefined): number | undefined {
    const { logFrame, table } = this.#search;
    const rest = new Float64Array(table.rows);
    const slope = new Float64Array(table.rows);
    let offset = start;
    let before = Number.POSITIVE_INFINITY;
    for (let iteration = 0; iteration < 20; iteration++) {
      const remainder = logFrame.project(
        this.#values.map((value) => Math.log(Math.abs(value - offset))),
        rest,
      );
      logFrame.project(
        this.#values.map((value) => -1 / (value - offset)),
        slope,
      );
      if (feature) {
        removeAlong(feature, rest);
        removeAlong(feature, slope);
      }
      const left = norm(rest);
      if (remainder === "nothing" || left < 1e-9) return offset;
      if (iteration > 3 && left > 0.5 * before) return undefined;
      before = left;
      const step = -dot(rest, slope) / dot(slope, slope);
      if (!Number.isFinite(step)) return undefined;
      offset += step;
    }
    return undefined;
  }
}
