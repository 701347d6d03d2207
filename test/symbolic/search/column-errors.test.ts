import { describe, expect, test } from "vitest";
import { constantsOf } from "../../../plugins/symbolic/dist/expression/expression.js";
import { fitWithColumnErrors } from "../../../plugins/symbolic/dist/search/column-errors.js";
import { parseTemplate } from "../../../plugins/symbolic/dist/search/guesses/template.js";
import { searchContext } from "../../../plugins/symbolic/dist/search/search-context.js";
import { reference } from "../../contract/close.js";

const expected = reference("symbolic/column-errors.json");

function problemOf({ x, y, sx, sy }: Record<"x" | "y" | "sx" | "sy", number[]>) {
  return {
    rows: x.length,
    columns: [Float64Array.from(x)],
    target: Float64Array.from(y),
    weights: Float64Array.from(sy, (deviation) => deviation ** -2),
    columnErrors: [Float64Array.from(sx)],
    names: ["x"],
    constantsMayHaveUnits: false,
    seed: 0,
  };
}

/** What the mean of the target leaves, each square over its variance. */
function totalOf({ y, sy }: { readonly y: number[]; readonly sy: number[] }): number {
  const weights = sy.map((deviation) => deviation ** -2);
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const mean = y.reduce((all, value, i) => all + weights[i]! * value, 0) / sum;
  return y.reduce((all, value, i) => all + weights[i]! * (value - mean) ** 2, 0);
}

describe("fitWithColumnErrors", () => {
  test.each(Object.keys(expected))("agrees with ODRPACK on %s", (text) => {
    const data = expected[text];
    const fit = fitWithColumnErrors(parseTemplate(text, ["x"]).expression, problemOf(data));
    expect(constantsOf(fit.expression)).toBeClose(data.constants, { relative: 2e-7 });
    expect(fit.loss * totalOf(data)).toBeClose(data.sumOfSquares, { relative: 1e-9 });
  });

  test("is the plain fit where the errors of the variable vanish", () => {
    const data = expected["a * x^b"];
    const exact = { ...problemOf(data), columnErrors: [undefined] };
    const line = parseTemplate("a + b * x", ["x"]).expression;
    const { expression } = fitWithColumnErrors(line, exact);
    const plain = searchContext(exact).offer(line)!;
    expect(constantsOf(expression)).toBeClose(constantsOf(plain.expression), { relative: 1e-9 });
  });

  test("is what a context fits where the problem has such errors", () => {
    const data = expected["a * exp(b * x)"];
    const candidate = searchContext(problemOf(data)).offer(parseTemplate("a * exp(b * x)", ["x"]).expression)!;
    expect(constantsOf(candidate.expression)).toBeClose(data.constants, { relative: 2e-7 });
  });
});
