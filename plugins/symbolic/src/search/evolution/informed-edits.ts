import type { Evaluator } from "../../engine/evaluator.js";
import { apply, constant, type Expression, fixed, sizeOf } from "../../expression/expression.js";
import type { UnaryOperator } from "../../expression/operators.js";
import { nodeAt, replaceAt } from "../../expression/tree-places.js";
import { largest } from "../vectors.js";
import type { Match } from "./building-blocks.js";
import { type DesiredValues, desiredValues } from "./desired-values.js";
import type { Material } from "./edits.js";
import { fits, type UnitClass } from "./unit-classes.js";
import { commonFunctions } from "./vocabulary.js";

/** What may be done at a node: it is replaced, or something is added to it or multiplied with it. */
export const informedEdits = ["replace", "add", "multiply"] as const;

/**
 * The formula with building blocks at a random node that bring it closest to the target: what should stand there on every
 * row is worked out, and the blocks that come closest to it are put in, half of the time inside a function whose argument
 * is worked out in the same way, as the exponent of `exp`.
 *
 * @param ofRoot what the formula should be where it is a part of a larger one
 */
export function informedEdit(
  edit: InformedEdit,
  root: Expression,
  material: Material,
  evaluator: Evaluator,
  ofRoot?: DesiredValues,
): Expression | undefined {
  const { random, vocabulary } = material;
  const hole = openedBy(edit, root, random.integer(sizeOf(root)), material, evaluator, ofRoot);
  const operator = random.uniform() < 0.5 ? vocabulary.drawUnary(random) : undefined;
  return hole && filled(hole, operator, 1 + random.integer(mostTerms), material, evaluator);
}

/**
 * All formulas that such edits make of the one, and those with one more constant, node by node in random order; none comes
 * a second time.
 */
export function* informedNeighbours(
  root: Expression,
  material: Material,
  evaluator: Evaluator,
  ofRoot?: DesiredValues,
): Generator<Expression | undefined> {
  const functions = material.vocabulary.unary.filter((operator) => commonFunctions.has(operator));
  for (const place of material.random.permutation(sizeOf(root))) {
    const node = nodeAt(root, place);
    if (node.kind !== "constant") yield replaceAt(root, place, apply("multiply", constant(nearOne), node));
    if (node.kind !== "constant" && fits(material.units.plain, material.units.of(node) ?? "none")) {
      yield replaceAt(root, place, apply("add", constant(0), node));
    }
    for (const edit of informedEdits) {
      const hole = openedBy(edit, root, place, material, evaluator, ofRoot);
      if (!hole) continue;
      for (let terms = 1; terms <= mostTerms; terms++) yield filled(hole, undefined, terms, material, evaluator);
      for (const operator of functions) yield filled(hole, operator, 1, material, evaluator);
    }
  }
}

type InformedEdit = (typeof informedEdits)[number];

/** Where the fit of a new factor starts. A factor of 1 would be taken for none. */
const nearOne = 1.1;

/** A formula with a node to fill, and what that should be. */
interface Hole {
  readonly formula: Expression;
  readonly place: number;
  readonly wanted: UnitClass;
  readonly desired: DesiredValues;
}

function openedBy(
  edit: InformedEdit,
  root: Expression,
  at: number,
  { units }: Material,
  evaluator: Evaluator,
  ofRoot?: DesiredValues,
): Hole | undefined {
  const node = nodeAt(root, at);
  const filler = edit === "add" ? node : fixed(1);
  const formula = edit === "replace" ? root : replaceAt(root, at, apply(edit, node, filler));
  const place = edit === "replace" ? at : at + sizeOf(filler);
  const wanted = edit === "multiply" ? units.plain : units.of(node);
  const desired = wanted === undefined ? undefined : desiredValues(formula, place, evaluator, ofRoot);
  return desired && wanted !== undefined ? { formula, place, wanted, desired } : undefined;
}

function filled(
  { formula, place, wanted, desired }: Hole,
  operator: UnaryOperator | undefined,
  terms: number,
  material: Material,
  evaluator: Evaluator,
): Expression | undefined {
  if (!operator) {
    const sum = closestSum(desired, wanted, terms, material);
    return sum && replaceAt(formula, place, sum);
  }
  const argument = argumentClass(operator, wanted, material);
  if (argument === undefined) return undefined;
  const amplitude = amplitudeFor(operator, desired, fits(material.units.plain, wanted));
  const around = (inner: Expression) => multiplied(amplitude, apply(operator, inner));
  const inside = desiredValues(around(fixed(1)), amplitude === 1 ? 0 : 1, evaluator, desired);
  const sum = inside && closestSum(inside, argument, terms, material);
  return sum && replaceAt(formula, place, around(sum));
}

const bounded = new Set<string>(["sin", "cos", "tanh"]);

/** A factor of the function where the function alone cannot give the desired values; negative where most of them are. */
function amplitudeFor(operator: UnaryOperator, { values }: DesiredValues, isPlain: boolean): number {
  const most = largest(values);
  if (bounded.has(operator)) return isPlain && most > 1 ? 1.05 * most : 1;
  const negative = values.reduce((count, value) => count + (value < 0 ? 1 : 0), 0);
  return positive.has(operator) && negative > values.length / 2 ? -1 : 1;
}

const positive = new Set<string>(["exp", "sqrt", "square", "abs", "cosh"]);

const inversePowers: Readonly<Partial<Record<UnaryOperator, number>>> = {
  ...{ square: 1 / 2, cube: 1 / 3, sqrt: 2, inverse: -1, abs: 1, negate: 1 },
};

/** The unit that the argument must have for the function to have the wanted one. */
function argumentClass(operator: UnaryOperator, wanted: UnitClass, { units }: Material): UnitClass | undefined {
  const power = inversePowers[operator];
  if (power !== undefined) return units.power(wanted, power);
  return fits(units.plain, wanted) ? units.plain : undefined;
}

/** Building blocks that are put in at once, each for what those before it left. */
const mostTerms = 3;

function closestSum(desired: DesiredValues, wanted: UnitClass, count: number, { blocks, units, random }: Material) {
  const offset = fits(units.plain, wanted);
  const terms: Expression[] = [];
  let left = desired;
  while (terms.length < count) {
    const matches = blocks.closest(left, wanted, offset && terms.length === 0, random);
    const match = matches[Math.floor(matches.length * random.uniform() ** 2)];
    if (!match) break;
    terms.push(expressionOf(match));
    left = { weights: left.weights, values: leftBy(match, left.values) };
  }
  return terms.length === 0 ? undefined : terms.reduce((sum, term) => apply("add", sum, term));
}

function leftBy({ block, factor, offset }: Match, desired: Float64Array): Float64Array {
  return desired.map((value, i) => value - offset - factor * block.scale * (block.values[i] as number));
}

/** A factor so close to 1 is taken as 1; a fit may tell otherwise by an edit that puts a constant there. */
const nearlyOne = 1e-6;

function expressionOf({ block, factor, offset }: Match): Expression {
  const scaled = multiplied(Math.abs(factor - 1) < nearlyOne ? 1 : factor, block.expression);
  const isShifted = Math.abs(offset) > nearlyOne * Math.abs(factor) * block.scale;
  return isShifted ? apply("add", constant(offset), scaled) : scaled;
}

function multiplied(factor: number, node: Expression): Expression {
  return factor === 1 ? node : apply("multiply", constant(factor), node);
}
