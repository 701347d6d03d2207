import { agreesInDimension, dimensionOfExpression } from "../../expression/dimension-of-expression.js";
import { constantsOf, type Expression } from "../../expression/expression.js";
import { skeletonOf } from "../../expression/skeleton-of.js";
import type { Stage } from "../stage.js";
import { commonFactor } from "./common-factor.js";
import { factorDictionary } from "./factor-dictionary.js";
import type { FeatureTable } from "./feature.js";
import { featureTable } from "./feature-table.js";
import { improvePool } from "./improve-pool.js";
import { dividedLayer, type Layer, targetLayer, transformedLayer } from "./layer.js";
import { simplestMonomials } from "./monomials.js";
import { Pool, typicalWorkOfFit } from "./pool.js";
import { type ProductBreadth, searchProducts } from "./product-search.js";
import { searchSums, termsOf } from "./sum-search.js";
import { productTransforms, sumTransforms, type Transform } from "./transforms.js";
import { unitsOf } from "./units.js";
import type { Workshop } from "./workshop.js";

/** Rows on which features are compared; what they suggest is fitted on all rows. */
const scoutRows = 320;

/** How many of the best formulas of the pool are offered after every step. */
const offeredPerStep = 40;

/** A formula that leaves less than this is near enough to linearise about. */
const nearLoss = 0.1;

/** With more constants a formula that leaves nothing but noise may be an approximation of a simpler one. */
const fewConstants = 2;

/** Steps that are taken even when the first formula leaves nothing but noise: another may do so more simply. */
const leastSteps = 3;

/**
 * Laws in noisy data: instead of equality, which noise destroys, correlation. In the logarithm of the target a product of
 * powers is a free plane, and one dot product tests any law `c · Πx^p · e^q`; sums are searched behind the inverses of
 * what may stand around them. All rankings are by description length. It ends when what is left looks like chance.
 */
export const noiseStage: Stage = function* (context) {
  const { problem } = context;
  if (problem.columns.length === 0) return;
  const scout = context.sample(scoutRows);
  const units = unitsOf(problem);
  const logs = scout.columns.map((column) => column.map((value) => Math.log(Math.abs(value) || Number.MIN_VALUE)));
  const dimensionless = simplestMonomials({
    units: units && { variables: units.variables, dimension: units.target.map(() => 0) },
    variables: logs.length,
    exponents: [1, -1, 2, -2, 0.5, -0.5, 3, -3],
    count: 2000,
  });
  const factors = yield* featureTable(factorDictionary(dimensionless, scout, problem.rows), scout, logs);
  const pool = new Pool(scout, problem.rows, hasUnitOfTarget);
  const workshop: Workshop = { scout, rows: problem.rows, logs, units, dimensionless, factors, pool };
  const target = targetLayer(scout, units?.target);
  const products = layersOf(productTransforms.slice(1));
  const sums = layersOf(sumTransforms);
  const tables = new Map<string, FeatureTable>();
  const improved = new Set<string>();
  const offered = new Set<string>();
  let rests: Layer[] = [];

  const steps: readonly (() => Generator<number, void>)[] = [
    () => searchProducts(target, workshop, { singles: 60, pairs: 0, triples: 0 }),
    () => sumsOf(sums.slice(0, 3)),
    () => searchProducts(guided(target), workshop, { singles: 60, pairs: 300, triples: 0 }),
    () => restsOf(),
    () => sumsOf(dividedLayers()),
    () => searchProducts(guided(target), workshop, { singles: 0, pairs: 300, triples: 200 }),
    () => productsOf(products, { singles: 15, pairs: 100, triples: 0 }),
    () => sumsOf(sums.slice(3)),
    () => restsOf(),
  ];
  for (const [i, step] of steps.entries()) {
    yield* step();
    yield* improvePool(pool, problem.columns.length, improved);
    yield* offerBest();
    const { best } = context.front;
    if (context.isSolved || (i + 1 >= leastSteps && best && isEnough(best.expression))) return;
  }

  function* offerBest(): Generator<number, void> {
    for (const { expression } of pool.best(offeredPerStep)) {
      const structure = skeletonOf(expression);
      if (offered.has(structure)) continue;
      offered.add(structure);
      context.offer(expression);
      yield typicalWorkOfFit(expression, problem.rows);
    }
  }

  /** About the best formula so far, where it is near enough. */
  function guided(layer: Layer): Layer {
    const { best } = context.front;
    return best && best.loss < nearLoss ? { ...layer, guide: scout.values(best.expression) } : layer;
  }

  function* sumsOf(layers: readonly Layer[]): Generator<number, void> {
    for (const layer of layers) {
      const key = layer.dimension?.join() ?? "";
      const table = tables.get(key) ?? (yield* termsOf(layer, workshop));
      tables.set(key, table);
      rests.push(...(yield* searchSums(layer, table, workshop)));
    }
  }

  function* restsOf(): Generator<number, void> {
    const layers = rests;
    rests = [];
    yield* productsOf(layers, { singles: 12, pairs: 0, triples: 0 });
  }

  function* productsOf(layers: readonly Layer[], breadth: ProductBreadth): Generator<number, void> {
    for (const layer of layers) yield* searchProducts(layer, workshop, breadth);
  }

  function layersOf(transforms: readonly Transform[]): Layer[] {
    return transforms
      .map((transform) => transformedLayer(scout, units?.target, transform))
      .filter((layer) => layer !== undefined);
  }

  /** Around the sum that is left when a factor of the law is taken out. */
  function dividedLayers(): Layer[] {
    const factor = commonFactor(guided(target), logs);
    if (!factor) return [];
    return sumTransforms
      .slice(0, 4)
      .map((transform) => dividedLayer(scout, units, factor, transform))
      .filter((layer) => layer !== undefined);
  }

  function isEnough(expression: Expression): boolean {
    return constantsOf(expression).length <= fewConstants && context.isAdequate(expression);
  }

  function hasUnitOfTarget(expression: Expression): boolean {
    if (!units) return true;
    const dimension = dimensionOfExpression(expression, problem);
    return dimension !== undefined && agreesInDimension(dimension, units.target);
  }
};
