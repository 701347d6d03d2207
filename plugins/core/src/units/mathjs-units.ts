import { loadMathjs } from "#load-mathjs";
import { addedUnits } from "./added-units.js";

/** One factor of a unit as mathjs parses it, such as `cm^2`. */
interface ParsedFactor {
  readonly unit: { readonly value: number; readonly offset: number };
  readonly prefix: { readonly value: number };
  readonly power: number;
}

/** A unit as mathjs parses it; its dimensions are in the order of `dimensionOf`. */
export interface ParsedUnit {
  readonly units: readonly ParsedFactor[];
  readonly dimensions: readonly number[];
  readonly value: number | null;
}

interface UnitClass {
  parse(text: string, options: { allowNoUnits: boolean }): ParsedUnit;
  readonly UNITS: Readonly<Record<string, { prefixes: Record<string, unknown> }>>;
}

let unitClass: UnitClass | undefined;

/** The unit parser of mathjs with our additions, made at the first need. */
export function mathjsUnits(): UnitClass {
  if (unitClass) return unitClass;
  const { create, unitDependencies, createUnitDependencies } = loadMathjs();
  const math = create({ unitDependencies, createUnitDependencies }, {});
  math.createUnit(addedUnits as Parameters<typeof math.createUnit>[0], { override: true });
  unitClass = (math as unknown as { Unit: UnitClass }).Unit;
  return unitClass;
}
