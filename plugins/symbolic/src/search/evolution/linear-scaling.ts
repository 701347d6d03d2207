import type { Evaluator } from "../../engine/evaluator.js";
import { apply, constant, type Expression } from "../../expression/expression.js";
import { isNumber } from "./fold-constants.js";

/** A formula with the factor and the offset that fit it best. */
export interface Scaled {
  readonly expression: Expression;
  /** 1 − R². */
  readonly loss: number;
}

/** What a constant with its operator costs, in nats, beside ½ log n. */
const natsPerConstant = 5;

/**
 * `a + b · g` by least squares, in closed form; a and b only where they pay for their length.
 *
 * @param offset whether a may be there: a number without a unit can be added only to another one
 * @see Keijzer, "Improving symbolic regression with interval arithmetic and linear scaling", EuroGP (2003), 70–82
 */
export function linearScaling(bare: Expression, evaluator: Evaluator, offset: boolean): Scaled | undefined {
  const { target, weights, rows } = evaluator;
  const values = evaluator.values(bare);
  let [sw, sv, st, svv, svt, stt] = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < rows; i++) {
    const w = weights ? (weights[i] as number) : 1;
    const v = values[i] as number;
    const t = target[i] as number;
    sw += w;
    sv += w * v;
    st += w * t;
    svv += w * v * v;
    svt += w * v * t;
    stt += w * t * t;
  }
  const total = stt - (st * st) / sw;
  if (!Number.isFinite(svv) || svv === 0) return undefined;
  const spread = svv - (sv * sv) / sw;
  const choices = [
    { a: 0, b: 1, count: 0 },
    { a: 0, b: svt / svv, count: 1 },
  ];
  if (offset && spread > 1e-12 * svv) {
    const b = (svt - (sv * st) / sw) / spread;
    choices.push({ a: (st - b * sv) / sw, b, count: 2 });
  }
  const scored = choices.map(({ a, b, count }) => {
    const squares = residualSquares(values, evaluator, a, b);
    const loss = squares / total;
    const price = count * (natsPerConstant + Math.log(rows) / 2);
    return { a, b, loss, length: (rows / 2) * Math.log(Math.max(loss, 1e-24)) + price };
  });
  const { a, b, loss } = scored.reduce((best, choice) => (choice.length < best.length ? choice : best));
  return Number.isFinite(loss) ? { expression: shifted(a, multiplied(b, bare)), loss } : undefined;
}

function residualSquares(values: Float64Array, { target, weights }: Evaluator, a: number, b: number): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    const r = a + b * (values[i] as number) - (target[i] as number);
    sum += (weights ? (weights[i] as number) : 1) * r * r;
  }
  return sum;
}

function multiplied(factor: number, bare: Expression): Expression {
  return factor === 1 ? bare : apply("multiply", constant(factor), bare);
}

function shifted(offset: number, scaled: Expression): Expression {
  return offset === 0 ? scaled : apply("add", constant(offset), scaled);
}

/** The formula without the factors and offsets around it. */
export function withoutScaling(expression: Expression): Expression {
  if (expression.kind !== "apply" || !["add", "subtract", "multiply", "divide"].includes(expression.operator)) {
    return expression;
  }
  const [a, b] = expression.operands as readonly [Expression, Expression];
  const isFree = (node: Expression) => isNumber(node) && !node.fixed;
  if (isFree(a) && expression.operator !== "divide") return withoutScaling(b);
  if (isFree(b)) return withoutScaling(a);
  return expression;
}
