import {
  asArray,
  type ComplexArray,
  complexArray,
  fourierFrequencies,
  fourierShift,
  fourierTransform,
  inverseFourierShift,
  inverseFourierTransform,
  inverseRealFourierTransform,
  multiply,
  norm,
  randomStream,
  realFourierFrequencies,
  realFourierTransform,
  roll,
  zeros,
} from "@mesoscope/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { reference } from "../../contract/close.ts";

const expected = reference("core/fourier.json");
const code = (name: string) => expect.objectContaining({ code: name });
const lengths = fc.oneof(
  fc.integer({ min: 1, max: 300 }),
  fc.constantFrom(2 ** 15, 3 * 2 ** 14, 5 ** 7, 32771, 7 ** 3 * 96),
);
const normals = (n: number, seed = 0) =>
  complexArray(randomStream(seed).normals(n), randomStream(seed).child(1).normals(n));

function isClose(received: ComplexArray, wanted: Pick<ComplexArray, "real" | "imaginary">, absolute = 1e-12): void {
  expect(received.real).toBeClose(wanted.real, { absolute });
  expect(received.imaginary).toBeClose(wanted.imaginary, { absolute });
}

describe("fourierTransform", () => {
  test("agrees with SciPy at every kind of length", () => {
    for (const { values, transform } of expected.lines) isClose(fourierTransform(values), transform, 1e-12);
  });

  test("agrees with SciPy along every axis, and along all", () => {
    for (const axis of [0, 1, 2]) {
      isClose(fourierTransform(expected.cube, { axes: [axis] }), expected.axes[axis]);
      isClose(realFourierTransform(expected.cube, { axes: [axis] }), expected.real[axis]);
    }
    isClose(fourierTransform(expected.cube, { axes: [0, 1, 2] }), expected.all);
    isClose(realFourierTransform(expected.cube, { axes: [0, 1, 2] }), expected.realAll);
  });

  test("keeps the length (Parseval), is undone by its inverse, and turns shifts into phases", () => {
    fc.assert(
      fc.property(lengths, fc.integer({ min: 0, max: 1e6 }), (n, places) => {
        const x = normals(n, n);
        const X = fourierTransform(x);
        const size = norm(X.magnitude());
        expect(size / Math.sqrt(n)).toBeClose(norm(x.magnitude()), { relative: 1e-13 });
        isClose(inverseFourierTransform(X), x, 1e-12);
        const shift = places % n;
        const angles = Float64Array.from({ length: n }, (_, k) => (-2 * Math.PI * ((shift * k) % n)) / n);
        const phases = complexArray(angles.map(Math.cos), angles.map(Math.sin));
        isClose(fourierTransform(x.map((part) => roll(part, shift))), X.multiply(phases), 1e-14 * size);
      }),
      { numRuns: 60 },
    );
  });

  test("agrees with its definition at single frequencies of long and awkward lengths", () => {
    for (const n of [2 ** 16, 65537, 3 ** 10, 100_000]) {
      const x = normals(n);
      const X = fourierTransform(x);
      for (const k of [1, 12_345, n - 2]) {
        let [re, im] = [0, 0];
        for (let j = 0; j < n; j++) {
          const angle = (-2 * Math.PI * ((j * k) % n)) / n;
          re += x.real.data[j]! * Math.cos(angle) - x.imaginary.data[j]! * Math.sin(angle);
          im += x.real.data[j]! * Math.sin(angle) + x.imaginary.data[j]! * Math.cos(angle);
        }
        expect([X.real.data[k]!, X.imaginary.data[k]!]).toBeClose([re, im], { absolute: 1e-9 });
      }
    }
  });

  test("leaves its input as it is, and refuses what is empty", () => {
    const x = normals(8);
    const before = x.real.data.slice();
    fourierTransform(x);
    expect(x.real.data).toEqual(before);
    expect(() => fourierTransform([])).toThrow(code("EMPTY"));
    expect(() => fourierTransform([1], { axes: [1] })).toThrow(code("BAD_AXIS"));
    expect(() => fourierTransform([1], { axes: [0, 0] })).toThrow(code("BAD_AXIS"));
    expect(() => fourierTransform([1], { axis: 0 } as never)).toThrow(code("BAD_OPTION"));
    expect(() => fourierTransform({ real: [1], imaginary: [1, 2] })).toThrow(code("SHAPE_MISMATCH"));
  });
});

describe("realFourierTransform", () => {
  test("is the first half of the whole transform, and is undone by its inverse", () => {
    fc.assert(
      fc.property(lengths, (n) => {
        const x = randomStream(n).normals(n);
        const half = realFourierTransform(x);
        isClose(
          half,
          fourierTransform(x).map((part) => part.slice(0, Math.floor(n / 2) + 1)),
          1e-15 * n + 1e-12,
        );
        expect(inverseRealFourierTransform(half, { length: n })).toBeClose(x, { absolute: 1e-12 });
      }),
      { numRuns: 60 },
    );
  });

  test("goes there and back along several axes, of even and odd length", () => {
    for (const shape of [
      [3, 4, 6],
      [2, 3, 5],
      [4, 1, 7],
      [2, 2, 1],
    ]) {
      // biome-ignore format: one list
      const x = randomStream(1).normals(shape);
      for (const axes of [[0, 2], [2, 1, 0], [0, 1, 2], [1]]) {
        // biome-ignore format: one list
        const length = shape[axes.at(-1)!]!;
        const back = inverseRealFourierTransform(realFourierTransform(x, { axes }), { axes, length });
        expect(back).toBeClose(x, { absolute: 1e-13 });
      }
    }
  });

  test("refuses a length that does not fit", () => {
    expect(() => inverseRealFourierTransform([1, 2, 3], { length: 6 })).toThrow(/needs 4 entries.*Give 4 or 5\.$/);
    expect(() => inverseRealFourierTransform([1])).toThrow(code("BAD_OPTION"));
    expect(inverseRealFourierTransform([3], { length: 1 }).data).toEqual(Float64Array.of(3));
  });
});

test("frequencies and shifts agree with SciPy", () => {
  [5, 6].forEach((n, i) => {
    expect(fourierFrequencies(n, 0.1)).toBeClose(expected.frequencies[i], { relative: 1e-15 });
    expect(realFourierFrequencies(n, 0.1)).toBeClose(expected.realFrequencies[i], { relative: 1e-15 });
    const x = asArray(Float64Array.from({ length: n * 3 }, (_, k) => k)).reshape([n, 3]);
    expect(inverseFourierShift(fourierShift(x)).data).toEqual(x.data);
    expect(fourierShift(x, [0]).get(Math.floor(n / 2), 1)).toBe(1);
  });
  const shifted = fourierShift(complexArray([0, 1, 2], [5, 6, 7]));
  expect([...shifted.imaginary.data]).toEqual([7, 5, 6]);
  expect(() => fourierFrequencies(0)).toThrow(code("BAD_VALUE"));
  expect(() => fourierShift(zeros(3), [1])).toThrow(code("BAD_AXIS"));
  expect(multiply(fourierFrequencies(4), 4).data).toEqual(Float64Array.of(0, 1, -2, -1));
});
