import { linspace } from "@mesoscope/core";
import { describe, expect, test } from "vitest";
import { integrateStates } from "../../../plugins/symbolic/dist/dynamics/runge-kutta.js";
import "../../contract/close.ts";

type Rate = (state: Float64Array) => number[];
const solve = (rate: Rate, start: number[], times: ArrayLike<number>, tolerance?: number) =>
  integrateStates((_, state, into) => into.set(rate(state)), start, times, tolerance);

describe("integrateStates", () => {
  test("follows the logistic law and a rotation, by its tolerance", () => {
    const times = linspace(0, 10, 41).data;
    const grown = solve(([x]) => [x! * (1 - x!)], [0.1], times);
    expect(grown.map(([x]) => x)).toBeClose(
      [...times].map((s) => 1 / (1 + 9 * Math.exp(-s))),
      { relative: 1e-8 },
    );
    for (const tolerance of [1e-5, 1e-8]) {
      const turned = solve(([x, y]) => [y!, -x!], [1, 0], times, tolerance).at(-1)!;
      expect(turned).toBeClose([Math.cos(10), -Math.sin(10)], { absolute: 100 * tolerance });
    }
  });

  test("takes times as close as rounding allows, and any number of them", () => {
    const close = [1e6, 1e6 + 2e-10, 1e6 + 1];
    expect(solve(([x]) => [-x!], [1], close).at(-1)![0]).toBeClose(Math.exp(-1), { relative: 1e-8 });
    const many = linspace(0, 1, 250_001).data;
    expect(solve(([x]) => [-x!], [1], many).at(-1)![0]).toBeClose(Math.exp(-1), { relative: 1e-8 });
  });

  test.each([
    [
      "a state that grows beyond all bounds",
      (x: number) => x ** 2,
      1,
      "DIVERGED",
      /time 1, where the state is \d{9,}:/,
    ],
    [
      "a pole that a state meets",
      (x: number) => 1 / (2 - x),
      1,
      "DIVERGED",
      /time 0\.5, where the state is (2|1\.9999\d*):/,
    ],
    ["rates that are far apart", (x: number) => -1e9 * (x - 1), 1.001, "TOO_MANY_STEPS", /200000 steps/],
  ] as const)("stops at %s", (_, rate, start, code, message) => {
    const run = () => solve(([x]) => [rate(x!)], [start], [0, 3]);
    expect(run).toThrow(expect.objectContaining({ code, message: expect.stringMatching(message) }));
  });
});
