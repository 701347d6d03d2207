import { fitConstants } from "../../engine/fit-constants.js";
import { complexityOf } from "../../expression/complexity.js";
import { constantsOf, type Expression, sizeOf } from "../../expression/expression.js";
import { skeletonOf } from "../../expression/skeleton-of.js";
import { nodeAt, replaceAt } from "../../expression/tree-places.js";
import type { SearchContext } from "../stage.js";
import { workOfFit } from "../work-of-fit.js";
import type { Individual } from "./archive.js";
import { type BuildingBlocks, enumerateBlocks, mostScanned } from "./building-blocks.js";
import { desiredValues } from "./desired-values.js";
import { blindEdits, type Material } from "./edits.js";
import { foldConstants } from "./fold-constants.js";
import type { Form } from "./form.js";
import { informedEdit, informedEdits, informedNeighbours } from "./informed-edits.js";
import { linearScaling, withoutScaling } from "./linear-scaling.js";
import { Population } from "./population.js";
import { shorter } from "./shorter.js";
import { fits, unitClassesOf } from "./unit-classes.js";
import { drawWeighted } from "./vocabulary.js";

/** Rows on which formulas are compared with each other, and on which building blocks are matched. */
const sampleRows = 200;
const blockRows = 48;
/** Without units many more blocks compete for the same place, and what is added rarely helps. */
const mostBlocks = { withUnits: 20_000, withoutUnits: 8_000 };
/**
 * Formulas may first be short, then ever longer; then the population is forgotten and it starts anew with more time. Long
 * formulas that fit well would else leave no room for the right short ones.
 */
const complexityLimits = [10, 16, 24, 32, 40];
const childrenPerLimit = 3000;
/** Children between two visits to the front. */
const seedingInterval = 200;
/** Steps of a fit in the loop; who survives is fitted further on all rows. */
const fitIterations = 8;
/** A child is fitted where before that its loss is at most so many times that of its parent, and now and then others. */
const hopeful = 1.5;
/** A formula whose loss falls to such a share of the least so far is looked through for needless parts. */
const leap = 0.7;
/** What it takes to match one building block, in nodes: a fit of two numbers, mostly twice. */
const matchingWork = 8;
/** Nodes × rows between two yields: some milliseconds. */
const workPerYield = 1_000_000;

type EditName = keyof typeof editWeights;

const editWeights = {
  ...{ changeOperator: 1, changeConstant: 1, insertOperator: 2, insertConstant: 1.5, deleteOperator: 1, hoist: 0.3 },
  ...{ changeSubtree: 1.5, rotate: 0.5, crossOver: 2, replace: 3, add: 2, multiply: 2 },
};

const weightedEdits = Object.entries(editWeights) as [EditName, number][];

/**
 * Islands of formulas that edit, cross and replace one another without end, with an archive of the best of every kind as
 * parents. Constants are fitted in the loop on a sample; what improves on all shorter formulas is offered.
 */
