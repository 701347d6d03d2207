import { describe, expect, test } from "vitest";
import { parseExpression } from "../../../plugins/symbolic/dist/expression/parse-expression.js";
import { descriptionLengthOf } from "../../../plugins/symbolic/dist/search/description-length.js";

const nats = (text: string, loss: number, rows = 1000) =>
  descriptionLengthOf(parseExpression(text, ["x", "v"]), loss, rows);

describe("descriptionLengthOf", () => {
  test("prefers the simpler of two that fit alike", () => {
    expect(nats("x + v", 0.01)).toBeLessThan(nats("x + 1.7 * v", 0.01));
  });

  test("prefers the better fit where it is beyond chance", () => {
    expect(nats("x + 1.7 * v", 0.009)).toBeLessThan(nats("x + v", 0.01));
    expect(nats("x + 1.7 * v", 0.00999)).toBeGreaterThan(nats("x + v", 0.01));
  });

  test("wants more of a fit from few rows", () => {
    const gain = (rows: number) => nats("x + v", 0.01, rows) - nats("x + 1.7 * v", 0.009, rows);
    expect(gain(100)).toBeLessThan(0);
    expect(gain(1000)).toBeGreaterThan(0);
  });

  test("asks of constants per group what their rows can tell", () => {
    const price = (values: string, rows: number) => nats(`[${values}][group] * x`, 1, rows) - nats("1.5 * x", 1, rows);
    expect(price("1, 2, 3, 4, 5", 100)).toBeLessThan(price("1, 2, 3, 4, 5", 1000));
    expect(price("1, 2, 3, 4, 5", 100)).toBeLessThan(price("1, 2, 3, 4, 5, 6, 7, 8, 9, 10", 100));
    // Four more constants of 20 rows each cost less than four more of 100.
    expect(price("1, 2, 3, 4, 5", 100)).toBeLessThan(5 + 4 * (Math.log(100) / 2));
  });

  test("has no room for as many constants per group as rows", () => {
    expect(nats("[1, 2, 3][group] + [1, 2, 3][group] * x", 1e-9, 6)).toBe(Number.POSITIVE_INFINITY);
    expect(nats("[1, 2, 3][group] + [1, 2, 3][group] * x", 1e-9, 7)).toBeLessThan(0);
  });

  test("gives nothing for errors below rounding", () => {
    expect(nats("x", 1e-30)).toBe(nats("x", 0));
  });
});
