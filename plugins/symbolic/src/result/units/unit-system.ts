import { baseUnits, parseUnit } from "@mesoscope/core";
import type { DimensionVector } from "../../search/problem.js";
import type { FormulaContext } from "../formula-data.js";
import { exponentsOver, logSizeOver, type SimpleUnit, simpleUnit } from "./simple-unit.js";
import { compactSymbol } from "./unit-symbol.js";

/** A unit as it is written, and what a number in it is multiplied by to be in SI. */
interface NamedUnit {
  /** Empty for a plain number. */
  readonly symbol: string;
  readonly factor: number;
}

/** Units that go together: an equation that holds in SI holds in them with its constants converted. */
export interface UnitSystem {
  /** The unit of a dimension. */
  unitOf(dimension: DimensionVector): NamedUnit;
}

/** A smaller difference of logarithms of sizes is rounding. */
const tolerance = 1e-9;

/**
 * The system that the units of the data belong to, such as N, mm and MPa; SI where they belong to none, as N, mm and GPa do.
 * Of two units for one dimension, MPa and GPa, the first counts, that of the target before all.
 */
export function unitSystem({ variables, target }: Pick<FormulaContext, "variables" | "target">): UnitSystem {
  const given = [...new Set([target, ...variables].flatMap(({ unit }) => partsOf(unit)))].map(simpleUnit);
  const own = thatGoTogether(given.filter(({ dimension }) => isMeasured(dimension)));
  const basis = baseUnits.map(simpleUnit).reduce(withIndependent, own.reduce(withIndependent, []));
  const known = new Map<string, NamedUnit>();
  for (const { unit } of [target, ...variables]) {
    const { symbol, dimension, logSize } = simpleUnit(unit);
    const key = dimension.join();
    const fits = Math.abs(logSize - (logSizeOver(basis, dimension) as number)) < tolerance;
    if (fits && isMeasured(dimension) && parseUnit(unit).offset === 0 && !known.has(key))
      known.set(key, namedUnit(symbol));
  }
  return {
    unitOf(dimension) {
      const key = dimension.join();
      const unit = known.get(key) ?? namedUnit(compactSymbol(dimension, own, basis));
      known.set(key, unit);
      return unit;
    },
  };
}

/** Whether a quantity of this dimension is no plain number. */
function isMeasured(dimension: DimensionVector): boolean {
  return dimension.some((exponent) => exponent !== 0);
}

/** `MPa` and `m` of `MPa m^0.5`; K in place of units with another zero. */
function partsOf(unit: string): string[] {
  const names = (unit.match(/[\p{L}°%][\p{L}\d]*/gu) ?? []).filter((name) => name !== "sqrt");
  return names.map((name) => (parseUnit(name).offset === 0 ? name : "K"));
}

function thatGoTogether(given: readonly SimpleUnit[]): SimpleUnit[] {
  const own: SimpleUnit[] = [];
  for (const unit of given) {
    const logSize = logSizeOver(own.reduce(withIndependent, []), unit.dimension);
    const fits = logSize === undefined || Math.abs(logSize - unit.logSize) < tolerance;
    if (fits) own.push(unit);
    else if (!own.some(({ dimension }) => dimension.join() === unit.dimension.join())) return [];
  }
  return own;
}

function withIndependent(basis: readonly SimpleUnit[], unit: SimpleUnit): SimpleUnit[] {
  return exponentsOver(basis, unit.dimension) ? [...basis] : [...basis, unit];
}

function namedUnit(symbol: string): NamedUnit {
  return { symbol, factor: parseUnit(symbol).factor };
}