export function* evolve(context: SearchContext, form: Form): Generator<number, void, void> {
  const { problem, random } = context;
  const units = unitClassesOf(problem);
  const evaluator = context.sample(sampleRows);
  const blockEvaluator = context.sample(blockRows);
  const most = problem.dimensions ? mostBlocks.withUnits : mostBlocks.withoutUnits;
  const blocks: BuildingBlocks[] = [];
  for (const part of form.parts) blocks.push(yield* enumerateBlocks(blockEvaluator, part, units, most));
  const hasMaterial = blocks.every((each) => each.classes().length > 0);
  if (!hasMaterial || !(form.isScaled || form.draw(blocks, random))) return;

  const leastLoss: number[] = [];
  const tried = new Set<string>();
  const explorations = new WeakMap<Individual, Generator<Expression | undefined>>();
  let population = new Population(units, random);
  let limit = 0;
  let work = 0;
  for (let epoch = 0; !context.isSolved; epoch++) {
    limit = complexityLimits[epoch % complexityLimits.length] as number;
    const round = Math.floor(epoch / complexityLimits.length);
    if (epoch % complexityLimits.length === 0) population = new Population(units, random);
    tried.clear();
    for (let child = 0; child < childrenPerLimit * (1 + round) && !context.isSolved; child++) {
      if (form.isScaled && child % seedingInterval === 0) seed();
      for (const _ of step()) yield* report();
      yield* report();
    }
  }

  function seed(): void {
    for (const { expression } of context.front.members) {
      const individual = assess(expression);
      if (individual) population.add(individual);
    }
  }

  function* report(): Generator<number, void, void> {
    if (work < workPerYield) return;
    yield work;
    work = 0;
  }

  function* step(): Generator<void, void, void> {
    work += evaluator.rows;
    const parent = random.uniform() < 0.98 ? population.parent() : undefined;
    const expression = parent ? (explored(parent) ?? edit(parent.expression)) : form.draw(blocks, random);
    const individual = expression && assess(expression, parent?.loss);
    if (individual && (!isBest(individual) || (yield* offer(individual)))) population.add(individual);
  }

  /** The next of the informed neighbours of a formula, and for one that is not the best of its size now and then. */
  function explored(parent: Individual): Expression | undefined {
    if (!population.isBest(parent) && random.uniform() < 0.7) return undefined;
    const neighbours = explorations.get(parent) ?? neighboursOf(parent.expression);
    explorations.set(parent, neighbours);
    work += matchingWork * mostScanned * blockRows;
    return neighbours.next().value ?? undefined;
  }

  function* neighboursOf(expression: Expression): Generator<Expression | undefined> {
    for (const part of form.parts.keys()) {
      const place = form.placeOf(expression, part);
      const desired = desiredValues(expression, place, blockEvaluator);
      if (!desired) continue;
      for (const changed of informedNeighbours(nodeAt(expression, place), materialOf(part), blockEvaluator, desired)) {
        yield changed && replaceAt(expression, place, foldConstants(changed));
      }
    }
  }

  function materialOf(part: number): Material {
    return {
      vocabulary: form.parts[part] as Form["parts"][number],
      blocks: blocks[part] as BuildingBlocks,
      ...{ units, random },
    };
  }

  function edit(expression: Expression): Expression | undefined {
    const part = random.integer(form.parts.length);
    const place = form.placeOf(expression, part);
    const root = nodeAt(expression, place);
    const material = materialOf(part);
    const name = drawWeighted(weightedEdits, random) as EditName;
    const changed = isInformed(name)
      ? informed(name, expression, place, material)
      : blindEdits[name](root, material, () => otherPart(part) ?? root);
    return changed && replaceAt(expression, place, foldConstants(changed));
  }

  function informed(name: InformedName, expression: Expression, place: number, material: Material) {
    work += (sizeOf(expression) + matchingWork * mostScanned) * blockRows;
    const desired = desiredValues(expression, place, blockEvaluator);
    return desired && informedEdit(name, nodeAt(expression, place), material, blockEvaluator, desired);
  }

  function otherPart(part: number): Expression | undefined {
    const other = population.parent()?.expression;
    return other && nodeAt(other, form.placeOf(other, part));
  }

  /** What the formula is worth on the sample; `undefined` where it is known, too long, or not defined on a row. */
  function assess(expression: Expression, parentLoss = 1): Individual | undefined {
    const bare = form.isScaled ? withoutScaling(foldConstants(expression)) : expression;
    if (complexityOf(bare) > limit + form.fixedComplexity || !form.parts.every((part) => part.accepts(bare)))
      return undefined;
    const structure = skeletonOf(bare);
    if (tried.has(structure) && random.uniform() > 0.1) return undefined;
    tried.add(structure);
    return fits(units.of(bare), units.target) ? fitted(bare, parentLoss) : undefined;
  }

  function fitted(bare: Expression, parentLoss = 1): Individual | undefined {
    work += sizeOf(bare) * evaluator.rows;
    const start = form.isScaled
      ? linearScaling(bare, evaluator, fits(units.plain, units.target))
      : { expression: bare, loss: evaluator.loss(bare) };
    if (!start) return undefined;
    const isFitted = constantsOf(bare).length > 0 && (start.loss < hopeful * parentLoss || random.uniform() < 0.1);
    if (isFitted) work += workOfFit(bare, evaluator.rows, fitIterations);
    const { expression, loss } = isFitted
      ? fitConstants(start.expression, evaluator, { maxIterations: fitIterations })
      : start;
    if (!Number.isFinite(loss)) return undefined;
    return { expression, loss, complexity: complexityOf(expression), constants: constantsOf(expression).length };
  }

  /** The least loss so far of formulas that are not longer. */
  function leastUpTo(complexity: number): number {
    return leastLoss.reduce((least, loss, i) => (i <= complexity ? Math.min(least, loss) : least), Infinity);
  }

  function isBest({ complexity, loss }: Individual): boolean {
    return loss < 0.999 * leastUpTo(complexity);
  }

  /** Whether it may stay: it keeps to the constraints on all rows. */
  function* offer(individual: Individual): Generator<void, boolean, void> {
    const { expression, complexity, loss } = individual;
    const isLeap = loss < leap * leastUpTo(complexity);
    work += 20 * sizeOf(expression) * problem.rows;
    if (!context.offer(expression)) return false;
    leastLoss[complexity] = loss;
    const less = form.isScaled && isLeap ? yield* shorter(individual, evaluator.rows, refitted) : individual;
    if (less === individual) return true;
    population.add(less);
    if (isBest(less) && context.offer(less.expression)) leastLoss[less.complexity] = less.loss;
    return true;
  }

  function refitted(expression: Expression): Individual | undefined {
    const bare = withoutScaling(foldConstants(expression));
    return fits(units.of(bare), units.target) ? fitted(bare) : undefined;
  }
}

type InformedName = (typeof informedEdits)[number];

function isInformed(name: EditName): name is InformedName {
  return (informedEdits as readonly string[]).includes(name);
}
