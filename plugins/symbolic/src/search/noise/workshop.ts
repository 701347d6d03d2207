import type { Evaluator } from "../../engine/evaluator.js";
import type { DimensionVector } from "../problem.js";
import type { ExponentSpace } from "./exponent-space.js";
import { exponentsOfUnit, freeExponents } from "./exponent-space.js";
import type { Feature, FeatureTable } from "./feature.js";
import { columnOf } from "./feature-table.js";
import type { Monomial } from "./monomials.js";
import type { Pool } from "./pool.js";
import type { Units } from "./units.js";

/** What all searches of the stage share. */
export interface Workshop {
  readonly scout: Evaluator;
  /** Rows of the whole problem. */
  readonly rows: number;
  readonly logs: readonly Float64Array[];
  readonly units: Units | undefined;
  /** Products of the variables without a unit (of any unit, where units were not given). */
  readonly dimensionless: readonly Monomial[];
  /** The factors of products. */
  readonly factors: FeatureTable;
  readonly pool: Pool;
}

export function spaceOf({ units, logs }: Workshop, dimension: DimensionVector | undefined): ExponentSpace | undefined {
  return units && dimension ? exponentsOfUnit(units, dimension) : freeExponents(logs.length);
}

export function valuesOf(feature: Feature, { scout, logs }: Workshop): Float64Array | undefined {
  return columnOf(feature, scout, logs);
}
