import { randomStream } from "@mesoscope/core";
import { describe, expect, test } from "vitest";
import { debugText, nodesOf, sizeOf } from "../../../../plugins/symbolic/dist/expression/expression.js";
import { parseExpression } from "../../../../plugins/symbolic/dist/expression/parse-expression.js";
import { nodeAt, replaceAt } from "../../../../plugins/symbolic/dist/expression/tree-places.js";
import { enumerateBlocks } from "../../../../plugins/symbolic/dist/search/evolution/building-blocks.js";
import { blindEdits } from "../../../../plugins/symbolic/dist/search/evolution/edits.js";
import { informedNeighbours } from "../../../../plugins/symbolic/dist/search/evolution/informed-edits.js";
import { linearScaling, withoutScaling } from "../../../../plugins/symbolic/dist/search/evolution/linear-scaling.js";
import { unitClassesOf } from "../../../../plugins/symbolic/dist/search/evolution/unit-classes.js";
import { vocabularyOf } from "../../../../plugins/symbolic/dist/search/evolution/vocabulary.js";
import { searchContext } from "../../../../plugins/symbolic/dist/search/search-context.js";
import "../../../contract/close.js";
import { drive } from "../drive.js";
import { problemOf } from "../problems.js";

const problem = problemOf("v * t + 3 * g * t^2 * exp(-t / u)", {
  ranges: { v: [1, 5], t: [1, 3], g: [8, 11], u: [1, 2] },
  dimensions: [
    [1, 0, -1, 0, 0, 0, 0, 0],
    [0, 0, 1, 0, 0, 0, 0, 0],
    [1, 0, -2, 0, 0, 0, 0, 0],
    [0, 0, 1, 0, 0, 0, 0, 0],
  ],
  targetDimension: [1, 0, 0, 0, 0, 0, 0, 0],
});
const evaluator = searchContext(problem).sample(40);
const units = unitClassesOf(problem);
const vocabulary = vocabularyOf(problem);

const blocksOf = (most: number) => drive(enumerateBlocks(evaluator, vocabulary, units, most)).result;

const material = { vocabulary, units, blocks: blocksOf(1000), random: randomStream(2) };
const law = parseExpression("v * t + 3 * g * t^2 * exp(-t / u)", problem.names);
const other = parseExpression("sqrt(v * g) * (u + t)^1.5 + 2 * v * sqrt(t * u)", problem.names);

describe("edits", () => {
  test.each(Object.entries(blindEdits))("%s keeps the unit and makes something new", (_, edit) => {
    const found = new Set<string>();
    for (let i = 0; i < 200; i++) {
      const changed = edit(law, material, () => other);
      if (!changed) continue;
      expect(units.of(changed), debugText(changed)).toBe(units.target);
      found.add(debugText(changed));
    }
    expect(found.size).toBeGreaterThan(1);
  });

  test("informed neighbours have the unit of the target, and the law is one of them", () => {
    const part = parseExpression("v * t", problem.names);
    const lacking = searchContext(
      problemOf("v * t + 2 * g * u^2", { ranges: { v: [1, 5], t: [1, 3], g: [8, 11], u: [1, 2] } }),
    );
    const losses = [...informedNeighbours(part, material, lacking.sample(40))].map((neighbour) => {
      if (!neighbour) return 1;
      expect(units.of(neighbour)).toBe(units.target);
      return lacking.evaluator.loss(neighbour);
    });
    expect(Math.min(...losses)).toBeLessThan(1e-12);
  });

  test("building blocks are in classes of their unit, none twice, the simplest first", () => {
    const texts = new Set<string>();
    for (const unit of material.blocks.classes()) {
      const blocks = material.blocks.of(unit);
      blocks.forEach(({ expression }, i) => {
        expect(units.of(expression)).toBe(unit);
        expect(sizeOf(expression)).toBeGreaterThanOrEqual(sizeOf(blocks[Math.max(0, i - 1)]!.expression));
        texts.add(debugText(expression));
      });
    }
    expect(texts.size).toBeGreaterThanOrEqual(1000);
    expect(texts).not.toContain("add(x1, x1)");
  });
});

describe("tree places", () => {
  test("are those of the nodes in postfix order", () => {
    [...nodesOf(law)].forEach((node, place) => {
      expect(nodeAt(law, place)).toBe(node);
      const replaced = replaceAt(law, place, other);
      expect(nodeAt(replaced, place + sizeOf(other) - sizeOf(node))).toBe(other);
      expect(sizeOf(replaced)).toBe(sizeOf(law) - sizeOf(node) + sizeOf(other));
    });
  });
});

describe("linearScaling", () => {
  test("finds factor and offset where they pay, and leaves a formula that fits alone", () => {
    const { sample } = searchContext(problemOf("5 - 3 * sin(x)", { ranges: { x: [0, 6] } }));
    const sine = parseExpression("sin(x)", ["x"]);
    const scaled = linearScaling(sine, sample(200), true)!;
    expect(scaled.loss).toBeLessThan(1e-28);
    expect(withoutScaling(scaled.expression)).toEqual(sine);
    const exact = searchContext(problemOf("sin(x)", { ranges: { x: [0, 6] } })).sample(200);
    expect(linearScaling(sine, exact, true)!.expression).toEqual(sine);
    const shifted = searchContext(problemOf("sin(x) + 4", { ranges: { x: [0, 6] } })).sample(200);
    expect(linearScaling(sine, shifted, false)!.loss).toBeGreaterThan(0.1);
  });
});
