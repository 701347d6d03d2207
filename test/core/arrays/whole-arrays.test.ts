import {
  all,
  any,
  argmax,
  argmin,
  argsort,
  array,
  asArray,
  concatenate,
  cumulativeProduct,
  cumulativeSum,
  diagonal,
  diagonalMatrix,
  difference,
  gradient,
  gridPoints,
  histogramCounts,
  meshgrid,
  multiply,
  permuteAxes,
  product,
  roll,
  searchSorted,
  select,
  sort,
  split,
  stack,
  sum,
  unique,
  zeros,
} from "@mesoscope/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { reference } from "../../contract/close.ts";

const expected = reference("core/arrays.json");
const cube = asArray(expected.cube);
const code = (name: string) => expect.objectContaining({ code: name });
const numbers = fc.array(fc.oneof(fc.integer({ min: -5, max: 5 }), fc.constantFrom(Number.NaN, Infinity)), {
  minLength: 1,
  maxLength: 30,
});

describe("arrays along an axis", () => {
  test.each([0, 1, 2])("agree with NumPy along axis %i", (axis) => {
    const wanted = expected.axes[axis];
    expect(sort(cube, axis)).toBeClose(wanted.sorted, { absolute: 0 });
    expect(argsort(cube, axis)).toBeClose(wanted.order);
    expect(argmin(cube, axis)).toBeClose(wanted.argmin);
    expect(argmax(cube, axis)).toBeClose(wanted.argmax);
    expect(product(cube, axis)).toBeClose(wanted.product, { relative: 1e-14 });
    expect(cumulativeSum(cube, axis)).toBeClose(wanted.cumulativeSum, { absolute: 1e-14 });
    expect(cumulativeProduct(cube, axis)).toBeClose(wanted.cumulativeProduct, { relative: 1e-14 });
    expect(difference(cube, axis)).toBeClose(wanted.difference, { absolute: 0 });
    expect(gradient(cube, { axis, spacing: 0.3 })).toBeClose(wanted.gradient, { absolute: 1e-13 });
    expect(concatenate([cube, multiply(cube, 2)], axis)).toBeClose(wanted.concatenated, { absolute: 0 });
    expect(stack([cube, multiply(cube, 2)], axis)).toBeClose(wanted.stacked, { absolute: 0 });
    expect(roll(cube, 2, axis)).toBeClose(wanted.rolled, { absolute: 0 });
  });

  test("agree with NumPy on uneven coordinates, selections and orders of axes", () => {
    const uneven = gradient(cube, { axis: 1, coordinates: expected.coordinates });
    expect(uneven).toBeClose(expected.unevenGradient, { absolute: 1e-12 });
    expect(permuteAxes(cube, expected.permutation)).toBeClose(expected.permuted, { absolute: 0 });
    expect(select(cube, -1, { step: -2 }, { start: 1, end: 4 })).toBeClose(expected.selected, { absolute: 0 });
    meshgrid([1, 2], [3, 4, 5], [6, 7]).forEach((part, i) => {
      expect(part).toBeClose(expected.meshgrid[i]);
    });
  });

  test("the gradient of a parabola is exact, and running sums undo differences", () => {
    const x = [0, 0.5, 2, 3, 7];
    const slopes = gradient(
      x.map((value) => 3 * value * value - value),
      { coordinates: x },
    );
    expect(slopes).toBeClose(
      x.map((value) => 6 * value - 1),
      { absolute: 1e-12 },
    );
    expect(gradient([1, 4], { spacing: 2 }).data).toEqual(Float64Array.of(1.5, 1.5));
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1 }), (values) => {
        expect([...cumulativeSum(difference([0, ...values])).data]).toEqual(values);
      }),
    );
  });

  test("refuse what has no meaning", () => {
    expect(() => sort([1], 1)).toThrow(code("BAD_AXIS"));
    expect(() => argmin([])).toThrow(code("EMPTY"));
    expect(() => gradient([1])).toThrow(code("EMPTY"));
    expect(() => gradient([1, 2], { coordinates: [1, 1] })).toThrow(/^gradient: the coordinates do not go strictly/);
    expect(() => gradient([1, 2], { coordinates: [1, 2, 3] })).toThrow(code("SHAPE_MISMATCH"));
    expect(() => gradient([1, 2], { spacing: 0 })).toThrow(code("BAD_VALUE"));
    expect(() => gradient([1, 2], { step: 1 } as never)).toThrow(/there is no option step/);
    expect(() => permuteAxes(cube, [0, 0, 1])).toThrow(code("BAD_AXIS"));
    expect(() => roll([1], 0.5)).toThrow(code("BAD_VALUE"));
    expect(() => meshgrid()).toThrow(code("EMPTY"));
    expect(() => difference([])).toThrow(code("EMPTY"));
  });
});

