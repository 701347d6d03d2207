import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  apply,
  constant,
  type Expression,
  fixed,
  variable,
} from "../../../plugins/symbolic/dist/expression/expression.js";
import { parseExpression } from "../../../plugins/symbolic/dist/expression/parse-expression.js";
import { found } from "./found.ts";
import { discovery, exact, idle, kinetic, mass, noise, speed, twins } from "./kinetic.ts";

beforeEach(() => void vi.spyOn(console, "warn").mockImplementation(() => {}));
afterEach(() => void vi.restoreAllMocks());

describe("Discovery", () => {
  test("asks whether it could have been another law", () => {
    const [first] = discovery.alternatives({ within: 20 });
    expect(first!.nats).toBeGreaterThan(0);
    expect(Object.keys(first!.measureAt)).toEqual(["m", "v", "T"]);
    const counts = [0, 5, 20, 1e6].map((within) => discovery.alternatives({ within }).length);
    expect(counts).toEqual(counts.toSorted((a, b) => a - b));
    expect(counts.at(-1)).toBeGreaterThanOrEqual(discovery.front.length - 1);
  });

  test("has no rival that describes the data more shortly than the chosen one", () => {
    const rivals = twins(["3 * z", "3 * x", "3 * x + 0.1", "3 * sqrt(x * z)", "2 * x * exp(0.1 * z)", "0.1 * exp(x)"]);
    const alternatives = rivals.alternatives({ within: 1e9 });
    expect(alternatives.length).toBeGreaterThan(2);
    for (const { nats } of alternatives) expect(nats).toBeGreaterThanOrEqual(0);
  });

  test("does not take a number that is fixed here and fitted there for two laws", () => {
    const y = mass.map((m, i) => 3 * m + 6 * speed[i]! + 0.1 * noise[i]!);
    const sum = (number: Expression) => apply("add", variable(0), apply("multiply", number, variable(1)));
    const lawsWith = (...numbers: Expression[]) => {
      const formulas = numbers.map((number) => apply("multiply", constant(1), sum(number)));
      return found([mass, speed], y, { names: ["m", "v"], formulas });
    };
    const twice = lawsWith(fixed(2), constant(1.5));
    expect(twice.constants.map(({ tidied }) => tidied)).toEqual(["3", "2"]);
    expect(twice.alternatives({ within: 1e9 })).toEqual([]);
    const [plain, scaled] = [apply("multiply", variable(0), variable(1)), parseExpression("2 * m * v", ["m", "v"])];
    const product = found(
      [mass, speed],
      mass.map((m, i) => m * speed[i]! + 0.1 * noise[i]!),
      { names: ["m", "v"], formulas: [plain, scaled] },
    );
    expect(product.best.text).toBe("y = m * v");
    expect(product.alternatives({ within: 1e9 })).toEqual([]);
  });

  test("takes two signs in one form for two laws", () => {
    const x = mass.map((m) => m + 6);
    const over = (number: number) =>
      apply("divide", constant(1), apply("add", apply("exp", variable(0)), fixed(number)));
    const counts = found(
      [x],
      x.map((value, i) => (1 + 0.05 * noise[i]!) / (Math.exp(value) - 1)),
      { names: ["x"], formulas: [over(-1), over(1)] },
    );
    expect(counts.alternatives({ within: 1e9 })).toHaveLength(1);
  });

  test("does not take one law in two spellings for two", () => {
    const twice = { ...kinetic, formulas: ["2 * m * v^2", "m * (3 * v)^2", "m * v / (3 / v)"] };
    expect(found([mass, speed, idle], exact, twice).alternatives({ within: 1e9 })).toEqual([]);
  });
});
