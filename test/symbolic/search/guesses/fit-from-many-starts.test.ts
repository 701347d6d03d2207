import { randomStream } from "@mesoscope/core";
import { describe, expect, test } from "vitest";
import { createEvaluator } from "../../../../plugins/symbolic/dist/engine/create-evaluator.js";
import { constantsOf } from "../../../../plugins/symbolic/dist/expression/expression.js";
import { fitFromManyStarts } from "../../../../plugins/symbolic/dist/search/guesses/fit-from-many-starts.js";
import { parseTemplate } from "../../../../plugins/symbolic/dist/search/guesses/template.js";
import { nistProblem } from "../../../core/optimization/nist-problems.js";
import "../../../contract/close.js";
import { drive } from "../drive.js";

/** As the files state them; a sine and a cosine of one unknown period as one wave with a phase. */
const forms: Readonly<Record<string, string>> = {
  Chwirut1: "exp(-b1 * x) / (b2 + b3 * x)",
  Chwirut2: "exp(-b1 * x) / (b2 + b3 * x)",
  DanWood: "b1 * x^b2",
  ENSO: "b1 + b2 * cos(2 * pi * x / 12) + b3 * sin(2 * pi * x / 12) + b5 * cos(2 * pi * x / b4 + b6) + b8 * cos(2 * pi * x / b7 + b9)",
  Gauss1: "b1 * exp(-b2 * x) + b3 * exp(-(x - b4)^2 / b5^2) + b6 * exp(-(x - b7)^2 / b8^2)",
  Hahn1: "(b1 + b2 * x + b3 * x^2 + b4 * x^3) / (1 + b5 * x + b6 * x^2 + b7 * x^3)",
  Kirby2: "(b1 + b2 * x + b3 * x^2) / (1 + b4 * x + b5 * x^2)",
  Lanczos3: "b1 * exp(-b2 * x) + b3 * exp(-b4 * x) + b5 * exp(-b6 * x)",
  MGH17: "b1 + b2 * exp(-x * b4) + b3 * exp(-x * b5)",
  Misra1a: "b1 * (1 - exp(-b2 * x))",
  Misra1b: "b1 * (1 - (1 + b2 * x / 2)^(-2))",
  Misra1c: "b1 * (1 - (1 + 2 * b2 * x)^(-0.5))",
  Nelson: "b1 - b2 * x1 * exp(-b3 * x2)",
  Roszman1: "b1 - b2 * x - atan(b3 / (x - b4)) / pi",
};

function fitted(text: string, names: readonly string[], columns: readonly Float64Array[], target: Float64Array) {
  const evaluator = createEvaluator({ columns, target });
  const { expression } = parseTemplate(text, names);
  return drive(fitFromManyStarts(expression, evaluator, evaluator, randomStream(0))).result;
}

describe("fitFromManyStarts", () => {
  test.each(Object.keys(forms))("reaches the certified squares of %s from no start", (name) => {
    const { X, y, sumOfSquares } = nistProblem(name);
    const names = name === "Nelson" ? ["x1", "x2"] : ["x"];
    const columns = names.map((_, k) => Float64Array.from(X, (row) => row[k]!));
    const { loss } = fitted(forms[name]!, names, columns, Float64Array.from(y));
    const mean = y.reduce((sum, value) => sum + value, 0) / y.length;
    const total = y.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    expect(loss * total).toBeClose(sumOfSquares, { relative: 1e-9 });
  });

  test("finds constants at the scales of atoms and stars", () => {
    const x = Float64Array.from({ length: 100 }, (_, i) => 1e-21 * (1 + i));
    const { expression } = fitted(
      "a * exp(-b * x)",
      ["x"],
      [x],
      x.map((value) => 3e30 * Math.exp(-value / 4e-20)),
    );
    expect(constantsOf(expression).map(Math.abs)).toBeClose([3e30, 2.5e19], { relative: 1e-9 });
  });
});
