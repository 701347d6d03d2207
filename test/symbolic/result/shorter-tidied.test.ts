import { describe, expect, test } from "vitest";
import {
  apply,
  constantsOf,
  type Expression,
  fixed,
  variable,
} from "../../../plugins/symbolic/dist/expression/expression.js";
import { parseExpression } from "../../../plugins/symbolic/dist/expression/parse-expression.js";
import { printExpression } from "../../../plugins/symbolic/dist/expression/print-expression.js";
import { shorterTidied } from "../../../plugins/symbolic/dist/result/shorter-tidied.js";
import { tidyNumber } from "../../../plugins/symbolic/dist/result/tidy-number.js";
import { found } from "./found.ts";

const names = ["a", "b", "c"];

function shorter(expression: Expression, units: string[] = []): string | undefined {
  const values = constantsOf(expression);
  const numbers = values.map((value) => tidyNumber(value, 0)!);
  const short = shorterTidied(
    expression,
    numbers,
    values.map((_, k) => units[k] ?? ""),
    [true, true, false],
  );
  return short && printExpression(short, names);
}

describe("shorterTidied", () => {
  test.each([
    ["0.2 * (a + 3 * c) - 0.2 * b", "1 / 5 * (a - b + 3 * c)"],
    [`${Math.PI / 6} * a + ${Math.PI / 6} * b`, "pi / 6 * (a + b)"],
    ["-0.25 * a - 0.25 * b * c", "-(1 / 4 * (a + b * c))"],
  ])("%s is %s", (given, expected) => expect(shorter(parseExpression(given, names))).toBe(expected));

  test("takes a fixed number for a tidy one that is equal", () => {
    const sum = parseExpression("0.2 * (a + 3 * c)", names);
    const given = apply("subtract", sum, apply("multiply", fixed(0.2), variable(1)));
    expect(shorter(given)).toBe("1 / 5 * (a - b + 3 * c)");
  });

  test("leaves what is as short as it can be, and numbers of different units", () => {
    expect(shorter(parseExpression("0.2 * (a + 3 * c)", names))).toBeUndefined();
    expect(shorter(parseExpression("0.2 * a + 0.2 * b", names), ["1/MPa", "1/s"])).toBeUndefined();
  });
});

test("the text of a law has every number once", () => {
  const a = Float64Array.from({ length: 50 }, (_, i) => 1 + i);
  const b = a.map((value) => (7 * value) % 11);
  const y = a.map((value, i) => (value ** 2 - b[i]!) / 5 + 0.001 * Math.sin(99 * i));
  const law = found([a, b], y, { names: ["a", "b"], formulas: ["3 * a^2 - 2 * b"] });
  expect(law.best.text).toBe("y = 1 / 5 * (a^2 - b)");
  expect(law.constants.map(({ tidied }) => tidied)).toEqual(["1 / 5", "1 / 5"]);
});
