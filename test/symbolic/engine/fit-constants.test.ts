import { randomStream } from "@mesoscope/core";
import { describe, expect, test } from "vitest";
import { createEvaluator } from "../../../plugins/symbolic/dist/engine/create-evaluator.js";
import { fitConstants } from "../../../plugins/symbolic/dist/engine/fit-constants.js";
import {
  apply,
  constant,
  constantsOf,
  type Expression,
  fixed,
  variable,
  withConstants,
} from "../../../plugins/symbolic/dist/expression/expression.js";
import { reference } from "../../contract/close.js";
import { randomExpressions, randomRows } from "./random-expressions.js";

const rows = 200;
const { columns } = randomRows(rows, { variables: 2 });
const [x, z] = columns as [Float64Array, Float64Array];
const evaluatorOf = (target: Float64Array) => createEvaluator({ columns, target });

const x0 = variable(0);
const [b1, b2, b3, b4] = [constant(1), constant(1), constant(1), constant(1)];
const saturation = apply(
  "multiply",
  b1,
  apply("subtract", fixed(1), apply("exp", apply("multiply", apply("negate", b2), x0))),
);
const rational = [
  apply("add", apply("square", x0), apply("multiply", b2, x0)),
  apply("add", apply("add", apply("square", x0), apply("multiply", x0, b3)), b4),
] as const;
const formulas: Record<string, Expression> = {
  Misra1a: saturation,
  BoxBOD: saturation,
  Rat42: apply("divide", b1, apply("add", fixed(1), apply("exp", apply("subtract", b2, apply("multiply", b3, x0))))),
  DanWood: apply("multiply", b1, apply("power", x0, b2)),
  MGH09: apply("divide", apply("multiply", b1, rational[0]), rational[1]),
  "damped, weighted": apply(
    "multiply",
    apply("multiply", b1, apply("sin", apply("add", apply("multiply", b2, x0), b3))),
    apply("exp", apply("multiply", apply("negate", b4), x0)),
  ),
};

describe("fitConstants", () => {
  const problems = reference("symbolic/least-squares.json");

  test.each(Object.keys(problems))("agrees with SciPy and NIST on %s, from every start", (name) => {
    const { x, y, weights, starts, constants, loss } = problems[name];
    const evaluator = createEvaluator({
      columns: [Float64Array.from(x)],
      target: Float64Array.from(y),
      weights: weights && Float64Array.from(weights),
    });
    for (const start of starts) {
      const fit = fitConstants(withConstants(formulas[name]!, start), evaluator, { maxIterations: 120 });
      expect(constantsOf(fit.expression), `from ${start}`).toBeClose(constants, { relative: 1e-6 });
      expect(fit.loss).toBeClose(loss, { relative: 1e-9 });
    }
  });

  test("finds linear constants however far off they are", () => {
    const target = x.map((value) => 6.6e-34 * Math.sin(value) - 3e-35);
    const formula = apply("add", apply("multiply", constant(1), apply("sin", variable(0))), constant(1));
    const { expression, loss } = fitConstants(formula, evaluatorOf(target));
    expect(loss).toBeLessThan(1e-28);
    expect(constantsOf(expression)).toBeClose([6.6e-34, -3e-35], { relative: 1e-12 });
  });

  test("finds constants inside functions", () => {
    const target = x.map((value, i) => 1e9 * Math.exp(-1.7 * value) + 4e8 * Math.cos(2.2 * z[i]! + 0.4));
    const wave = apply("cos", apply("add", apply("multiply", constant(2), variable(1)), constant(0)));
    const decay = apply("exp", apply("multiply", constant(-1), variable(0)));
    const formula = apply("add", apply("multiply", constant(1), decay), apply("multiply", constant(1), wave));
    const { expression, loss } = fitConstants(formula, evaluatorOf(target));
    expect(loss).toBeLessThan(1e-28);
    expect(constantsOf(expression)).toBeClose([1e9, -1.7, 4e8, 2.2, 0.4], { relative: 1e-9 });
  });

  test("leaves fixed numbers and formulas without constants alone", () => {
    const target = x.map((value) => 3 * value ** 2);
    const formula = apply("multiply", constant(1), apply("power", variable(0), fixed(2)));
    const { expression } = fitConstants(formula, evaluatorOf(target));
    expect(constantsOf(expression)).toBeClose([3]);
    expect(fitConstants(apply("square", variable(0)), evaluatorOf(target)).expression).toEqual(
      apply("square", variable(0)),
    );
  });

  test("is not worse than the start and never NaN, whatever the formula", () => {
    const noise = randomStream(5);
    const evaluator = evaluatorOf(x.map((value) => Math.sqrt(value) + 0.1 * noise.normal()));
    for (const formula of randomExpressions(300, { nodes: 9, variables: 2, seed: 8 })) {
      const { expression, loss } = fitConstants(formula, evaluator);
      // Sums of other order differ in their last digits.
      expect(loss).toBeLessThanOrEqual(evaluator.loss(formula) * (1 + 1e-12));
      if (Number.isFinite(loss)) expect(evaluator.loss(expression)).toBeCloseTo(loss, 9);
    }
  });

  test("copes with constants that only count together", () => {
    const target = x.map((value) => 5 * value);
    const twice = apply("multiply", apply("multiply", constant(1), constant(2)), variable(0));
    expect(fitConstants(twice, evaluatorOf(target)).loss).toBeLessThan(1e-28);
    const sum = apply("add", apply("add", constant(1), constant(2)), variable(0));
    expect(fitConstants(sum, evaluatorOf(x.map((value) => value - 7))).loss).toBeLessThan(1e-28);
  });

  test("fits a constant of every group and one of all", () => {
    const groups = Int32Array.from({ length: rows }, (_, i) => i % 3);
    const strengths = [2, -1, 0.5];
    const target = x.map((value, i) => strengths[groups[i]!]! * Math.exp(0.7 * value));
    const growth = apply("exp", apply("multiply", constant(0.3), variable(0)));
    const formula = apply("multiply", { kind: "groupConstant", values: [1, 1, 1] }, growth);
    const { expression, loss } = fitConstants(formula, createEvaluator({ columns, target, groups }));
    expect(loss).toBeLessThan(1e-28);
    expect(constantsOf(expression)).toBeClose([...strengths, 0.7], { relative: 1e-10 });
  });

  test("gives rows of more weight more say", () => {
    const weights = Float64Array.from({ length: rows }, (_, i) => (i < 150 ? 1e-12 : 1));
    const target = x.map((value, i) => (i < 150 ? 9 : 2 * value));
    const formula = apply("multiply", constant(1), variable(0));
    const { expression } = fitConstants(formula, createEvaluator({ columns, target, weights }));
    expect(constantsOf(expression)).toBeClose([2], { relative: 1e-8 });
  });
});
