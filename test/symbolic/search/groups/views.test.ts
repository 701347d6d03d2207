import { describe, expect, test } from "vitest";
import { levelled, oneGroup } from "../../../../plugins/symbolic/dist/search/groups/views.js";
import "../../../contract/close.js";
import { drive } from "../drive.js";
import { planted } from "./planted.js";

const factors = [40, 0.3, 7, 0.02, 1];

function paris(rowsPerGroup = 20) {
  return planted({
    perGroup: factors,
    rowsPerGroup,
    ranges: { x: (group) => [5 + group, 15 + 2 * group] },
    law: ([x], factor) => factor * x! ** 3.2,
    noise: 0,
  });
}

describe("oneGroup", () => {
  test("takes the rows of the group in which the target varies most", () => {
    const { rows, target, columns } = oneGroup(paris())!;
    expect(rows).toBe(20);
    expect(target).toBeClose(
      columns[0]!.map((x) => 40 * x ** 3.2),
      { relative: 1e-12 },
    );
  });

  test("does not take a small group for that", () => {
    const problem = paris();
    const groups = problem.groups.map((group, row) => (group === 0 && row > 40 ? 1 : group));
    expect(oneGroup({ ...problem, groups })!.rows).toBe(31);
  });
});

describe("views of nothing", () => {
  test("are left out: of small groups, and of a target that depends on the group alone", () => {
    expect(oneGroup(paris(5))).toBe(undefined);
    const problem = planted({
      perGroup: [1, 2, 5],
      rowsPerGroup: 20,
      ranges: { x: () => [0, 1] },
      law: (_, value) => value,
      noise: 0,
    });
    expect(oneGroup(problem)).toBe(undefined);
    expect(drive(levelled(problem)).result).toEqual([]);
  });
});

describe("levelled", () => {
  test("takes factors out of a law that is multiplied by them, first of all", () => {
    const problem = paris();
    const [view] = drive(levelled(problem)).result;
    const ratio = view!.target.map((value, row) => value / problem.columns[0]![row]! ** 3.2);
    expect(Math.max(...ratio) / Math.min(...ratio)).toBeLessThan(1.0001);
    expect(view!.weights).toBeClose(
      view!.target.map((value, row) => (problem.target[row]! / value) ** 2),
      { relative: 1e-9 },
    );
  });

  test("takes offsets out of a law that they are added to, so that a product is left", () => {
    const problem = planted({
      perGroup: [11, 60, 3, 22],
      rowsPerGroup: 25,
      ranges: { x: (group) => [1 + group, 4 + group], y: () => [0, 3] },
      law: ([x, y], offset) => offset + x! * Math.exp(-y! / 2),
      noise: 0,
    });
    const [view] = drive(levelled(problem)).result;
    expect(view!.target).toBeClose(
      problem.columns[0]!.map((x, row) => x * Math.exp(-problem.columns[1]![row]! / 2)),
      { absolute: 0.05 },
    );
  });

  test("has no factors where a target is 0, and no more rows than it needs", () => {
    const problem = paris(400);
    expect(drive(levelled(problem)).result.map(({ rows }) => rows)).toEqual([1000, 1000]);
    expect(
      drive(levelled({ ...problem, target: problem.target.map((y, row) => (row < 30 ? 0 : y)) })).result,
    ).toHaveLength(1);
  });
});
