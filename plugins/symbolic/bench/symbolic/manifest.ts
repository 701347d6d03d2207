import { dimensionVector } from "@mesoscope/core";
import type { Law, Quantity } from "./law.ts";

/** A quantity as `manifest.json` describes it; `dims` are the exponents of m, kg, s, A, K and mol. */
interface Described extends Quantity {
  readonly dims: readonly number[];
}

/** One problem of a folder: an entry of its `manifest.json`. */
export interface Entry {
  readonly id: string;
  readonly family: string;
  readonly kind: "regression" | "ode" | "pde";
  readonly variables: readonly (Described & { readonly lo: number; readonly hi: number })[];
  /** One per equation; those of dynamics have a name alone. */
  readonly target: Described | { readonly name: string } | readonly { readonly name: string }[];
  /** The truth, one per equation: for the judge's eyes only. */
  readonly expression: string | readonly string[];
  readonly noise: number;
  readonly rows_train: number;
  readonly rows_test?: number;
  /** The box on which a formula is judged, one range per variable. */
  readonly extrapolation: readonly (readonly [low: number, high: number])[];
  readonly r2_min: number;
  readonly constants_dimensional: boolean;
}

/** What a solver may see of an entry. */
export type Statement = Omit<Entry, "expression" | "extrapolation" | "r2_min">;

/** The entry of a law whose rows are drawn from its box. */
export function entryOf(law: Law, family: string, noise: number, rows: { train: number; test: number }): Entry {
  return {
    id: law.id,
    family,
    kind: "regression",
    variables: law.variables.map(({ name, low, high, unit }) => ({ ...described({ name, unit }), lo: low, hi: high })),
    target: described(law.target),
    expression: law.expression,
    noise,
    rows_train: rows.train,
    rows_test: rows.test,
    extrapolation: law.variables.map(widened),
    r2_min: noise === 0 ? 0.999999 : 0.999,
    constants_dimensional: false,
  };
}

function described({ name, unit }: Quantity): Described {
  return { name, unit, dims: [...dimensionVector(unit).data].slice(0, 6) };
}

/** A quarter of the width more on each side; what is not negative stays so. */
function widened({ low, high }: { low: number; high: number }): [low: number, high: number] {
  const margin = (high - low) / 4;
  const least = low > 0 ? 0.6 * low : low === 0 ? 0 : Number.NEGATIVE_INFINITY;
  return [Math.max(low - margin, least), high + margin];
}
