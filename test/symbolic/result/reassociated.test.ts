import { randomStream } from "@mesoscope/core";
import { describe, expect, test } from "vitest";
import { evaluateExpression } from "../../../plugins/symbolic/dist/expression/evaluate-expression.js";
import { parseExpression } from "../../../plugins/symbolic/dist/expression/parse-expression.js";
import { printExpression } from "../../../plugins/symbolic/dist/expression/print-expression.js";
import { reassociated } from "../../../plugins/symbolic/dist/result/reassociated.js";
import { randomExpressions } from "../engine/random-expressions.js";

const names = ["a", "b", "c", "d"];

describe("reassociated", () => {
  test.each([
    ["a * (b * c)", "a * b * c"],
    ["a * (b * (c * d))", "a * b * c * d"],
    ["a * (b / c)", "a * b / c"],
    ["a * (1 / b)", "a / b"],
    ["a + (b - (c + d))", "a + b - (c + d)"],
    ["sin(a * (b * c)) / (a * b)", "sin(a * b * c) / (a * b)"],
    ["a - (b - c)", "a - (b - c)"],
  ])("%s is %s", (given, expected) => {
    expect(printExpression(reassociated(parseExpression(given, names)), names)).toBe(expected);
  });

  test("keeps the values of any formula", () => {
    const columns = names.map((_, k) => randomStream(k).uniforms([5]).data);
    for (const expression of randomExpressions(300, {
      nodes: 9,
      variables: 4,
      operators: ["add", "subtract", "multiply", "divide", "inverse"],
    })) {
      const values = evaluateExpression(expression, columns, 5);
      const other = evaluateExpression(reassociated(expression), columns, 5);
      values.forEach((value, i) => {
        if (Number.isFinite(value)) expect(other[i]).toBeCloseTo(value, 6);
      });
    }
  });
});
