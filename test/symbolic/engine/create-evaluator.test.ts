import { randomStream } from "@mesoscope/core";
import { describe, expect, test } from "vitest";
import { compile } from "../../../plugins/symbolic/dist/engine/compile.js";
import { compiledExecutor } from "../../../plugins/symbolic/dist/engine/compiled-executor.js";
import { createEvaluator, evaluatorWith } from "../../../plugins/symbolic/dist/engine/create-evaluator.js";
import type { EvaluatorData } from "../../../plugins/symbolic/dist/engine/evaluator.js";
import type { Executor } from "../../../plugins/symbolic/dist/engine/executor.js";
import { portableExecutor } from "../../../plugins/symbolic/dist/engine/portable-executor.js";
import type { RowLayout } from "../../../plugins/symbolic/dist/engine/row-layout.js";
import { evaluateExpression } from "../../../plugins/symbolic/dist/expression/evaluate-expression.js";
import {
  apply,
  constant,
  constantsOf,
  debugText,
  type Expression,
  fixed,
  nodesOf,
  variable,
  withConstants,
} from "../../../plugins/symbolic/dist/expression/expression.js";
import { unaryOperators } from "../../../plugins/symbolic/dist/expression/operators.js";
import "../../contract/close.js";
import { randomExpressions, randomRows } from "./random-expressions.js";

const rows = 301;
const data = randomRows(rows);
const groups = Int32Array.from({ length: rows }, (_, i) => [2, 0, 1, 1, 0][i % 5]!);
const weights = Float64Array.from({ length: rows }, (_, i) => 0.5 + (i % 3));
const perGroup: Expression = { kind: "groupConstant", values: [1.5, -0.5, 2] };

/** The weighted mean of the squared residuals of numbers over the variance of the target, straight from the definition. */
function lossOf(values: Float64Array, weights = new Float64Array(rows).fill(1)): number {
  const total = weights.reduce((sum, weight) => sum + weight);
  const mean = data.target.reduce((sum, y, i) => sum + weights[i]! * y, 0) / total;
  const variance = data.target.reduce((sum, y, i) => sum + weights[i]! * (y - mean) ** 2, 0);
  return data.target.reduce((sum, y, i) => sum + weights[i]! * (values[i]! - y) ** 2, 0) / variance;
}

/** NaN and infinities at the same rows, other numbers close. */
function expectSame(found: Float64Array, expected: Float64Array, relative: number, text: string, absolute = 0): void {
  for (let i = 0; i < expected.length; i++) {
    const [a, b] = [found[i]!, expected[i]!];
    const isSame = Object.is(a, b) || a === b || Math.abs(a - b) <= absolute + relative * Math.abs(b);
    if (!isSame) expect.fail(`${text}: ${a} in place of ${b} in row ${i}`);
  }
}

/** Whether numbers grow so large that functions of them are known to few digits. */
function isSensitive(expression: Expression): boolean {
  return [...nodesOf(expression)].some((node) =>
    evaluateExpression(node, data.columns, rows).some((value) => Number.isFinite(value) && Math.abs(value) > 1e4),
  );
}

const executors: Record<string, (layout: RowLayout) => Executor> = {
  "the compiled kernels": (layout) => compiledExecutor(layout)!,
  TypeScript: portableExecutor,
};

