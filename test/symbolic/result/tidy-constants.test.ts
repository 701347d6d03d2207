import { NDArray, randomStream } from "@mesoscope/core";
import { describe, expect, test } from "vitest";
import { createEvaluator } from "../../../plugins/symbolic/dist/engine/create-evaluator.js";
import { parseExpression } from "../../../plugins/symbolic/dist/expression/parse-expression.js";
import { tidyConstants } from "../../../plugins/symbolic/dist/result/tidy-constants.js";
import { found } from "./found.ts";

const stream = randomStream(4);
const x = stream.uniforms([200]).data.map((share) => 1 + 3 * share);
const noise = stream.normals([200]).data;
const textOf = (formula: string, law: (value: number) => number, size = 0) =>
  found(
    [x],
    x.map((value, i) => law(value) + size * noise[i]!),
    { names: ["x"], formulas: [formula] },
  ).best.text;

describe("tidyConstants", () => {
  test("reads constants that mean something, alone and together", () => {
    expect(textOf("2 * x^2", (value) => Math.PI * value ** 2)).toBe("y = pi * x^2");
    expect(textOf("2 * x + 3", (value) => value / 3 - 1.25)).toBe("y = 1 / 3 * x - 5 / 4");
    expect(textOf("2 * sin(3.1 * x + 0.1)", (value) => 4 * Math.sin(3 * value))).toContain("4 * sin(3 * x");
  });

  test("moves the others with the first", () => {
    const far = x.map((value) => 30 + value / 3);
    const read = Array.from({ length: 10 }, (_, trial) => {
      const errors = randomStream(trial).normals([200]).data;
      const y = far.map((value, i) => 2 * value - 20 + 0.05 * errors[i]!);
      return found([far], y, { names: ["x"], formulas: ["3 * x + 4"] }).constants.map(({ tidied }) => tidied);
    });
    expect(read.filter(([slope, offset]) => slope === "2" && offset === "-20").length).toBeGreaterThan(5);
  });

  test("takes nothing that the data deny, whatever the covariance says", () => {
    const evaluator = createEvaluator({ columns: [x], target: x.map((value) => 3.13 * value) });
    const line = parseExpression("3.13 * x", ["x"]);
    const tooWide = new NDArray(Float64Array.of(1e-4), [1, 1]);
    expect(tidyConstants(line, tooWide, evaluator)).toBeUndefined();
    expect(tidyConstants(line, undefined, evaluator)).toBeUndefined();
    expect(tidyConstants(line, new NDArray(Float64Array.of(0), [1, 1]), evaluator)).toBeDefined();
  });

  test("leaves out factors of one", () => {
    expect(textOf("2 * x^2", (value) => value ** 2)).toBe("y = x^2");
    expect(textOf("2 * exp(x / 3)", (value) => -Math.exp(value))).toBe("y = -exp(x)");
  });

  test("keeps what the data do not let be tidy, to the digits that they determine", () => {
    expect(textOf("2 * x^2", (value) => 3.1 * value ** 2, 0.3)).not.toContain("pi");
    expect(textOf("2 * x + 3", (value) => 0.123456789 * value + Math.E, 1e-3)).toMatch(
      /^y = 0\.12\d{1,3} \* x \+ 2\.7\d+$/,
    );
  });

  test("never makes the fit worse than the noise allows", () => {
    let tidied = 0;
    for (let trial = 0; trial < 40; trial++) {
      const y = x.map((value) => 1.5 * Math.exp(-value) - 0.25 + 0.002 * stream.normal());
      const [formula] = found([x], y, { names: ["x"], formulas: ["2 * exp(-x) + 3"] }).toJSON().front;
      if (!formula!.tidied) continue;
      tidied++;
      const loss = createEvaluator({ columns: [x], target: y }).loss(formula!.tidied.expression);
      expect(100 * Math.log(loss / formula!.loss)).toBeLessThan(4);
    }
    expect(tidied).toBeGreaterThan(20);
  });
});
