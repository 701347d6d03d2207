import { NDArray, randomStream } from "@mesoscope/core";
import { describe, expect, test } from "vitest";
import { createEvaluator } from "../../../plugins/symbolic/dist/engine/create-evaluator.js";
import { parseExpression } from "../../../plugins/symbolic/dist/expression/parse-expression.js";
import { printExpression } from "../../../plugins/symbolic/dist/expression/print-expression.js";
import { roundedConstants } from "../../../plugins/symbolic/dist/result/rounded-constants.js";
import { found } from "./found.ts";

function textOf(text: string, covariance?: number[]): string {
  const k = Math.sqrt(covariance?.length ?? 0);
  const rounded = roundedConstants(
    parseExpression(text, ["x"]),
    covariance && new NDArray(Float64Array.from(covariance), [k, k]),
  );
  return printExpression(rounded, ["x"]);
}

describe("roundedConstants", () => {
  test("keeps the digits that are known, and one more", () => {
    const line = "3.14159265 * x + 27182.8182";
    expect(textOf(line, [0.01 ** 2, 0, 0, 100 ** 2])).toBe("3.142 * x + 27180");
    for (const covariance of [undefined, [0, 0, 0, 0], [1e-30, 0, 0, 1e-30]]) {
      expect(textOf(line, covariance)).toBe("3.14159 * x + 27182.8");
    }
  });

  test("keeps more where constants make up for one another", () => {
    const line = "12.3456789 * x + 45.6789123";
    expect(textOf(line, [1, 0, 0, 1])).toBe("12.3 * x + 45.7");
    expect(textOf(line, [1, 1 - 1e-8, 1 - 1e-8, 1])).toBe("12.3457 * x + 45.6789");
    expect(textOf(line, [1, 1, 1, 1])).toBe("12.3 * x + 45.7");
  });
});

test("the text of a formula fits as well as the formula, whatever its constants", () => {
  const x = Float64Array.from({ length: 60 }, (_, i) => 100 + i);
  const y = x.map((value, i) => 0.3 * (value - 130) ** 2 + randomStream(3).normals([60]).data[i]!);
  const law = found([x], y, { names: ["x"], formulas: ["0.3 * x^2 + 2 * x + 3", "0.2 * x^3 + 0.3 * x^2 + 2 * x + 3"] });
  const evaluator = createEvaluator({ columns: [x], target: y });
  for (const formula of law.front) {
    const loss = evaluator.loss(parseExpression(formula.text.split(" = ")[1]!, ["x"]));
    expect(30 * Math.log(loss / formula.loss)).toBeLessThan(8);
  }
});
