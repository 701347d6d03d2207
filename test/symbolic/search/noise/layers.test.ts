import { describe, expect, test } from "vitest";
import { evaluateExpression } from "../../../../plugins/symbolic/dist/expression/evaluate-expression.js";
import { fixed, variable } from "../../../../plugins/symbolic/dist/expression/expression.js";
import { parseExpression } from "../../../../plugins/symbolic/dist/expression/parse-expression.js";
import { commonFactor } from "../../../../plugins/symbolic/dist/search/noise/common-factor.js";
import { dividedLayer, targetLayer } from "../../../../plugins/symbolic/dist/search/noise/layer.js";
import { plain, sumTransforms } from "../../../../plugins/symbolic/dist/search/noise/transforms.js";
import { searchContext } from "../../../../plugins/symbolic/dist/search/search-context.js";
import { problemOf } from "../problems.js";

const ranges = { m: [1, 5], u: [1, 5], v: [1, 5], w: [1, 5] } as const;

function factorOf(law: string, noise = 0.01) {
  const { evaluator } = searchContext(problemOf(law, { ranges, noise }));
  const logs = evaluator.columns.map((column) => column.map(Math.log));
  return commonFactor(targetLayer(evaluator, undefined), logs);
}

describe("commonFactor", () => {
  test("is what stands before a sum, to a whole power", () => {
    expect(factorOf("m * (u^2 + v^2 + w^2)")).toEqual([1, 0, 0, 0]);
    expect(factorOf("(2 + u * v) / m^2")?.[0]).toBe(-2);
  });

  test("bears a variable that is constant, or a power of another", () => {
    const problem = problemOf("m * (u^2 + v^2)", { ranges: { m: [1, 5], u: [1, 5], v: [1, 5] }, noise: 0.01 });
    const [m, u] = problem.columns;
    for (const more of [m.map(() => 3), u.map((value) => value ** 2)]) {
      const { evaluator } = searchContext({ ...problem, columns: [...problem.columns, more], names: [..."muvk"] });
      const logs = evaluator.columns.map((column) => column.map(Math.log));
      expect(commonFactor(targetLayer(evaluator, undefined), logs)).toEqual([1, 0, 0, 0]);
    }
  });

  test("is missing where all variables are, or none is, a factor", () => {
    expect(factorOf("m * u * v / w")).toBeUndefined();
    expect(factorOf("m + u + v + w")).toBeUndefined();
  });
});

describe("dividedLayer", () => {
  test.each(sumTransforms.slice(0, 4).map((transform, i) => [i, transform] as const))(
    "shows what is left, and gives the whole back (transform %i)",
    (_, transform) => {
      const problem = problemOf("m * u", { ranges });
      const { evaluator } = searchContext(problem);
      const layer = dividedLayer(evaluator, undefined, [1, 0, 0, 0], transform);
      const [, u] = problem.columns;
      for (const [i, value] of layer?.values.entries() ?? []) expect(value).toBeCloseTo(transform.of(u[i]), 10);
      const inside = evaluateExpression(layer?.undo(fixed(4)) ?? fixed(0), problem.columns, problem.rows);
      const outer = evaluateExpression(transform.undo(fixed(4)), problem.columns, problem.rows);
      for (const [i, value] of inside.entries()) expect(value).toBeCloseTo(problem.columns[0][i] * outer[i], 10);
    },
  );

  test("trusts rows as much as their errors allow, and has the unit that is left", () => {
    const dimensions = [
      [0, 1],
      [1, 0],
      [1, 0],
      [1, 0],
    ];
    const problem = problemOf("m * u", { ranges, dimensions, targetDimension: [1, 1] });
    const { evaluator } = searchContext(problem);
    const layer = dividedLayer(evaluator, { variables: dimensions, target: [1, 1] }, [1, 0, 0, 0], plain);
    expect(layer?.dimension).toEqual([1, 0]);
    const [m] = problem.columns;
    const ratio = (layer?.weights[0] ?? 0) / m[0];
    for (const [i, weight] of layer?.weights.entries() ?? []) expect(weight / m[i]).toBeCloseTo(ratio, 10);
  });
});

test("undoing a divided layer multiplies by the factor", () => {
  const { evaluator } = searchContext(problemOf("m * u", { ranges }));
  const layer = dividedLayer(evaluator, undefined, [1, 0, 0, 0], plain);
  expect(layer?.undo(variable(1))).toEqual(parseExpression("m * u", Object.keys(ranges)));
});
