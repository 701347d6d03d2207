import type { Evaluator } from "../../engine/evaluator.js";
import { dimensionOfProduct } from "../../expression/dimensions.js";
import { apply, type Expression } from "../../expression/expression.js";
import type { DimensionVector } from "../problem.js";
import { largest } from "../vectors.js";
import { type Monomial, monomialExpression } from "./monomials.js";
import { plain, type Transform } from "./transforms.js";
import type { Units } from "./units.js";

/** Values to find a formula for, and the formula of the target that follows from it. */
export interface Layer {
  readonly values: Float64Array;
  /** One over the standard deviation of every value, up to a factor; 0 for rows that cannot be used. */
  readonly weights: Float64Array;
  /** `undefined` where units were not given. */
  readonly dimension: DimensionVector | undefined;
  readonly undo: (inside: Expression) => Expression;
  /** Values near the truth, about which logarithms are taken: those of noise itself are biased. */
  readonly guide?: Float64Array;
}

/** So few rows may be unusable: noise takes some out of the domain of a transform. */
const usableRows = 0.95;

/** The target itself. */
export function targetLayer(evaluator: Evaluator, dimension: DimensionVector | undefined): Layer {
  return transformedLayer(evaluator, dimension, plain) as Layer;
}

/** The target under the inverse of what may stand around the law; `undefined` where the rows or the units forbid it. */
export function transformedLayer(
  { target, weights, rows }: Pick<Evaluator, "target" | "weights" | "rows">,
  dimension: DimensionVector | undefined,
  { of, slope, undo, power }: Transform,
): Layer | undefined {
  if (power === 0 && dimension?.some((exponent) => exponent !== 0)) return undefined;
  const values = target.map(of);
  const certainty = target.map((y, i) => {
    const weight = Math.sqrt(weights?.[i] ?? 1) / Math.abs(slope(y));
    return Number.isFinite(values[i]) && Number.isFinite(weight) ? weight : 0;
  });
  const usable = certainty.reduce((count, weight) => count + Math.sign(weight), 0);
  if (usable < usableRows * rows) return undefined;
  return {
    values: values.map((value, i) => (certainty[i] > 0 ? value : 0)),
    weights: scaledToOne(certainty),
    dimension: dimension?.map((exponent) => exponent * power),
    undo,
  };
}

/** What a first part of a sum leaves of a layer. */
export function restLayer(layer: Layer, part: Expression, partValues: Float64Array): Layer {
  return {
    ...layer,
    values: layer.values.map((value, i) => (layer.weights[i] > 0 ? value - partValues[i] : 0)),
    undo: (inside) => layer.undo(apply("add", part, inside)),
  };
}

/** What a transform shows of a target divided by a factor of the law. */
export function dividedLayer(
  evaluator: Evaluator,
  units: Units | undefined,
  factor: Monomial,
  transform: Transform,
): Layer | undefined {
  const divisor = evaluator.values(monomialExpression(factor)).slice();
  const { target, weights, rows } = evaluator;
  const divided = {
    rows,
    target: target.map((value, i) => value / divisor[i]),
    weights: divisor.map((value, i) => (weights?.[i] ?? 1) * value * value),
  };
  const ownDimension = units && dimensionOfProduct(units.variables, factor);
  const dimension = units && ownDimension && units.target.map((exponent, d) => exponent - ownDimension[d]);
  const layer = transformedLayer(divided, dimension, transform);
  return layer && { ...layer, undo: (inside) => apply("multiply", monomialExpression(factor), layer.undo(inside)) };
}

function scaledToOne(weights: Float64Array): Float64Array {
  const most = largest(weights) || 1;
  return weights.map((weight) => weight / most);
}