describe("selections", () => {
  test("are those of JavaScript's slice, for steps of one", () => {
    const bound = fc.option(fc.integer({ min: -7, max: 7 }), { nil: undefined });
    fc.assert(
      fc.property(bound, bound, fc.integer({ min: 1, max: 3 }), (start, end, step) => {
        const plain = [0, 1, 2, 3, 4].slice(start, end).filter((_, i) => i % step === 0);
        const range = { step, ...(start === undefined ? {} : { start }), ...(end === undefined ? {} : { end }) };
        expect([...select([0, 1, 2, 3, 4], range).data]).toEqual(plain);
      }),
    );
    expect([...select([0, 1, 2, 3, 4], { start: 3, end: 0, step: -2 }).data]).toEqual([3, 1]);
  });

  test("are copies, and name what is outside", () => {
    const given = array([1, 2]);
    select(given).data[0] = 9;
    select(given, {}).data[0] = 9;
    expect(given.data[0]).toBe(1);
    expect(() => select(given, 2)).toThrow(
      "select: position 2 is outside axis 0 of shape [2]. Give one within the axis.",
    );
    expect(() => select(given, {}, {})).toThrow(code("BAD_AXIS"));
    expect(() => select(given, { step: 0 })).toThrow(code("BAD_VALUE"));
    expect(() => select(given, { from: 1 } as never)).toThrow(code("BAD_OPTION"));
  });

  test("splitting undoes concatenating", () => {
    for (const axis of [0, 1, 2]) {
      expect(concatenate(split(cube, [1, 2], axis), axis).data).toEqual(cube.data);
      expect(split(cube, cube.shape[axis]!, axis)).toHaveLength(cube.shape[axis]!);
    }
    expect(() => split([1, 2, 3], 2)).toThrow(/^split: 3 entries do not make 2 equal parts/);
    expect(() => split([1, 2, 3], [2, 1])).toThrow(code("BAD_VALUE"));
    expect(() => concatenate([])).toThrow(code("EMPTY"));
    expect(() => concatenate([[1], [[1]]])).toThrow(code("SHAPE_MISMATCH"));
    expect(() => stack([[1], [1, 2]])).toThrow(code("SHAPE_MISMATCH"));
  });
});

describe("ordering and counting", () => {
  test("agree with NumPy", () => {
    const found = unique(expected.ties);
    expect(found.values).toBeClose(expected.unique.values);
    expect(found.counts).toBeClose(expected.unique.counts);
    expect(found.positions).toBeClose(expected.unique.positions);
    for (const side of ["left", "right"] as const) {
      const wanted = expected.searched[side];
      expect(searchSorted(sort(expected.ties), multiply(expected.edges, 3), { side })).toBeClose(wanted);
    }
    expect(histogramCounts(cube, { edges: expected.edges }).counts).toBeClose(expected.counted);
    const { counts, edges } = histogramCounts(cube, { bins: 7 });
    expect(counts).toBeClose(expected.countedEqually[0]);
    expect(edges).toBeClose(expected.countedEqually[1], { absolute: 1e-14 });
  });

  test("positions and counts rebuild the input, NaN and infinities with it", () => {
    fc.assert(
      fc.property(numbers, (values) => {
        const { values: different, counts, positions } = unique(values);
        expect([...different.take(positions).data]).toEqual(values);
        expect(sum(counts)).toBe(values.length);
        expect([...searchSorted(different, different)]).toEqual(Array.from(different.data.keys()));
        expect(sort(values).data).toEqual(array(values).take(argsort(values)).data);
      }),
    );
  });

  test("NaN: first among extremes, last in order, in no bin", () => {
    expect(argmin([3, Number.NaN, 1])).toBe(1);
    expect(argmax([3, 1, Number.NaN, Number.NaN])).toBe(2);
    expect([...sort([Number.NaN, 1]).data]).toEqual([1, Number.NaN]);
    expect(() => histogramCounts([1, Number.NaN])).toThrow(code("NOT_FINITE"));
    expect(() => histogramCounts([1, Infinity])).toThrow(code("NOT_FINITE"));
    expect([...histogramCounts([5, Infinity], { edges: [0, 10] }).counts.data]).toEqual([1]);
    expect([...histogramCounts([2, 2], { bins: 1 }).edges.data]).toEqual([1.5, 2.5]);
    expect(() => histogramCounts([])).toThrow(code("EMPTY"));
    expect(() => histogramCounts([1], { edges: [1, 1] })).toThrow(code("BAD_OPTION"));
    expect(() => searchSorted([2, 1], [1])).toThrow(code("NOT_SORTED"));
    expect(() => searchSorted([1], [1], { side: "middle" as never })).toThrow(code("BAD_OPTION"));
  });

  test("all and any", () => {
    expect(all([])).toBe(true);
    expect(any([])).toBe(false);
    expect([...any([[0, 0], [0, 2]], 0).data]).toEqual([0, 1]); // biome-ignore format: one matrix
  });
});

test("diagonals and grids", () => {
  expect([...diagonal(diagonalMatrix([1, 2, 3])).data]).toEqual([1, 2, 3]);
  expect(sum(diagonalMatrix([1, 2, 3]))).toBe(6);
  expect(diagonal(zeros([2, 3])).shape).toEqual([2]);
  expect(gridPoints([0, 1], [5], [7, 8]).toArray()).toEqual([
    [0, 5, 7],
    [0, 5, 8],
    [1, 5, 7],
    [1, 5, 8],
  ]);
});
