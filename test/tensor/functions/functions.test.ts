import { array, NDArray, randomStream } from "@mesoscope/core";
import {
  add,
  cast,
  evaluate,
  fill,
  fourierModes,
  grad,
  inverseFourierModes,
  multiply,
  oneHot,
  padWith,
  resize,
  scan,
  segmentMax,
  segmentMean,
  segmentSum,
  standardize,
  sum,
  type Tensor,
  tensor,
} from "@mesoscope/tensor";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import "../../contract/close.ts";

const stream = randomStream(5);
const draw = (...shape: number[]) =>
  new NDArray(
    Float64Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => stream.normal()),
    shape,
  );

describe("segments", () => {
  const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: -9, max: 9 })), {
    minLength: 1,
    maxLength: 12,
  });

  test("are what a loop over the rows finds, also where some are empty", () => {
    fc.assert(
      fc.property(rows, (pairs) => {
        const parts = Array.from({ length: 5 }, (_, i) => pairs.filter(([of]) => of === i).map(([, value]) => value));
        const total = (values: number[]) => values.reduce((a, b) => a + b, 0);
        const found = evaluate(
          (x: Tensor, of: Tensor) => [segmentSum(x, of, 5), segmentMean(x, of, 5), segmentMax(x, of, 5)],
          pairs.map(([, value]) => value),
          pairs.map(([of]) => of),
        );
        expect(found[0]).toBeClose(parts.map(total));
        expect(found[1]).toBeClose(parts.map((values) => (values.length ? total(values) / values.length : 0)));
        expect(found[2]).toBeClose(parts.map((values) => (values.length ? Math.max(...values) : 0)));
      }),
      { numRuns: 60, seed: 2 },
    );
  });
});

describe("scan", () => {
  test("goes through trees and gives all results", () => {
    const step = ({ position, velocity }: Record<string, Tensor>, { force, time }: Record<string, Tensor>) => {
      const faster = add(velocity!, multiply(force!, time!));
      const further = add(position!, multiply(faster, time!));
      return [{ position: further, velocity: faster }, { position: further }] as const;
    };
    const [last, path] = evaluate(
      (force: Tensor, time: Tensor) => scan(step, { position: fill(0), velocity: fill(1) }, { force, time }),
      [1, 2, 3],
      [1, 1, 2],
    );
    expect([last.position!.data[0], last.velocity!.data[0]]).toEqual([2 + 4 + 20, 10]);
    expect(path.position.data).toEqual(Float64Array.of(2, 6, 26));
  });

  test("has the derivative of the recurrence", () => {
    const last = (rate: Tensor) => scan((x: Tensor, _: Tensor) => [multiply(rate, x), x], fill(2), fill(0, [5]))[0];
    expect(grad(last)(3).data).toEqual(Float64Array.of(2 * 5 * 3 ** 4));
  });
});

test("oneHot gives rows of the identity, and zeros outside", () => {
  expect(
    evaluate(
      (i: Tensor) => oneHot(cast(i, "integer"), 2),
      [
        [0, 1],
        [2, -1],
      ],
    ).toArray(),
  ).toEqual([
    [
      [1, 0],
      [0, 1],
    ],
    [
      [0, 0],
      [0, 0],
    ],
  ]);
});

test("standardize gives mean 0 and variance 1 over several axes", () => {
  const y = evaluate((x: Tensor) => standardize(x, [0, 2], 0), draw(3, 2, 4));
  const { total, squares } = evaluate(
    (at: Tensor) => ({ total: sum(at, [0, 2]), squares: sum(multiply(at, at), [0, 2]) }),
    y,
  );
  expect(total).toBeClose([0, 0], { absolute: 1e-13 });
  expect(squares).toBeClose([12, 12]);
});

describe("Fourier modes", () => {
  test.each([4, 5, 16, 33])("all of them give back a field of length %i", (length) => {
    const x = draw(2, length, 3);
    const same = evaluate(
      (at: Tensor) => inverseFourierModes(fourierModes(at, Math.floor(length / 2) + 1, 1), length, 1),
      x,
    );
    expect(same).toBeClose(x, { absolute: 1e-13 });
  });

  test("can be seen on a finer grid", () => {
    const wave = (length: number) => Array.from({ length }, (_, j) => Math.cos((2 * Math.PI * 2 * j) / length + 0.3));
    expect(evaluate(() => inverseFourierModes(fourierModes(wave(8), 4), 20))).toBeClose(
      wave(20).map((value) => (value * 8) / 20),
      { absolute: 1e-14 },
    );
  });
});

describe("resize", () => {
  test("keeps what is constant, and takes the middle of three", () => {
    expect(
      evaluate(() => resize(fill(2, [1, 1, 4, 6]), [7, 3])).data.every((value) => Math.abs(value - 2) < 1e-14),
    ).toBe(true);
    expect(evaluate(() => resize([[[1, 2, 3, 4, 5, 6]]], [2])).data).toEqual(Float64Array.of(2, 5));
  });

  test("leaves the same lengths as they are", () => {
    const x = tensor(draw(1, 1, 3, 3));
    expect(resize(x, [3, 3])).toBe(x);
  });
});

describe("padWith", () => {
  test("goes on as the field does", () => {
    const x = array([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    const padded = (mode: "circular" | "reflect" | "edge") =>
      evaluate(() => padWith(x, [1, 2], [0, 1], mode)).toArray();
    expect(padded("circular")).toEqual([
      [5, 6, 4, 5, 6, 4],
      [2, 3, 1, 2, 3, 1],
      [5, 6, 4, 5, 6, 4],
    ]);
    expect(padded("reflect")).toEqual([
      [6, 5, 4, 5, 6, 5],
      [3, 2, 1, 2, 3, 2],
      [6, 5, 4, 5, 6, 5],
    ]);
    expect(padded("edge")).toEqual([
      [1, 1, 1, 2, 3, 3],
      [1, 1, 1, 2, 3, 3],
      [4, 4, 4, 5, 6, 6],
    ]);
  });

  test("by nothing is nothing", () => {
    const x = tensor([1, 2]);
    expect(padWith(x, [0], [0], "circular")).toBe(x);
  });
});
