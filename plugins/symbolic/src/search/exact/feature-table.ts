import type { Expression } from "../../expression/expression.js";
import { dot } from "../vectors.js";
import type { Frame } from "./frame.js";
import { KeyTable } from "./key-table.js";

/** A factor of a product of powers. */
export interface Feature {
  /** The factor, which is raised to a power; or the exponent of e, which is multiplied by a number. */
  readonly expression: Expression;
  readonly isExponent: boolean;
  /** The exponents of s in a factor 1 ± s: it may as well be written as t ± t s for a product t. */
  readonly ratio?: { readonly exponents: readonly number[]; readonly sign: 1 | -1 };
}

/** Features by what a frame leaves of their logarithms; of those that differ by explained ones alone, the first. */
export class FeatureTable {
  readonly features: Feature[] = [];
  readonly rests: Float64Array[] = [];
  readonly #keys = new KeyTable();
  readonly #frame: Frame;

  constructor(frame: Frame) {
    this.#frame = frame;
  }

  /** `logarithms`: of the factor on every row. */
  add(logarithms: Float64Array, feature: Feature): void {
    const rest = new Float64Array(this.#frame.rows);
    if (this.#frame.project(logarithms, rest) !== "rest" || this.find(rest)) return;
    this.#keys.add(this.#frame.key(rest));
    this.features.push(feature);
    this.rests.push(rest);
  }

  /** The feature that explains such a rest. */
  find(rest: Float64Array): Feature | undefined {
    let found: Feature | undefined;
    this.#keys.some(this.#frame.key(rest), (index) => {
      if (!isProportional(rest, this.rests[index])) return false;
      found = this.features[index];
      return true;
    });
    return found;
  }
}

/** Apart from rounding. */
export function isProportional(a: Float64Array, b: Float64Array): boolean {
  const factor = dot(a, b) / dot(b, b);
  const tolerance = 1e-6 * Math.sqrt(dot(a, a) / a.length);
  for (let i = 0; i < a.length; i++) if (!(Math.abs(a[i] - factor * b[i]) <= tolerance)) return false;
  return true;
}
