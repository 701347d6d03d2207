import type { NDArray } from "@mesoscope/core";
import { evaluate, type Schedule, schedules } from "@mesoscope/tensor";
import { describe, expect, test } from "vitest";
import { reference } from "../../contract/close.ts";

const rates = reference("tensor/optimizers.json").schedules;
const along = (schedule: Schedule, steps: number) =>
  Array.from({ length: steps }, (_, step) => (evaluate(schedule, step) as NDArray).data[0]!);

describe("schedules", () => {
  test.each([
    ["cosine", schedules.cosine({ from: 0.1, to: 0.01, steps: 30 })],
    ["exponentialDecay", schedules.exponentialDecay({ from: 0.1, factor: 0.5, steps: 10 })],
    ["oneCycle", schedules.oneCycle({ peak: 0.1, steps: 37, risingShare: 0.25 })],
    ["warmup", schedules.warmup({ steps: 8, followedBy: 0.1 })],
  ])("%s is that of PyTorch", (name, schedule) => {
    expect(along(schedule, rates[name].length)).toBeClose(rates[name]);
  });

  test("stay where they end", () => {
    expect(along(schedules.cosine({ from: 0.1, steps: 2 }), 5).slice(2)).toEqual([0, 0, 0]);
    const cycle = along(schedules.oneCycle({ peak: 1, steps: 10 }), 13);
    expect(cycle.slice(9)).toBeClose(new Float64Array(4).fill(4e-6), { relative: 1e-9 });
  });

  test("follow a warm-up from their own beginning", () => {
    const falling = schedules.cosine({ from: 0.1, steps: 4 });
    const [rising, later] = [along(schedules.warmup({ steps: 2, followedBy: falling }), 7), along(falling, 5)];
    expect(rising).toBeClose([0.05, 0.1, ...later], { absolute: 1e-17 });
  });

  test("name bad input", () => {
    expect(() => schedules.constant(0)).toThrow(/^constant: rate is 0/);
    expect(() => schedules.cosine({ from: 0.1, steps: 1.5 })).toThrow(/^cosine: steps is 1.5/);
    expect(() => schedules.cosine({ from: 0.1, to: -1, steps: 5 })).toThrow(/to is -1/);
    expect(() => schedules.exponentialDecay({ from: 0.1, factor: 2, steps: 5 })).toThrow(/factor is 2/);
    expect(() => schedules.oneCycle({ peak: 0.1, steps: 6 })).toThrow(/steps is 6. Give a whole number of at least 7/);
    expect(() => schedules.warmup({ steps: 0, followedBy: 1 })).toThrow(/steps is 0/);
  });
});
