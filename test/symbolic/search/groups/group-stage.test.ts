import { describe, expect, test } from "vitest";
import { constant } from "../../../../plugins/symbolic/dist/expression/expression.js";
import { skeletonOf } from "../../../../plugins/symbolic/dist/expression/skeleton-of.js";
import { groupStage } from "../../../../plugins/symbolic/dist/search/groups/group-stage.js";
import type { Problem } from "../../../../plugins/symbolic/dist/search/problem.js";
import { searchContext } from "../../../../plugins/symbolic/dist/search/search-context.js";
import "../../../contract/close.js";
import { run } from "../problems.js";
import { perGroupIn, planted } from "./planted.js";

function found(problem: Problem, mostWork = Number.POSITIVE_INFINITY) {
  const context = searchContext(problem);
  context.offer(constant(0));
  run(groupStage, context, mostWork);
  return context.front.best!;
}

describe("groupStage", () => {
  test("finds the power law of Paris with a factor of each specimen, over decades and in other ranges", () => {
    const factors = [40, 0.3, 7, 0.02, 1];
    const { expression } = found(
      planted({
        perGroup: factors,
        rowsPerGroup: 20,
        ranges: { K: (group) => [5 + group, 15 + 2 * group] },
        law: ([K], factor) => factor * K! ** 3.2,
        noise: 0.01,
      }),
      5e7,
    );
    expect(skeletonOf(expression)).toBe("multiply(g,power(x0,c))");
    expect(perGroupIn(expression)[0]![0]! / perGroupIn(expression)[0]![2]!).toBeClose(40 / 7, { relative: 0.02 });
  });

  test("finds a law beside offsets that are larger than it, of groups too small to show it", () => {
    const offsets = [11, 16, 8, 22, 6, 31, 60, 3, 4, 43, 17, 29, 52, 9, 37];
    const { expression } = found(
      planted({
        perGroup: offsets,
        rowsPerGroup: 6,
        ranges: { x: () => [1, 4], y: (group) => [1 + 0.2 * group, 3 + 0.2 * group], z: () => [0, 3] },
        law: ([x, y, z], offset) => offset + (x! * y!) / (1 + z!),
        noise: 0,
      }),
    );
    expect(perGroupIn(expression)).toHaveLength(1);
    expect(perGroupIn(expression)[0]!).toBeClose(offsets, { absolute: 1e-6 });
  });

  test("finds a law without noise in one group, and what differs in it", () => {
    const rates = [0.1, 0.35, 1.1, 3];
    const { expression, loss } = found(
      planted({
        perGroup: rates,
        rowsPerGroup: 40,
        ranges: { t: () => [0, 6], z: () => [1, 3] },
        law: ([t, z], rate) => 5 * z! * Math.exp(-rate * t!),
        noise: 0,
      }),
    );
    expect(loss).toBeLessThan(1e-20);
    expect(perGroupIn(expression)[0]!.map(Math.abs)).toBeClose(rates, { relative: 1e-6 });
  });

  test("leaves a law as it is that is the same in all groups", () => {
    const { expression } = found(
      planted({
        perGroup: [0, 0, 0],
        rowsPerGroup: 60,
        ranges: { x: () => [1, 5], z: () => [0, 2] },
        law: ([x, z]) => x! * Math.exp(-z!) + 2,
        noise: 0.1,
      }),
      5e7,
    );
    expect(perGroupIn(expression)).toEqual([]);
  });

  test.each([
    [20, 3],
    [1, 40],
  ])("manages rows that tell nothing but their group: %d of each of %d", (rowsPerGroup, groups) => {
    const perGroup = Array.from({ length: groups }, (_, group) => 1 + group ** 2);
    const { expression } = found(
      planted({ perGroup, rowsPerGroup, ranges: { x: () => [0, 1] }, law: (_, value) => value, noise: 0 }),
      1e7,
    );
    expect(perGroupIn(expression)).toEqual(rowsPerGroup > 1 ? [perGroup] : []);
  });

  test("has nothing to do without groups", () => {
    const { groups: _, ...problem } = planted({
      perGroup: [1, 2],
      rowsPerGroup: 20,
      ranges: { x: () => [1, 5] },
      law: ([x], factor) => factor * x!,
      noise: 0,
    });
    expect(run(groupStage, searchContext(problem))).toBe(0);
  });
});
