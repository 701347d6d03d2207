import { loadMathjs } from "#load-mathjs";
import { addedUnits } from "./added-units.js";
import type { ExpressionNode } from "./expression-tree.js";

/** One factor of a unit as mathjs parses it, such as `cm^2`. */
interface ParsedFactor {
  readonly unit: { readonly value: number; readonly offset: number };
  readonly prefix: { readonly value: number };
  readonly power: number;
}

/** A unit as mathjs parses it; its dimensions are in the order of `dimensionFrom`. */
export interface ParsedUnit {
  readonly units: readonly ParsedFactor[];
  readonly dimensions: readonly number[];
  readonly value: number | null;
}

interface UnitClass {
  parse(text: string, options: { allowNoUnits: boolean }): ParsedUnit;
  readonly UNITS: Readonly<Record<string, { prefixes: Record<string, unknown> }>>;
}

interface Mathjs {
  readonly Unit: UnitClass;
  parse(text: string): ExpressionNode;
}

let instance: Mathjs | undefined;

/** The unit parser of mathjs with our additions. */
export function mathjsUnits(): UnitClass {
  return mathjs().Unit;
}

/** The tree of an expression; nothing is computed. */
export function parseWithMathjs(text: string): ExpressionNode {
  return mathjs().parse(text);
}

/** Made at the first need, as it takes a while. */
function mathjs(): Mathjs {
  if (instance) return instance;
  const { create, unitDependencies, createUnitDependencies, parseDependencies } = loadMathjs();
  const math = create({ unitDependencies, createUnitDependencies, parseDependencies }, {});
  math.createUnit(addedUnits as Parameters<typeof math.createUnit>[0], { override: true });
  instance = math as unknown as Mathjs;
  return instance;
}
