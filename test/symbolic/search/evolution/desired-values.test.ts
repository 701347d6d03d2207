import { randomStream } from "@mesoscope/core";
import { describe, expect, test } from "vitest";
import { createEvaluator } from "../../../../plugins/symbolic/dist/engine/create-evaluator.js";
import { type Expression, nodesOf, sizeOf } from "../../../../plugins/symbolic/dist/expression/expression.js";
import { parseExpression } from "../../../../plugins/symbolic/dist/expression/parse-expression.js";
import { nodeAt } from "../../../../plugins/symbolic/dist/expression/tree-places.js";
import { desiredValues } from "../../../../plugins/symbolic/dist/search/evolution/desired-values.js";
import "../../../contract/close.js";

const random = randomStream(1);
const columns = [0, 1].map(() => Float64Array.from({ length: 50 }, () => 0.3 + 0.6 * random.uniform()));
const evaluatorFor = (expression: Expression) => {
  const { values } = createEvaluator({ columns, target: new Float64Array(50) });
  return createEvaluator({ columns, target: values(expression) });
};

const laws = [
  "x - y * (x + 2 * y)",
  "x / (y - 3) + (y - 3) / x",
  "-(1 / (x + 0.1))",
  "sqrt(x + y^2) - abs(3)",
  "exp(x * y) + log(x + y)",
  "sin(9 * x) + cos(8 * y) + tan(5 * x)",
  "asin(x * y) * acos(x) + atan(3 * x)",
  "sinh(x) * cosh(x - 0.7) - tanh(y)",
  "(x + y)^3 - (x - 0.6)^2 + (x + y)^1.7 + 2.5^x",
];

describe("desiredValues", () => {
  test.each(laws)("are the values of every node where %s is the target", (text) => {
    const law = parseExpression(text, ["x", "y"]);
    const evaluator = evaluatorFor(law);
    for (let place = 0; place < sizeOf(law); place++) {
      const desired = desiredValues(law, place, evaluator)!;
      expect(desired.values).toBeClose(evaluator.values(nodeAt(law, place)), { relative: 1e-8, absolute: 1e-8 });
    }
  });

  test("weigh rows by how fast the formula changes with the node", () => {
    const law = parseExpression("sin(9 * x) / y + exp(x) * tanh(y)", ["x", "y"]);
    const evaluator = evaluatorFor(law);
    [...nodesOf(law)].forEach((node, place) => {
      const { weights } = desiredValues(law, place, evaluator)!;
      const shift = 1e-6;
      const moved = { ...evaluator, target: evaluator.target.map((y) => y + shift) };
      const change = desiredValues(law, place, moved)!.values.map(
        (v, i) => (v - desiredValues(law, place, evaluator)!.values[i]!) / shift,
      );
      expect(change.map((slope) => slope ** -2)).toBeClose(weights, { relative: 2e-3, absolute: 1e-3 });
      expect(node).toBe(nodeAt(law, place));
    });
  });

  test("are missing where the target cannot be reached", () => {
    const law = parseExpression("exp(x)", ["x", "y"]);
    const evaluator = createEvaluator({ columns, target: columns[0]!.map((x) => x - 0.5) });
    expect(desiredValues(law, 0, evaluator)).toBe(undefined);
    const few = createEvaluator({ columns, target: columns[0]!.map((x, i) => (i < 5 ? -x : x)) });
    const { weights } = desiredValues(law, 0, few)!;
    expect([...weights].filter((weight) => weight === 0)).toHaveLength(5);
  });
});
