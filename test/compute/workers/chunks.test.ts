import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Chunks } from "../../../plugins/compute/dist/workers/chunks.js";

describe("chunks", () => {
  test("hold every task once, whatever is learned of their length", () => {
    const cases = fc.tuple(
      fc.integer({ min: 0, max: 500 }),
      fc.integer({ min: 1, max: 8 }),
      fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
    );
    fc.assert(
      fc.property(cases, ([count, members, times]) => {
        const left = Array.from({ length: count }, (_, i) => 3 * i);
        const chunks = new Chunks(left, members);
        const taken: number[] = [];
        for (let chunk = chunks.take(); chunk; chunk = chunks.take()) {
          expect(chunk.length).toBeGreaterThan(0);
          taken.push(...chunk);
          chunks.learn(chunk.length, times.next().value!);
        }
        expect(taken).toEqual(left);
      }),
    );
  });

  test("grow while tasks are short, and leave enough for every worker", () => {
    const chunks = new Chunks([...Array(10_000).keys()], 4);
    const sizes: number[] = [];
    for (let chunk = chunks.take(); chunk; chunk = chunks.take()) {
      sizes.push(chunk.length);
      chunks.learn(chunk.length, chunk.length * 1e-6);
    }
    expect(sizes.slice(0, 4)).toEqual([1, 8, 64, 512]);
    expect(sizes.length).toBeLessThan(80);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(1250);
    expect(sizes.at(-1)).toBe(1);
  });

  test("stay single where a task is long", () => {
    const chunks = new Chunks([0, 1, 2, 3, 4, 5, 6, 7], 2);
    chunks.take();
    chunks.learn(1, 0.5);
    expect(chunks.take()).toEqual([1]);
  });

  test("give lost tasks out alone, before others", () => {
    const chunks = new Chunks([0, 1, 2], 1);
    chunks.take();
    chunks.putBack(0);
    expect(chunks.take()).toEqual([0]);
  });
});
