import { randomStream } from "@mesoscope/core";
import { describe, expect, test } from "vitest";
import { createEvaluator } from "../../../plugins/symbolic/dist/engine/create-evaluator.js";
import { fitConstants } from "../../../plugins/symbolic/dist/engine/fit-constants.js";
import { complexityOf } from "../../../plugins/symbolic/dist/expression/complexity.js";
import { constantsOf } from "../../../plugins/symbolic/dist/expression/expression.js";
import { parseExpression } from "../../../plugins/symbolic/dist/expression/parse-expression.js";
import { printExpression } from "../../../plugins/symbolic/dist/expression/print-expression.js";
import { simplest } from "../../../plugins/symbolic/dist/result/simplest.js";
import { descriptionLengthOf } from "../../../plugins/symbolic/dist/search/description-length.js";
import type { Problem } from "../../../plugins/symbolic/dist/search/problem.js";
import { randomExpressions } from "../engine/random-expressions.js";
import { found } from "./found.ts";

const rows = 100;
const names = ["a", "b", "c", "d"];
const columns = names.map((_, k) =>
  randomStream(k)
    .uniforms([rows])
    .data.map((share) => 1 + share),
);
const target = columns[0]!.map((value, i) => 2 * value + columns[1]![i]!);
const problem: Problem = { rows, columns, target, names, constantsMayHaveUnits: true, seed: 0 };
const evaluator = createEvaluator(problem);

function candidateOf(text: string, of = names) {
  const expression = parseExpression(text, of);
  const loss = evaluator.loss(expression);
  return {
    expression,
    loss,
    complexity: complexityOf(expression),
    descriptionLength: descriptionLengthOf(expression, loss, rows),
  };
}

const simplified = (text: string, knowledge: Partial<Problem> = {}) => {
  const candidate = simplest(candidateOf(text), { ...problem, ...knowledge }, evaluator);
  return printExpression(candidate.expression, names);
};

describe("simplest", () => {
  test.each([
    ["(a^2 * b - c * d) / a^2", "b - c * d / a^2"],
    ["a * (b / c + d) * c", "a * (b + c * d)"],
    ["1 / a * b * c / d", "b * c / (a * d)"],
    ["exp(a) * exp(b)", "exp(a + b)"],
    ["sqrt(a^2 * b^2)", "a * b"],
    ["-2 * (a - (b + 3 * c))", "2 * (b - a + 3 * c)"],
    ["sin(a)^2 + cos(a)^2 + b", "b + 1"],
  ])("%s is %s", (given, expected) => expect(simplified(given)).toBe(expected));

  test("keeps what is as short as it can be, as it was written", () => {
    for (const text of ["b * a", "a * (b + c)", "3.5 * (b + 2 * a)", "a / b - c"]) expect(simplified(text)).toBe(text);
  });

  test("takes no sign for granted that the data do not have", () => {
    const signed = [columns[0]!.map((value) => value - 1.5), ...columns.slice(1)];
    const of = { ...problem, columns: signed };
    const { expression } = simplest(candidateOf("sqrt(a^2 * b^2)"), of, createEvaluator(of));
    expect(printExpression(expression, names)).toBe("b * abs(a)");
  });

  test("keeps to constraints and units", () => {
    expect(simplified("exp(a) * exp(b)", { constraints: [{ kind: "avoids", operator: "add" }] })).toBe(
      "exp(a) * exp(b)",
    );
    const plain = [0, 0, 0, 0, 0, 0, 0, 0];
    expect(
      simplified("a * b / b", { dimensions: names.map(() => plain), targetDimension: [1, ...plain.slice(1)] }),
    ).toBe("a * b / b");
  });

  test("is never longer, keeps the values of any formula, and tells its description length", () => {
    let shorter = 0;
    for (const expression of randomExpressions(200, {
      nodes: 11,
      variables: 4,
      operators: ["add", "multiply", "divide", "subtract", "square", "sqrt", "exp", "inverse"],
    })) {
      const loss = evaluator.loss(expression);
      if (!Number.isFinite(loss)) continue;
      const given = {
        expression,
        loss,
        complexity: complexityOf(expression),
        descriptionLength: descriptionLengthOf(expression, loss, rows),
      };
      const short = simplest(given, problem, evaluator);
      expect(short.complexity).toBe(complexityOf(short.expression));
      expect(short.complexity).toBeLessThanOrEqual(given.complexity);
      expect(constantsOf(short.expression).length).toBeLessThanOrEqual(constantsOf(expression).length);
      expect(short.descriptionLength).toBeCloseTo(descriptionLengthOf(short.expression, loss, rows), 9);
      const [values, others] = [evaluator.values(expression), evaluator.values(short.expression)];
      const most = Math.max(...values.map(Math.abs));
      expect(Math.max(...values.map((value, i) => Math.abs(value - others[i]!)))).toBeLessThanOrEqual(1e-9 * most);
      if (short.expression !== expression) shorter++;
    }
    expect(shorter).toBeGreaterThan(30);
  });
});

describe("the constants of a formula that got shorter", () => {
  const y = target.map((value, i) => value + 0.05 * randomStream(7).normals([rows]).data[i]!);
  const constantsOfLaw = (formula: string) =>
    found(columns, y, { names, formulas: [formula] }).constants.map(({ value, standardError }) => [
      value,
      standardError,
    ]);

  test("are those of the short one, with its intervals", () => {
    const long = constantsOfLaw("2.1 * (1.3 * a) + 0.4 / (1 / b)");
    const short = constantsOfLaw("3 * a + 0.4 * b");
    expect(long).toHaveLength(2);
    expect(long.flat()).toEqual(short.flat().map((value) => expect.closeTo(value!, 6)));
    expect(short[0]![1]).toBeGreaterThan(0);
  });

  test("are as surely known", () => {
    const x = columns[0]!;
    const lawOf = (bend: number) => {
      const bent = x.map((value, i) => value / (1 - bend * value) + 0.05 * randomStream(7).normals([rows]).data[i]!);
      return found([x], bent, { names: ["x"], formulas: ["1.1 * x / (1 - 0.1 * x)"] }).best.form;
    };
    expect(lawOf(0.2)).toBe("y = c1 * x / (c2 - x)");
    expect(lawOf(0)).toBe("y = c1 * x / (1 - c2 * x)");
  });

  test("leave as little unexplained", () => {
    const evaluatorOf = createEvaluator({ columns, target: y });
    const long = fitConstants(parseExpression("2.1 * (1.3 * a) + 0.4 / (1 / b)", names), evaluatorOf);
    const { loss } = found(columns, y, { names, formulas: ["2.1 * (1.3 * a) + 0.4 / (1 / b)"] }).best;
    expect(loss).toBeCloseTo(long.loss, 12);
  });
});
