import { randomStream } from "@mesoscope/core";
import { describe, expect, test } from "vitest";
import { type Expression, nodesOf } from "../../../../plugins/symbolic/dist/expression/expression.js";
import { liftStage } from "../../../../plugins/symbolic/dist/search/groups/lift-stage.js";
import { parseTemplate } from "../../../../plugins/symbolic/dist/search/guesses/template.js";
import type { Problem } from "../../../../plugins/symbolic/dist/search/problem.js";
import { searchContext } from "../../../../plugins/symbolic/dist/search/search-context.js";
import "../../../contract/close.js";
import { run } from "../problems.js";
import { perGroupIn } from "./planted.js";

const stiffness = [200, 70, 110, 45];

/** y = E x^n, with an E per material and one n for all. */
function materials(perGroup: readonly number[], noise: number): Problem {
  const random = randomStream(3);
  const rows = 160;
  const groups = Int32Array.from({ length: rows }, (_, i) => i % perGroup.length);
  const x = Float64Array.from({ length: rows }, () => 0.5 + random.uniform());
  const target = x.map((value, i) => perGroup[groups[i]!]! * value ** 1.3 * (1 + noise * random.normal()));
  return { rows, columns: [x], target, groups, names: ["x"], constantsMayHaveUnits: false, seed: 0 };
}

function found(problem: Problem): Expression {
  const context = searchContext(problem);
  context.offer(parseTemplate("a * x^b", ["x"]).expression);
  run(liftStage, context);
  return context.front.best!.expression;
}

describe("liftStage", () => {
  test("gives the constant that differs a value per group, and the other one for all", () => {
    const expression = found(materials(stiffness, 0.01));
    expect(perGroupIn(expression)).toHaveLength(1);
    expect(perGroupIn(expression)[0]!).toBeClose(stiffness, { relative: 0.01 });
    expect([...nodesOf(expression)].some((node) => node.kind === "constant" && Math.abs(node.value - 1.3) < 0.02)).toBe(
      true,
    );
  });

  test("leaves constants alone that are the same in all groups", () => {
    expect(perGroupIn(found(materials([110, 110, 110, 110], 0.01)))).toEqual([]);
  });

  test("adds an offset per group where there was none", () => {
    const { groups, ...problem } = materials([100, 100, 100], 0.001);
    const shifted = { ...problem, groups: groups!, target: problem.target.map((y, i) => y + 40 * groups![i]!) };
    const expression = found(shifted);
    const [offsets] = perGroupIn(expression);
    expect(offsets!.map((value) => value - offsets![0]!)).toBeClose([0, 40, 80], { absolute: 0.3 });
  });

  test("has nothing to do without groups", () => {
    const { groups: _, ...problem } = materials(stiffness, 0.01);
    expect(perGroupIn(found(problem))).toEqual([]);
  });
});
