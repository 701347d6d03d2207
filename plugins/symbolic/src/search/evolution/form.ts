import type { RandomStream } from "@mesoscope/core";
import { apply, type Expression, sizeOf } from "../../expression/expression.js";
import type { Problem } from "../problem.js";
import type { BuildingBlocks } from "./building-blocks.js";
import { unitClassesOf } from "./unit-classes.js";
import { drawOne, type Vocabulary, vocabularyOf } from "./vocabulary.js";

/** Which parts of a formula are searched: all of it, or the placeholders of a template. */
export interface Form {
  /** Of each searched part what it may be made of. */
  readonly parts: readonly Vocabulary[];
  /** Where in the formula a part stands: the place of its root. */
  placeOf(expression: Expression, part: number): number;
  /** A first formula at random. */
  draw(blocks: readonly BuildingBlocks[], random: RandomStream): Expression | undefined;
  /** Whether a factor and an offset may be put around the formula. */
  readonly isScaled: boolean;
  /** The complexity of what is not searched. */
  readonly fixedComplexity: number;
}

/** The whole formula is searched. */
export function wholeFormula(problem: Problem): Form {
  const units = unitClassesOf(problem);
  return {
    parts: [vocabularyOf(problem)],
    placeOf: (expression) => sizeOf(expression) - 1,
    draw: ([blocks], random) => blocks && (blocks.draw(units.target, random)?.expression ?? product(blocks, random)),
    isScaled: true,
    fixedComplexity: 0,
  };

  /** Where no small formula has the unit of the target, one times another may. */
  function product(blocks: BuildingBlocks, random: RandomStream): Expression | undefined {
    const unit = drawOne(blocks.classes(), random);
    if (unit === undefined) return undefined;
    const [a, b] = [blocks.draw(unit, random), blocks.draw(units.quotient(units.target, unit), random)];
    return a && b && apply("multiply", a.expression, b.expression);
  }
}
