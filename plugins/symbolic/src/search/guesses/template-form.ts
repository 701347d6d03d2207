import type { RandomStream } from "@mesoscope/core";
import { complexityOf } from "../../expression/complexity.js";
import { type Expression, operandsOf, sizeOf, withLeaves } from "../../expression/expression.js";
import type { BuildingBlocks } from "../evolution/building-blocks.js";
import type { Form } from "../evolution/form.js";
import { fits, type UnitClass, unitClassesOf } from "../evolution/unit-classes.js";
import { drawOne, vocabularyOf } from "../evolution/vocabulary.js";
import type { Problem } from "../problem.js";
import type { Template } from "./template.js";

/** Choices of units for the placeholders that are looked at. */
const mostTries = 50_000;

/** The placeholders of a template are searched; the rest stays as it is. */
export function templateForm(problem: Problem, template: Template): Form {
  const units = unitClassesOf(problem);
  const { placeholders, expression: outer } = template;
  let consistent: (readonly UnitClass[])[] | undefined;
  return {
    parts: placeholders.map(({ variables }) => ({ ...vocabularyOf(problem), variables })),
    placeOf: (expression, part) => placeOf(outer, expression, template.variableCount + part) as number,
    isScaled: false,
    fixedComplexity: complexityOf(outer) - placeholders.length,
    draw,
  };

  function draw(blocks: readonly BuildingBlocks[], random: RandomStream): Expression | undefined {
    consistent ??= consistentClasses(blocks);
    const classes = drawOne(consistent, random);
    return classes && filled(classes.map((each, i) => (blocks[i] as BuildingBlocks).draw(each, random)?.expression));
  }

  /** The units of the placeholders for which those of the whole fit the target. */
  function consistentClasses(blocks: readonly BuildingBlocks[]): (readonly UnitClass[])[] {
    const choices = blocks.map((each) => each.classes().map((unit) => [unit, each.of(unit)[0]?.expression] as const));
    const fitting: (readonly UnitClass[])[] = [];
    let tries = 0;
    extend([]);
    return fitting;

    function extend(chosen: (typeof choices)[number]): void {
      if (tries > mostTries) return;
      const next = choices[chosen.length];
      if (next) for (const choice of next) extend([...chosen, choice]);
      else {
        tries++;
        const whole = filled(chosen.map(([, expression]) => expression));
        if (whole && fits(units.of(whole), units.target)) fitting.push(chosen.map(([unit]) => unit));
      }
    }
  }

  function filled(parts: readonly (Expression | undefined)[]): Expression | undefined {
    return parts.includes(undefined) ? undefined : filledIn(template, parts as readonly Expression[]);
  }
}

/** The template with formulas in place of its placeholders. */
function filledIn({ expression, variableCount }: Template, parts: readonly Expression[]): Expression {
  return withLeaves(expression, (leaf) => (leaf.kind === "variable" && parts[leaf.index - variableCount]) || leaf);
}

/** The place in the filled formula of what stands for a variable of the template; `undefined` where it has none. */
function placeOf(outer: Expression, filled: Expression, index: number): number | undefined {
  if (outer.kind === "variable" && outer.index === index) return sizeOf(filled) - 1;
  let before = 0;
  for (const [i, operand] of operandsOf(outer).entries()) {
    const part = operandsOf(filled)[i] as Expression;
    const inside = placeOf(operand, part, index);
    if (inside !== undefined) return before + inside;
    before += sizeOf(part);
  }
  return undefined;
}
