import type { NDArray } from "@mesoscope/core";
import { evaluate, type LossScaleState, lossScale, type Tensor } from "@mesoscope/tensor";
import { expect, test } from "vitest";
import { reference } from "../../contract/close.ts";

const { good, scales } = reference("tensor/optimizers.json")["loss scales"];

function along(scaling: ReturnType<typeof lossScale>, flags: readonly number[]): number[] {
  let state = scaling.initial();
  const next = (before: LossScaleState, isGood: Tensor) => scaling.update(before, isGood);
  return flags.map((flag) => {
    state = evaluate(next, state, flag) as LossScaleState<NDArray>;
    return state.scale.data[0]!;
  });
}

test("a loss scale is that of PyTorch", () => {
  expect(along(lossScale({ scale: 8, growAfter: 3 }), good)).toEqual(scales);
});

test("it is never below 1", () => {
  expect(along(lossScale({ scale: 3 }), [0, 0, 0])).toEqual([1.5, 1, 1]);
});

test("options that are none are named", () => {
  expect(() => lossScale({ scale: 0.5 })).toThrow("lossScale: scale is 0.5. Give a finite number from 1.");
  expect(() => lossScale({ growAfter: 0 })).toThrow("lossScale: growAfter is 0. Give a whole number of at least 1.");
  expect(() => lossScale({ growth: 2 } as never)).toThrow("lossScale: there is no option growth.");
});
