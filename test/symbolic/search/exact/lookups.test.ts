import { randomStream } from "@mesoscope/core";
import { describe, expect, test } from "vitest";
import { isProportional } from "../../../../plugins/symbolic/dist/search/exact/feature-table.js";
import { Frame } from "../../../../plugins/symbolic/dist/search/exact/frame.js";
import { KeyTable } from "../../../../plugins/symbolic/dist/search/exact/key-table.js";
import { ValueSet } from "../../../../plugins/symbolic/dist/search/exact/value-set.js";

const rows = 40;
const draw = (k: number) => randomStream(3).child(k).normals(rows).data;
const combination = (a: number, x: Float64Array, b: number, z: Float64Array) =>
  x.map((value, i) => a * value + b * z[i]!);

describe("Frame", () => {
  const [first, second, other] = [draw(0), draw(1), draw(2)];
  const frame = new Frame([first, second, combination(1, first, 1, second)], rows, randomStream(0));
  const rest = new Float64Array(rows);

  test("counts a dependent column once", () => {
    expect(frame.freedom).toBe(rows - 2);
  });

  test("leaves nothing of a combination of its columns", () => {
    expect(frame.project(combination(3, first, -2e5, second), rest)).toBe("nothing");
  });

  test("says where too little is left to compare", () => {
    expect(frame.project(combination(1, first, 1e-6, other), rest)).toBe("vague");
    expect(
      frame.project(
        other.map(() => Number.NaN),
        rest,
      ),
    ).toBe("vague");
  });

  test("leaves proportional rests of what differs by its columns and a factor", () => {
    expect(frame.project(other, rest)).toBe("rest");
    const scaled = new Float64Array(rows);
    frame.project(combination(-4, other, 7, first), scaled);
    expect(isProportional(rest, scaled)).toBe(true);
    expect(Math.abs(frame.key(rest) - frame.key(scaled))).toBeLessThan(1e-12);
    frame.project(draw(3), scaled);
    expect(isProportional(rest, scaled)).toBe(false);
  });
});

describe("KeyTable", () => {
  test("finds all keys nearby and no others", () => {
    const table = new KeyTable();
    const keys = randomStream(1).uniforms(20_000).data;
    keys.forEach((key) => void table.add(key));
    for (let i = 0; i < keys.length; i += 97) {
      const found: number[] = [];
      table.some(keys[i]! + 2e-8, (index) => found.push(index) < 0);
      expect(found).toContain(i);
      for (const index of found) expect(Math.abs(keys[index]! - keys[i]!)).toBeLessThan(3e-7);
    }
    expect(table.some(2, () => true)).toBe(false);
    expect(table.some(Number.NaN, () => true)).toBe(false);
  });
});

describe("ValueSet", () => {
  test("knows a number again apart from its sign and rounding", () => {
    const set = new ValueSet(4);
    const values = randomStream(2).normals(5000).data;
    expect(values.every((value) => set.add(value))).toBe(true);
    expect(values.some((value) => set.add(-value * (1 + 2e-16)))).toBe(false);
    expect(values.every((value) => set.add(value * 1.00001))).toBe(true);
  });
});
