import { describe, expect, test } from "vitest";
import { checkConstraints } from "../../../../plugins/symbolic/dist/search/constraints/check-constraints.js";
import type { Constraint } from "../../../../plugins/symbolic/dist/search/constraints/constraint.js";
import { searchContext } from "../../../../plugins/symbolic/dist/search/search-context.js";
import { problemOf } from "../problems.js";

const names = ["x", "y"];
const check = (...constraints: Constraint[]) => checkConstraints(constraints, names);

describe("checkConstraints", () => {
  test.each<[string, Constraint[]]>([
    [
      "bounds without a common value",
      [
        { kind: "bounds", lower: 2 },
        { kind: "bounds", upper: 1 },
      ],
    ],
    [
      "rising and falling",
      [
        { kind: "increasing", variable: "x" },
        { kind: "decreasing", variable: "x" },
      ],
    ],
    [
      "a variable that must and must not be there",
      [
        { kind: "avoids", variable: "y" },
        { kind: "uses", variable: "y" },
      ],
    ],
    [
      "two values at one point",
      [
        { kind: "value", at: { x: 0 }, value: 0 },
        { kind: "value", at: { x: 0, y: 1 }, value: 2 },
      ],
    ],
    [
      "a value out of bounds",
      [
        { kind: "value", at: { x: 0 }, value: -1 },
        { kind: "bounds", lower: 0 },
      ],
    ],
    [
      "a value that would have to fall",
      [
        { kind: "value", at: { x: 0, y: 1 }, value: 5 },
        { kind: "value", at: { x: 1, y: 1 }, value: 3 },
        { kind: "increasing", variable: "x" },
      ],
    ],
    [
      "more variables than a formula of this size has",
      [
        { kind: "complexity", most: 2 },
        { kind: "uses", variable: "x" },
        { kind: "uses", variable: "y" },
      ],
    ],
  ])("says that there is no formula for %s", (_, constraints) => {
    expect(() => check(...constraints)).toThrow(expect.objectContaining({ code: "CONTRADICTORY_CONSTRAINTS" }));
    expect(() => check(...constraints.toReversed())).toThrow(/^discover: .{40,180}$/);
    for (const constraint of constraints) expect(() => check(constraint)).not.toThrow();
  });

  test.each<[string, unknown]>([
    ["There is no variable", { kind: "increasing", variable: "X" }],
    ["an empty interval", { kind: "bounds", lower: 1, upper: 0 }],
    ["an empty range", { kind: "bounds", lower: 1, within: { x: [2, 1] } }],
    ["not a number", { kind: "bounds", lower: Number.NaN }],
    ["an unknown kind", { kind: "monotone", variable: "x" }],
    ["an unknown operator", { kind: "avoids", operator: "sine" }],
    ["nothing named", { kind: "uses" }],
    ["no nodes at all", { kind: "complexity", most: 0 }],
  ])("refuses %s", (_, constraint) => {
    expect(() => check(constraint as Constraint)).toThrow(expect.objectContaining({ code: "BAD_CONSTRAINT" }));
  });

  test.each<[object, RegExp]>([
    [{ kind: "bounds", least: 3 }, /^discover: the constraint "bounds" says "least", which .* It may say lower, upper/],
    [{ kind: "increasing", variable: "x", withn: { x: [0, 1] } }, /"withn".* Did you mean within\?$/],
    [{ kind: "complexity", most: 9, lower: 1 }, /"lower".* It may say most\.$/],
  ])("refuses keys without a meaning in %j", (constraint, message) => {
    const asked = () => check(constraint as Constraint);
    expect(asked).toThrow(expect.objectContaining({ code: "BAD_CONSTRAINT", message: expect.stringMatching(message) }));
  });

  test.each<[object, RegExp]>([
    [
      { kind: "increasing" },
      /^discover: the constraint "increasing" does not say "variable"\. It must say variable, and/,
    ],
    [{ kind: "concave", within: { x: [0, 1] } }, /"variable"\. .* may say within\.$/],
    [{ kind: "value", value: 1 }, /"at"\. It must say at, value\.$/],
    [{ kind: "value", at: { x: 0 } }, /"value"/],
    [{ kind: "limit", variable: "x", value: 0 }, /"limit" does not say "to"/],
    [{ kind: "limit", variable: "x", to: 0, value: undefined }, /does not say "value"/],
    [{ kind: "complexity" }, /"most"\. It must say most\.$/],
  ])("names the key that is missing in %j", (constraint, message) => {
    const asked = () => check(constraint as Constraint);
    expect(asked).toThrow(expect.objectContaining({ code: "BAD_CONSTRAINT", message: expect.stringMatching(message) }));
  });

  test("accepts what can hold together", () => {
    check(
      { kind: "bounds", lower: 0, within: { x: [0, 1] } },
      { kind: "bounds", upper: -1, within: { x: [2, 3] } },
      { kind: "convex", variable: "x" },
      { kind: "concave", variable: "x" },
      { kind: "value", at: { x: 0 }, value: 0 },
      { kind: "value", at: { x: 0, y: 1 }, value: 0 },
      { kind: "uses", operator: "exp" },
      { kind: "avoids", operator: "log" },
    );
  });

  test("is asked before a search", () => {
    const constraints: Constraint[] = [{ kind: "increasing", variable: "z" }];
    const problem = problemOf("x", { ranges: { x: [0, 1] }, constraints });
    expect(() => searchContext(problem)).toThrow(expect.objectContaining({ code: "BAD_CONSTRAINT" }));
  });
});
