import { derivativeOf, holdsOn, parseExpression } from "@mesoscope/symbolic";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluateExpression } from "../../../../plugins/symbolic/dist/expression/evaluate-expression.js";
import { names, randomExpressions, runs } from "../random-expressions.ts";

const code = (name: string) => expect.objectContaining({ code: name });
type KnownConstraint = Parameters<typeof holdsOn>[1];
type Domain = Parameters<typeof holdsOn>[2];
const atLeast = (value: number): KnownConstraint => ({ kind: "bounds", lower: value });
const by = (kind: "increasing" | "decreasing" | "convex" | "concave", variable = "x"): KnownConstraint => ({
  kind,
  variable,
});
const domain: Domain = names.map((name) => ({ name, low: 0, high: 2 }));
const verdict = (text: string, constraint: KnownConstraint, where = domain) =>
  holdsOn(parseExpression(text, names), constraint, where).verdict;

describe("holdsOn", () => {
  test.each<[string, KnownConstraint, string]>([
    ["x * exp(-x)", atLeast(0), "holds"],
    ["x * (2 - x)", atLeast(0), "holds"],
    ["x^2 - 2 * x + 1.001", atLeast(0), "holds"],
    ["x^2 - 2 * x + 0.999", atLeast(0), "fails"],
    ["x * y - x - y + 1.5", atLeast(-1), "holds"],
    ["x * y - x - y + 1.5", atLeast(0), "fails"],
    ["sin(3 * x)", { kind: "bounds", upper: 1 }, "holds"],
    ["sin(3 * x)", { kind: "bounds", upper: 0.99 }, "fails"],
    ["sin(3 * x)", { kind: "bounds", lower: -1, upper: 1 }, "holds"],
    ["sin(3 * x)", { kind: "bounds", lower: -0.9, upper: 1 }, "fails"],
    ["x / (1 + x)", by("increasing"), "holds"],
    ["x / (1 + x)", by("concave"), "holds"],
    ["x * exp(-x)", by("increasing"), "fails"],
    ["exp(-2 * x * y)", by("decreasing", "y"), "holds"],
    ["x^3 - 3 * x", by("convex"), "holds"],
    ["sqrt(x + 1) - sqrt(x + y)", by("decreasing", "y"), "holds"],
    ["sqrt(x - 1)", by("increasing"), "fails"],
    ["log(x)", { kind: "bounds", upper: 5 }, "fails"],
    ["1 / (x - 1)^2", atLeast(0), "fails"],
    ["(x - 0.7)^2 + sin(x)^2 + cos(x)^2 - 1", atLeast(0), "undecided"],
  ])("%s, %j: %s", (text, constraint, expected) => {
    expect(verdict(text, constraint)).toBe(expected);
  });

  test("goes where the condition may fall the lowest, and no further than it is told", () => {
    const pole = parseExpression("x + y + 0.000001 / (x - 0.7123)", names);
    expect(holdsOn(pole, atLeast(-1), domain, { mostBoxes: 200 }).verdict).toBe("fails");
    expect(holdsOn(pole, atLeast(-1), domain, { mostBoxes: 5 }).verdict).toBe("undecided");
  });

  test("names a point where it fails", () => {
    const found = holdsOn(parseExpression("x - y^2 / 2", names), atLeast(-1), domain);
    if (found.verdict !== "fails") throw new Error(found.verdict);
    const [x, y] = found.at as [number, number];
    expect(x - y ** 2 / 2).toBeLessThan(-1);
  });

  test("is never wrong", () => {
    const constraint = fc.constantFrom<KnownConstraint>(atLeast(0), { kind: "bounds", upper: 1 }, by("increasing"));
    const counts = { holds: 0, fails: 0, undecided: 0 };
    fc.assert(
      fc.property(randomExpressions, constraint, (expression, constraint) => {
        const ends = [[-0.5, 1.5], [1, 2], [0.1, 3]] as const; // biome-ignore format: one box
        const box = names.map((name, k) => ({ name, low: ends[k]![0], high: ends[k]![1] }));
        const found = holdsOn(expression, constraint, box);
        counts[found.verdict]++;
        if (found.verdict !== "holds") return;
        const columns = box.map(({ low, high }, k) =>
          [0, 1, 2, 3, 4, 5, 6].map((i) => low + (((i * (k + 1)) % 7) / 6) * (high - low)),
        );
        const slope = constraint.kind === "increasing";
        const values = evaluateExpression(slope ? derivativeOf(expression, 0) : expression, columns, 7);
        for (const value of values) {
          if (constraint.kind === "bounds" && constraint.upper) expect(value).toBeLessThanOrEqual(1 + 1e-9);
          else expect(value).toBeGreaterThanOrEqual(-1e-9);
        }
      }),
      runs(300),
    );
    expect(counts.holds).toBeGreaterThan(30);
    expect(counts.fails).toBeGreaterThan(30);
  });

  test("looks at the part of the domain that a constraint is about", () => {
    const constraint: KnownConstraint = { kind: "increasing", variable: "x" };
    expect(verdict("x * exp(-x)", constraint)).toBe("fails");
    expect(verdict("x * exp(-x)", { ...constraint, within: { x: [0, 0.9] } })).toBe("holds");
  });

  test.each(["2 - abs(x)", "abs(x)", "-abs(x)^3", "x * abs(x) - 0.01 * abs(x)", "sqrt(x^2) + x / 2"])(
    "sees the jump of the slope of %s",
    (text) => {
      expect(verdict(text, by("increasing"), [{ name: "x", low: -1, high: 0.7 }])).toBe("fails");
    },
  );

  test("does not take a kink for a straight line", () => {
    const domain = [{ name: "x", low: -1, high: 0.7 }];
    expect(verdict("-abs(x)", by("convex"), domain)).toBe("undecided");
    expect(verdict("x^2 - 0.1 * abs(x)", by("convex"), domain)).toBe("undecided");
    expect(verdict("-abs(x)", by("convex"), [{ name: "x", low: 0.1, high: 0.7 }])).toBe("holds");
  });

  test("refuses domains and variables that are none", () => {
    expect(() => verdict("x", atLeast(0), [{ name: "x", low: 1, high: 0 }])).toThrow(code("BAD_CONSTRAINT"));
    expect(() => verdict("x", atLeast(0), [{ name: "x", low: 1, high: Number.POSITIVE_INFINITY }])).toThrow(
      "holdsOn: x goes from 1 to Infinity. Give two finite numbers, the lower one first.",
    );
    expect(() => verdict("x", by("convex", "xx"))).toThrow(/is on "xx", which is no variable. Did you mean x\?/);
  });
});
