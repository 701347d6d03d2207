import type { RandomStream } from "@mesoscope/core";
import {
  apply,
  constant,
  type Expression,
  nodesOf,
  operandsOf,
  sizeOf,
  withOperands,
} from "../../expression/expression.js";
import { isBinary } from "../../expression/operators.js";
import { nodeAt, replaceAt } from "../../expression/tree-places.js";
import type { BuildingBlocks } from "./building-blocks.js";
import { fits, type UnitClass, type UnitClasses } from "./unit-classes.js";
import { applyRandom, drawOne, type Vocabulary } from "./vocabulary.js";

/** What edits of formulas draw from. */
export interface Material {
  readonly vocabulary: Vocabulary;
  readonly units: UnitClasses;
  readonly blocks: BuildingBlocks;
  readonly random: RandomStream;
}

/** Makes another formula of the one; `undefined` where it cannot or the units would not fit. */
type Edit = (root: Expression, material: Material, other: () => Expression) => Expression | undefined;

/** The node at a random place replaced by what `change` makes of it, with its unit repaired. */
function edited(root: Expression, material: Material, change: (node: Expression) => Expression | undefined) {
  const place = material.random.integer(sizeOf(root));
  const node = nodeAt(root, place);
  const changed = change(node);
  const repaired = changed && withUnit(changed, material.units.of(node), material);
  return repaired && replaceAt(root, place, repaired);
}

/** The formula times or over what its unit lacks, where a building block has that unit. */
function withUnit(
  expression: Expression,
  wanted: UnitClass | undefined,
  { units, blocks, random }: Material,
): Expression | undefined {
  const found = units.of(expression);
  if (wanted === undefined || found === undefined) return undefined;
  if (fits(found, wanted)) return expression;
  if (random.uniform() < 0.5) {
    const missing = blocks.draw(units.quotient(wanted, found), random);
    if (missing) return apply("multiply", expression, missing.expression);
  }
  const excess = blocks.draw(units.quotient(found, wanted), random);
  return excess && apply("divide", expression, excess.expression);
}

/** Another operator of as many operands. */
const changeOperator: Edit = (root, material) =>
  edited(root, material, (node) => {
    if (node.kind !== "apply") return undefined;
    const { vocabulary, random } = material;
    const operator = isBinary(node.operator) ? vocabulary.drawBinary(random) : vocabulary.drawUnary(random);
    return operator && operator !== node.operator ? { ...node, operator } : undefined;
  });

/** Another value of one constant, from which its fit starts anew; large steps and other signs, too. */
const changeConstant: Edit = (root, { random }) => {
  const places = [...nodesOf(root)].flatMap((node, i) => (node.kind === "constant" && !node.fixed ? [i] : []));
  const place = drawOne(places, random);
  if (place === undefined) return undefined;
  const node = nodeAt(root, place);
  const sign = random.uniform() < 0.1 ? -1 : 1;
  return node.kind === "constant"
    ? replaceAt(root, place, constant(sign * node.value * Math.exp(2 * random.normal())))
    : undefined;
};

/** An operator above a node: a function, or a binary one with a building block. */
const insertOperator: Edit = (root, material) =>
  edited(root, material, (node) => {
    const { vocabulary, units, blocks, random } = material;
    const unary = vocabulary.drawUnary(random);
    if (unary && random.uniform() < 0.3) return apply(unary, node);
    const operator = vocabulary.drawBinary(random);
    if (!operator) return undefined;
    const isSum = operator === "add" || operator === "subtract";
    const wanted = isSum ? units.of(node) : random.uniform() < 0.5 ? units.plain : drawOne(blocks.classes(), random);
    const block = wanted === undefined ? undefined : blocks.draw(wanted, random);
    return block && applyRandom(operator, node, block.expression, random);
  });

/** A constant times a node, or added to it. */
const insertConstant: Edit = (root, material) =>
  edited(root, material, (node) => {
    const { units, random } = material;
    if (node.kind === "constant") return undefined;
    if (random.uniform() < 0.5) return apply("multiply", constant(Math.exp(random.normal())), node);
    return fits(units.plain, units.of(node) ?? "none") ? apply("add", constant(random.normal()), node) : undefined;
  });

/** A node gives way to one of its operands. */
const deleteOperator: Edit = (root, material) =>
  edited(root, material, (node) => drawOne(operandsOf(node), material.random));

/** A part of the formula becomes the whole. */
const hoist: Edit = (root, material) => {
  const part = nodeAt(root, material.random.integer(sizeOf(root)));
  return withUnit(part, material.units.of(root), material);
};

/** A building block in place of a node. */
const changeSubtree: Edit = (root, material) =>
  edited(root, material, (node) => {
    const wanted = material.units.of(node);
    return wanted === undefined ? undefined : material.blocks.draw(wanted, material.random)?.expression;
  });

/** `a ∘ (b ∙ c)` becomes `(a ∘ b) ∙ c`, or back. */
const rotate: Edit = (root, material) =>
  edited(root, material, (node) => {
    if (node.kind !== "apply" || node.operands.length < 2) return undefined;
    const [left, right] = node.operands as readonly [Expression, Expression];
    if (right.kind === "apply" && right.operands.length === 2 && material.random.uniform() < 0.5) {
      const [b, c] = right.operands as readonly [Expression, Expression];
      return withOperands(right, [withOperands(node, [left, b]), c]);
    }
    if (left.kind !== "apply" || left.operands.length < 2) return undefined;
    const [a, b] = left.operands as readonly [Expression, Expression];
    return withOperands(left, [a, withOperands(node, [b, right])]);
  });

/** A part of another formula in place of a node of the same unit. */
const crossOver: Edit = (root, material, other) =>
  edited(root, material, (node) => {
    const donors = [...nodesOf(other())].filter((part) =>
      fits(material.units.of(part), material.units.of(node) ?? "none"),
    );
    return drawOne(donors, material.random);
  });

/** The edits of genetic programming, blind to the target. */
export const blindEdits = {
  ...{ changeOperator, changeConstant, insertOperator, insertConstant, deleteOperator, hoist },
  ...{ changeSubtree, rotate, crossOver },
};
