import type { Evaluator } from "../../engine/evaluator.js";
import type { Application, Expression } from "../../expression/expression.js";
import { pathTo, type Step } from "../../expression/tree-places.js";

/** What a node should be on every row for the formula to meet the target, and how much each row says about it. */
export interface DesiredValues {
  readonly values: Float64Array;
  readonly weights: Float64Array;
}

/** Rows without a desired value that are put up with. */
const mostMissing = 0.25;

/**
 * Inverts the operators on the way from the root to the node: of `sqrt(a + □) = y` the node □ should be `y² − a`.
 * A weight is that of the root times the square of how fast the formula changes with the node, 0 where there is no such
 * value.
 *
 * @param ofRoot what the root should be: the target unless given
 * @see Pawlak, Wieloch & Krawiec, "Semantic backpropagation for designing search operators in genetic programming",
 * IEEE Trans. Evol. Comput. 19 (2015), 326–340
 */
export function desiredValues(
  root: Expression,
  place: number,
  evaluator: Evaluator,
  ofRoot: DesiredValues = desiredOfTarget(evaluator),
): DesiredValues | undefined {
  const values = ofRoot.values.slice();
  const slopes = new Float64Array(values.length).fill(1);
  for (const step of pathTo(root, place).steps) invert(step, values, slopes, evaluator);
  let missing = 0;
  const weights = slopes.map((slope, i) => {
    const weight = slope * slope * (ofRoot.weights[i] as number);
    if (Number.isFinite(values[i]) && Number.isFinite(weight) && weight > 0) return weight;
    values[i] = 0;
    missing++;
    return 0;
  });
  return missing <= mostMissing * values.length ? { values, weights } : undefined;
}

function desiredOfTarget({ target, weights }: Evaluator): DesiredValues {
  return { values: target, weights: weights ?? new Float64Array(target.length).fill(1) };
}

/** Values of the operand for those of the operator, and the slope of the operator there. */
function invert({ parent, operand }: Step, values: Float64Array, slopes: Float64Array, evaluator: Evaluator): void {
  const isBinary = parent.operands.length === 2;
  const known = evaluator.values(parent.operands[isBinary ? 1 - operand : operand] as Expression);
  const inverse = isBinary ? binaryInverses[parent.operator]?.[operand] : unaryInverses[parent.operator];
  for (let i = 0; i < values.length; i++) {
    const [value, slope] = inverse?.(values[i] as number, known[i] as number) ?? [Number.NaN, 0];
    values[i] = value;
    slopes[i] = (slopes[i] as number) * slope;
  }
}

/** From the value y of the operator and the other operand (of a unary one: the present operand) s. */
type Inverse = (y: number, s: number) => readonly [value: number, slope: number];
type Operator = Application["operator"];

const binaryInverses: Readonly<Partial<Record<Operator, readonly [Inverse, Inverse]>>> = {
  add: [(y, s) => [y - s, 1], (y, s) => [y - s, 1]],
  subtract: [(y, s) => [y + s, 1], (y, s) => [s - y, -1]],
  multiply: [(y, s) => [y / s, s], (y, s) => [y / s, s]],
  divide: [(y, s) => [y * s, 1 / s], (y, s) => [s / y, (-y * y) / s]],
  power: [(y, s) => [y ** (1 / s), s * y ** (1 - 1 / s)], (y, s) => [Math.log(y) / Math.log(s), y * Math.log(s)]],
};

const unaryInverses: Readonly<Partial<Record<Operator, Inverse>>> = {
  negate: (y) => [-y, -1],
  inverse: (y) => [1 / y, -y * y],
  square: (y, s) => at(Math.sign(s) * Math.sqrt(y), (v) => 2 * v),
  cube: (y) => at(Math.cbrt(y), (v) => 3 * v * v),
  sqrt: (y) => [y * y, 1 / (2 * y)],
  exp: (y) => [Math.log(y), y],
  log: (y) => at(Math.exp(y), (v) => 1 / v),
  sin: (y, s) => at(nearest(s, Math.asin(y), Math.PI - Math.asin(y)), Math.cos),
  cos: (y, s) => at(nearest(s, Math.acos(y), -Math.acos(y)), (v) => -Math.sin(v)),
  tan: (y, s) => [Math.atan(y) + Math.PI * Math.round((s - Math.atan(y)) / Math.PI), 1 + y * y],
  asin: (y) => [Math.sin(y), 1 / Math.cos(y)],
  acos: (y) => [Math.cos(y), -1 / Math.sin(y)],
  atan: (y) => at(Math.tan(y), (v) => 1 / (1 + v * v)),
  sinh: (y) => at(Math.asinh(y), Math.cosh),
  cosh: (y, s) => at(Math.sign(s) * Math.acosh(y), Math.sinh),
  tanh: (y) => [Math.atanh(y), 1 - y * y],
};

function at(value: number, slope: (value: number) => number): readonly [number, number] {
  return [value, slope(value)];
}

/** Of two families of angles the member that lies nearest to the present one. */
function nearest(present: number, a: number, b: number): number {
  const turn = 2 * Math.PI;
  const [first, second] = [a, b].map((angle) => angle + turn * Math.round((present - angle) / turn)) as [
    number,
    number,
  ];
  return Math.abs(first - present) <= Math.abs(second - present) ? first : second;
}
