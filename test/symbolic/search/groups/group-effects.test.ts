import { describe, expect, test } from "vitest";
import { groupEffects } from "../../../../plugins/symbolic/dist/search/groups/group-effects.js";
import "../../../contract/close.js";
import { drive } from "../drive.js";
import { planted } from "./planted.js";

const offsets = [50, 38, 27, 14, 5, -8];

describe("groupEffects", () => {
  test("tells offsets from a trend that the groups follow in other ranges", () => {
    const { target, groups, columns, rows } = planted({
      perGroup: offsets,
      rowsPerGroup: 15,
      ranges: { x: (group) => [2 * group + 1, 2 * group + 5] },
      law: ([x], offset) => offset + 1.7 * x!,
      noise: 0.01,
    });
    const { effects } = drive(groupEffects(target, new Float64Array(rows).fill(1), groups, columns)).result;
    const apart = effects.map((effect) => effect - effects[0]!);
    expect(apart).toBeClose(
      offsets.map((offset) => offset - 50),
      { absolute: 0.3 },
    );
  });

  test("finds them beside a curve in two variables", () => {
    const { target, groups, columns, rows } = planted({
      perGroup: offsets,
      rowsPerGroup: 30,
      ranges: { x: () => [1, 4], y: (group) => [0.1 * group, 3] },
      law: ([x, y], offset) => offset + (4 * x!) / (1 + y!),
      noise: 0,
    });
    const { effects, misfit } = drive(groupEffects(target, new Float64Array(rows).fill(1), groups, columns)).result;
    const apart = effects.map((effect) => effect - effects[0]!);
    expect(apart).toBeClose(
      offsets.map((offset) => offset - 50),
      { absolute: 0.3 },
    );
    expect(misfit).toBeLessThan(rows);
  });

  test("gives a group without rows nothing, and rows without weight no say", () => {
    const values = Float64Array.of(1, 1.1, 0.9, 99, 5, 5.1, 4.9, 5);
    const groups = Int32Array.of(0, 0, 0, 0, 2, 2, 2, 2);
    const weights = Float64Array.of(1, 1, 1, 0, 1, 1, 1, 1);
    const { effects } = drive(groupEffects(values, weights, groups, [])).result;
    expect(effects).toBeClose([1, 0, 5], { absolute: 1e-9 });
  });
});