describe.each(Object.keys(executors))("an evaluator with %s", (name) => {
  const create = (data: EvaluatorData) => evaluatorWith(data, executors[name]!);
  const evaluator = create(data);

  test("gives every operator's values", () => {
    for (const operator of unaryOperators) {
      const expression = apply(operator, variable(1));
      expectSame(evaluator.values(expression), evaluateExpression(expression, data.columns, rows), 4e-16, operator);
    }
  });

  test("evaluates random trees as the plain recursion does", () => {
    let finite = 0;
    for (const expression of randomExpressions(200, { nodes: 9 })) {
      const expected = evaluateExpression(expression, data.columns, rows);
      if (isSensitive(expression)) continue;
      if (expected.every(Number.isFinite)) finite++;
      expectSame(evaluator.values(expression), expected, 1e-7, debugText(expression), 1e-9);
    }
    expect(finite).toBeGreaterThan(40);
  });

  test("gives powers by small fixed exponents", () => {
    for (const exponent of [-4, -3, -2, -1, -0.5, 0, 0.5, 1, 1.5, 2, 3, 4, 5]) {
      const expression = apply("power", variable(0), fixed(exponent));
      const expected = data.columns[0]!.map((x) => x ** exponent);
      expectSame(evaluator.values(expression), expected, 1e-15, `power ${exponent}`);
    }
  });

  test("takes stacks of any depth", () => {
    const deep = Array.from({ length: 100 }).reduce<Expression>((e) => apply("add", variable(0), e), variable(1));
    expect(evaluator.values(deep)[5]).toBeCloseTo(100 * data.columns[0]![5]! + data.columns[1]![5]!, 10);
  });

  test("weighs the squares of the residuals", () => {
    const formula = apply("add", constant(0.3), variable(0));
    const values = data.columns[0]!.map((x) => 0.3 + x);
    expect(evaluator.loss(formula)).toBeCloseTo(lossOf(values), 12);
    expect(create({ ...data, weights }).loss(formula)).toBeCloseTo(lossOf(values, weights), 12);
  });

  test("leaves a and b free in the scaled loss", () => {
    const target = data.columns[1]!.map((x) => 1e6 - 3e-4 * Math.sin(x));
    const offset = create({ ...data, target });
    expect(offset.scaledLoss(apply("sin", variable(1)))).toBeLessThan(1e-4 ** 2);
    const noisy = create({ ...data, weights });
    const g = data.columns[0]!;
    const sum = (f: (i: number) => number) => weights.reduce((total, weight, i) => total + weight * f(i), 0);
    const [w, x, y] = [sum(() => 1), sum((i) => g[i]!), sum((i) => data.target[i]!)];
    const b = (sum((i) => g[i]! * data.target[i]!) - (x * y) / w) / (sum((i) => g[i]! ** 2) - (x * x) / w);
    const best = g.map((x0) => (y - b * x) / w + b * x0);
    expect(noisy.scaledLoss(variable(0))).toBeCloseTo(lossOf(best, weights), 12);
    expect(noisy.scoutLoss(variable(0))).toBeCloseTo(lossOf(best, weights), 5);
    expect(noisy.scaledLoss(constant(5))).toBeCloseTo(1, 12);
  });

  test("gives a loss of rounding for an exact formula, whatever its scale", () => {
    for (const scale of [1e-150, 1e-30, 1, 1e30, 1e150]) {
      const columns = data.columns.map((column) => column.map((x) => x * scale));
      const target = data.columns[0]!.map((x, i) => 4.2e-20 * x * data.columns[1]![i]! + 1e-21);
      const product = apply("multiply", apply("multiply", variable(0), constant(1 / scale)), variable(1));
      expect(create({ columns, target }).scaledLoss(product), `${scale}`).toBeLessThan(1e-28);
    }
  });

  test("never lets a formula win outside its domain", () => {
    const column = Float64Array.from({ length: rows }, (_, i) => i - 3);
    const evaluator = create({ columns: [column], target: data.target });
    for (const operator of ["log", "sqrt", "asin", "acos", "inverse"] as const) {
      const expression = apply(operator, variable(0));
      expectSame(evaluator.values(expression), evaluateExpression(expression, [column], rows), 4e-16, operator);
      expect(evaluator.loss(expression)).toBe(Number.POSITIVE_INFINITY);
      expect(evaluator.scaledLoss(expression)).toBe(Number.POSITIVE_INFINITY);
      expect(evaluator.scoutLoss(expression)).toBe(Number.POSITIVE_INFINITY);
    }
    // One row of many, and the last, which stands in for the rows that fill the vectors up.
    for (const bad of [17, rows - 1]) {
      const one = create({ columns: [data.target.with(bad, -1)], target: data.target });
      expect(one.loss(apply("log", variable(0)))).toBe(Number.POSITIVE_INFINITY);
    }
    expect(evaluator.loss(apply("power", variable(0), constant(0.3)))).toBe(Number.POSITIVE_INFINITY);
    expect(evaluator.loss(apply("exp", apply("exp", variable(0))))).toBe(Number.POSITIVE_INFINITY);
  });

  test("takes columns that threads share", () => {
    const columns = data.columns.map((column) => {
      const shared = new Float64Array(new SharedArrayBuffer(8 * rows));
      shared.set(column);
      return shared;
    });
    const expression = apply("multiply", variable(0), variable(2));
    expect(create({ columns, target: data.target }).loss(expression)).toBe(evaluator.loss(expression));
  });

  test("has a constant per group", () => {
    const grouped = create({ ...data, groups });
    const expression = apply("multiply", perGroup, apply("exp", variable(2)));
    const expected = evaluateExpression(expression, data.columns, rows, groups);
    expectSame(grouped.values(expression), expected, 1e-15, "per group");
    expect(grouped.loss(expression)).toBeCloseTo(lossOf(expected), 12);
  });

  test.each([
    ["without groups", undefined],
    ["with groups", groups],
  ])("has exact tangents %s", (_, groups) => {
    const evaluator = create({ ...data, groups });
    let compared = 0;
    for (const tree of randomExpressions(80, { nodes: 9, seed: 3 })) {
      const expression = groups ? apply("add", apply("multiply", perGroup, variable(0)), tree) : tree;
      const { values, tangents } = evaluator.tangents(expression);
      const constants = constantsOf(expression);
      expect(tangents).toHaveLength(constants.length);
      constants.forEach((value, k) => {
        const step = 1e-5 * Math.max(1, Math.abs(value));
        const at = (shift: number) =>
          evaluateExpression(withConstants(expression, constants.with(k, value + shift)), data.columns, rows, groups);
        const [near, far] = [
          [at(step), at(-step)],
          [at(2 * step), at(-2 * step)],
        ] as const;
        for (let i = 0; i < rows; i += 7) {
          const slope = (8 * (near[0]![i]! - near[1]![i]!) - (far[0]![i]! - far[1]![i]!)) / (12 * step);
          if (!Number.isFinite(slope) || Math.abs(slope) > 1e3 || Math.abs(values[i]!) > 1e3) continue;
          compared++;
          if (Math.abs(tangents[k]![i]! - slope) > 1e-5 * (1 + Math.abs(slope))) {
            // Differences of a steep or bent function are no better than this.
            const curvature = Math.abs(near[0]![i]! - 2 * values[i]! + near[1]![i]!);
            if (curvature < 1e-6) expect.fail(`${debugText(expression)}: ${tangents[k]![i]} in place of ${slope}`);
          }
        }
      });
    }
    expect(compared).toBeGreaterThan(800);
  });

  test("sums the normal equations as the tangents say", () => {
    const random = randomStream(4);
    const evaluator = create({ ...data, groups, weights });
    const tree = randomExpressions(40, { nodes: 9, seed: random.integer(100) });
    for (const one of tree) {
      const expression = apply("add", apply("multiply", perGroup, variable(0)), one);
      const { values, tangents } = evaluator.tangents(expression);
      if (!values.every(Number.isFinite) || !tangents.flatMap((t) => [...t]).every((t) => Math.abs(t) < 1e6)) continue;
      const { loss, gram, gradient } = evaluator.normalEquations(compile(expression));
      const scale = loss / weights.reduce((sum, w, i) => sum + w * (values[i]! - data.target[i]!) ** 2, 0);
      const product = (a: Float64Array, b: Float64Array) => weights.reduce((sum, w, i) => sum + w * a[i]! * b[i]!, 0);
      const residuals = values.map((value, i) => value - data.target[i]!);
      expect(loss).toBeClose(evaluator.loss(expression), { relative: 1e-12 });
      const close = { relative: 1e-9, absolute: 1e-9 };
      expect(gradient).toBeClose(
        Float64Array.from(tangents, (t) => scale * product(t, residuals)),
        close,
      );
      const expected = tangents.flatMap((t) => tangents.map((u) => scale * product(t, u)));
      expect(gram).toBeClose(Float64Array.from(expected), close);
    }
  });
});

describe("createEvaluator", () => {
  test("uses the kernels that were built", () => {
    const expression = apply("sin", apply("exp", variable(0)));
    const compiled = evaluatorWith(data, executors["the compiled kernels"]!);
    expect(createEvaluator(data).values(expression)).toEqual(compiled.values(expression));
    expect(compiled.values(expression)).not.toEqual(evaluatorWith(data, portableExecutor).values(expression));
  });
});
