import { describe, expect, test } from "vitest";
import { createEvaluator } from "../../../plugins/symbolic/dist/engine/create-evaluator.js";
import { parseExpression } from "../../../plugins/symbolic/dist/expression/parse-expression.js";
import { constantCovariance } from "../../../plugins/symbolic/dist/result/constant-covariance.js";
import { reference } from "../../contract/close.ts";
import { found } from "./found.ts";

const curve = reference("symbolic/fitted-constants.json");
const x = Float64Array.from(curve.x);
const y = Float64Array.from(curve.y);

describe.each(["equal", "weighted"] as const)("with %s weights, as scipy.optimize.curve_fit", (kind) => {
  const weights = kind === "weighted" ? { weights: Float64Array.from(curve.weights) } : {};
  const discovery = found([x], y, { formulas: ["2 * exp(-1 * 1.5 * x) + 0.5"], names: ["x"], knowledge: weights });
  const expected = curve[kind];

  test("gives the constants and their intervals", () => {
    const { constants } = discovery;
    const [a, b, c] = [constants[0], constants[1], constants[2]];
    const sign = Math.sign(b!.value);
    expect([a!.value, sign * b!.value, c!.value]).toBeClose(expected.values, { relative: 1e-6 });
    expect(constants.map(({ standardError }) => standardError ?? Number.NaN)).toBeClose(
      expected.covariance.map((row: number[], i: number) => Math.sqrt(row[i]!)),
      { relative: 1e-5 },
    );
    expect(a!.interval(0.95).lower).toBeClose(expected.lower[0], { relative: 1e-6 });
    expect(c!.interval(0.95).upper).toBeClose(expected.upper[2], { relative: 1e-6 });
  });

  test("gives the spread of predictions", () => {
    const { std } = discovery.predictive(curve.at.map((value: number) => Math.min(value, 4)).slice(0, 3));
    const spread = std.data.map((value) => Math.sqrt(value ** 2 - discovery.noise ** 2));
    expect(spread).toBeClose(expected.spread.slice(0, 3), { relative: 1e-5 });
  });
});

describe("constantCovariance", () => {
  test("is absent for constants that the rows do not determine", () => {
    const evaluator = createEvaluator({ columns: [x], target: y });
    const covarianceOf = (text: string) => constantCovariance(parseExpression(text, ["x"]), evaluator);
    expect(covarianceOf("2 * (3 * x)")).toBeUndefined();
    expect(covarianceOf("x + log(x + 1)")).toBeUndefined();
    expect(covarianceOf("2 * x")).toBeDefined();
    const two = createEvaluator({ columns: [x.slice(0, 2)], target: y.slice(0, 2) });
    expect(constantCovariance(parseExpression("2 * x + 3", ["x"]), two)).toBeUndefined();
  });
});
