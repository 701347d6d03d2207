import { describe, expect, test } from "vitest";
import { variable } from "../../../../plugins/symbolic/dist/expression/expression.js";
import { printExpression } from "../../../../plugins/symbolic/dist/expression/print-expression.js";
import { powerProduct } from "../../../../plugins/symbolic/dist/search/noise/power-product.js";

describe("powerProduct", () => {
  test.each([
    [[1, 0, 2], "a * c^2"],
    [[-1, -1, 0], "1 / (a * b)"],
    [[2, -1, 0], "a^2 / b"],
    [[0.5, 0.5, -0.5], "sqrt(a * b / c)"],
    [[1.5, 0, 0], "sqrt(a^3)"],
    [[1, -0.5, 0], "a / sqrt(b)"],
    [[0, 0, 0], "1"],
  ])("%j", (exponents, text) => {
    const product = powerProduct(exponents.map((exponent, i) => ({ base: variable(i), exponent })));
    expect(printExpression(product, ["a", "b", "c"])).toBe(text);
  });
});
