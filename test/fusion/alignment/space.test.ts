import { type NDArray, randomStream, sum } from "@mesoscope/core";
import {
  areaWeightedMean,
  binPoints,
  cellAreas,
  cellEdges,
  conservativeRegrid,
  conservativeRemap,
  geodesicDistance,
  greatCircleDistance,
  inverseDistance,
  sampleGrid,
} from "@mesoscope/fusion";
import { displaySymbol } from "@mesoscope/sdk";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { reference } from "../../contract/close.ts";
import { gapped } from "../gaps.ts";

const expected = reference("fusion/alignment.json");
const degrees = { angles: "degrees" } as const;

/** Random ascending edges from `low` to `high`, both among them. */
function edges(seed: number, count: number, low: number, high: number): Float64Array {
  const inner = randomStream(seed)
    .uniforms(count - 1)
    .data.toSorted();
  return Float64Array.from([0, ...inner, 1], (share) => low + share * (high - low));
}

const integral = (values: NDArray, ...factors: NDArray[]) =>
  values.data.reduce(
    (total, value, at) =>
      total + (Number.isNaN(value) ? 0 : factors.reduce((product, f) => product * f.data[at], value)),
    0,
  );

describe("conservative remapping", () => {
  test("keeps the integral to rounding, in one dimension", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 1, max: 12 }), (seed, n) => {
        const from = edges(seed, 9, 0, 5);
        const to = edges(seed + 1, n, 0, 5);
        const values = randomStream(seed + 2).uniforms(9);
        const result = conservativeRemap(values, from, to);
        const width = (e: Float64Array) => e.slice(1).map((edge, i) => edge - e[i]);
        const total = (v: Float64Array, w: Float64Array) => v.reduce((a, value, i) => a + value * w[i], 0);
        expect(total(result.values.data, width(to))).toBeClose(total(values.data, width(from)), { relative: 1e-12 });
      }),
    );
  });

  test.each<["plane" | "sphere"]>([["plane"], ["sphere"]])("keeps the integral and constants on a %s", (kind) => {
    const grid = (seed: number, columns: number, rows: number, turn = 0) =>
      kind === "plane"
        ? { x: edges(seed, columns, 0, 3), y: edges(seed + 1, rows, -1, 1) }
        : { longitude: edges(seed, columns, turn, turn + 360), latitude: edges(seed + 1, rows, -90, 90), ...degrees };
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), (seed) => {
        const [from, to] = [grid(seed, 7, 5), grid(seed + 9, 4, 8, -137)];
        const values = randomStream(seed + 2).uniforms([5, 7]);
        const result = conservativeRegrid(values, from, to);
        const before = integral(values, cellAreas(from));
        expect(integral(result.values, result.coverage, cellAreas(to))).toBeClose(before, { relative: 1e-12 });
        expect(result.coverage).toBeClose(
          result.coverage.map(() => 1),
          { relative: 1e-11 },
        );
        const level = conservativeRegrid(
          values.map(() => 7),
          from,
          to,
        ).values;
        expect(level).toBeClose(
          level.map(() => 7),
          { relative: 1e-12 },
        );
        expect(conservativeRegrid(values, from, from).values).toBeClose(values, { relative: 1e-12 });
      }),
      { numRuns: 30 },
    );
  });

  test("takes long series", () => {
    const n = 50_000;
    const from = Float64Array.from({ length: n + 1 }, (_, i) => i);
    const values = randomStream(1).uniforms(n);
    const halves = conservativeRemap(values, from, from.map((edge) => edge + 0.5).subarray(0, n));
    expect(halves.values.data[17]).toBeClose((values.data[17] + values.data[18]) / 2);
  });

  test("keeps what both cover where cells are missing or outside", () => {
    const values = [1, Number.NaN, 3, 5];
    const result = conservativeRemap(values, [0, 1, 2, 3, 4], [-1, 0, 1.5, 3, 6]);
    expect(result.values.data).toEqual(Float64Array.of(Number.NaN, 1, 3, 5));
    expect(result.coverage).toBeClose([0, 1 / 1.5, 1 / 1.5, 1 / 3]);
    expect(result[displaySymbol]()["text/plain"]).toMatch(/not covered +1/);
  });

  test("weighs by the cosine of the latitude", () => {
    const from = { longitude: [0, 360], latitude: [0, 30, 90], ...degrees };
    const whole = conservativeRegrid([[0], [1]], from, { longitude: [0, 360], latitude: [0, 90], ...degrees });
    expect(whole.values).toBeClose([[0.5]]);
    expect(areaWeightedMean([[0], [1]], cellAreas(from))).toBeClose(0.5);
    expect(areaWeightedMean([[4], [Number.NaN]], cellAreas(from))).toBe(4);
    const sphere = { longitude: [0, 90, 360], latitude: [-90, -10, 90], ...degrees };
    expect(sum(cellAreas(sphere))).toBeClose(4 * Math.PI * 6371008.7714 ** 2);
  });
});

describe("distances", () => {
  test("on the sphere are those of the haversine with 50 digits", () => {
    for (const { from, to, distance } of expected.pairs) {
      const [a, b] = [from, to].map(([longitude, latitude]) => ({ longitude, latitude }));
      expect(greatCircleDistance(a, b, degrees)).toBeClose(distance, { relative: 1e-12, absolute: 1e-9 });
      expect(greatCircleDistance(b, a, degrees)).toBe(greatCircleDistance(a, b, degrees));
    }
  });

  test("on the ellipsoid are those of meridians, of the equator and of a published line", () => {
    for (const { latitudes, distance } of expected.meridians) {
      const [a, b] = latitudes.map((latitude: number) => ({ longitude: 25, latitude }));
      expect(geodesicDistance(a, b, degrees)).toBeClose(distance, { absolute: 1e-4 });
    }
    const east = geodesicDistance({ longitude: -179, latitude: 0 }, { longitude: 179, latitude: 0 }, degrees);
    expect(east).toBeClose((6378137 * 2 * Math.PI) / 180, { absolute: 1e-4 });
    // Flinders Peak to Buninyong, Geocentric Datum of Australia Technical Manual (the ellipsoids differ by 0.1 mm)
    const flinders = { longitude: 144 + 25 / 60 + 29.52442 / 3600, latitude: -(37 + 57 / 60 + 3.7203 / 3600) };
    const buninyong = { longitude: 143 + 55 / 60 + 35.38393 / 3600, latitude: -(37 + 39 / 60 + 10.1561 / 3600) };
    expect(geodesicDistance(flinders, buninyong, degrees)).toBeClose(54972.271, { absolute: 1e-3 });
    expect(geodesicDistance(flinders, flinders, degrees)).toBe(0);
  });
});

describe("points and grids", () => {
  const [x, y] = [0, 1].map((c) => expected.points.map((point: number[]) => point[c]));
  const points = { x, y, values: expected.measured };

  test("binPoints and sampleGrid agree with SciPy", () => {
    const cells = binPoints(points, { x: expected.xEdges, y: expected.yEdges });
    expect(cells.mean).toBeClose(gapped(expected.mean));
    expect(cells.count).toBeClose(expected.count);
    expect(cells.standardDeviation).toBeClose(gapped(expected.deviation), { relative: 1e-11 });
    const field = { x: expected.x, y: expected.y, values: expected.field };
    expect(sampleGrid(field, { x, y })).toBeClose(gapped(expected.bilinear), { relative: 1e-11, absolute: 1e-14 });
    const nearest = sampleGrid(field, { x, y }, { method: "nearest" });
    expect(nearest).toBeClose(gapped(expected.nearestCrossing));
  });

  test("binPoints counts every point within, whatever its turn", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1000, max: 1000, noNaN: true }), { minLength: 1, maxLength: 30 }),
        (longitude) => {
          const latitude = longitude.map((angle) => angle % 90);
          const all = binPoints(
            { longitude, latitude, values: longitude.map(() => 2), ...degrees },
            { longitude: [-180, -20, 100, 180], latitude: [-90, 0, 90], ...degrees },
          );
          expect(sum(all.count)).toBe(longitude.length);
          expect(all.mean.data.every((value) => Number.isNaN(value) || value === 2)).toBe(true);
        },
      ),
    );
  });

  test("inverseDistance keeps the points, constants and the range of the values", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), (seed) => {
        const [px, py, values] = [1, 2, 3].map((i) => randomStream(seed + i).uniforms(12).data);
        const field = inverseDistance({ x: px, y: py, values }, { x: px.toSorted(), y: [py[0]] }, { neighbours: 5 });
        expect(field.data[px.toSorted().indexOf(px[0])]).toBe(values[0]);
        for (const value of field.data) {
          expect(value).toBeGreaterThanOrEqual(Math.min(...values) - 1e-12);
          expect(value).toBeLessThanOrEqual(Math.max(...values) + 1e-12);
        }
      }),
    );
    const earth = { longitude: [179, -179], latitude: [0, 0], values: [1, 3], ...degrees };
    const between = { longitude: [180], latitude: [0], ...degrees };
    expect(inverseDistance(earth, between)).toBeClose([[2]]);
    expect(inverseDistance(earth, between, { radius: 1000 }).data[0]).toBeNaN();
    expect(inverseDistance({ x: [0, 0], y: [0, 0], values: [1, 3] }, { x: [0], y: [0] }).data[0]).toBe(2);
  });

  test("sampleGrid goes round the sphere and over the poles", () => {
    const longitude = [0, 90, 180, 270];
    const field = {
      longitude,
      latitude: [-45, 45],
      values: [
        [0, 1, 2, 3],
        [4, 5, 6, 7],
      ],
      ...degrees,
    };
    const at = (lon: number, lat: number) =>
      sampleGrid(field, { longitude: [lon], latitude: [lat], ...degrees }).data[0];
    expect(at(315, 45)).toBeClose(5.5);
    expect(at(-45, 45)).toBeClose(5.5);
    expect(at(360 + 45, -45)).toBeClose(0.5);
    expect(at(123, 90)).toBeClose(5.5);
    expect(at(90, 67.5)).toBeClose(5.25);
    expect(at(90, -67.5)).toBeClose(1.25);
    const closed = {
      ...field,
      longitude: [...longitude, 360],
      values: [
        [0, 1, 2, 3, 0],
        [4, 5, 6, 7, 4],
      ],
    };
    const same = sampleGrid(closed, { longitude: [315, 123, 360], latitude: [45, 90, 0], ...degrees });
    expect(same).toBeClose([5.5, 5.5, 2]);
    const nearest = sampleGrid(field, { longitude: [100], latitude: [89], ...degrees }, { method: "nearest" });
    expect(nearest.data[0]).toBe(5);
    const part = { ...field, longitude: [0, 10, 20, 30] };
    expect(sampleGrid(part, { longitude: [350], latitude: [0], ...degrees }).data[0]).toBeNaN();
  });

  test("missing cells are missing in what is read of them only", () => {
    const field = {
      x: [0, 1, 2],
      y: [0, 1],
      values: [
        [1, 2, Number.NaN],
        [3, 4, Number.NaN],
      ],
    };
    expect(sampleGrid(field, { x: [0.5, 1, 1.5], y: [0.5, 0, 0] }).data).toEqual(Float64Array.of(2.5, 2, Number.NaN));
  });
});

test.each<[string, () => unknown, string, RegExp]>([
  [
    "edges that do not fit",
    () => conservativeRemap([1, 2], [0, 1], [0, 1]),
    "SHAPE_MISMATCH",
    /1 entries but values has 2/,
  ],
  ["grids that do not overlap", () => conservativeRemap([1], [0, 1], [5, 6]), "NO_OVERLAP", /no cell wanted overlaps/],
  [
    "points of a plane on a sphere",
    () => binPoints({ x: [1], y: [1], values: [1] }, { longitude: [0, 1], latitude: [0, 1] }),
    "BAD_VALUE",
    /same coordinates/,
  ],
  [
    "more than a turn",
    () =>
      conservativeRegrid([[1, 2]], { longitude: [0, 6, 7], latitude: [0, 1] }, { longitude: [0, 1], latitude: [0, 1] }),
    "OUT_OF_DOMAIN",
    /more than a turn/,
  ],
  [
    "a plane on a sphere",
    () => conservativeRegrid([[1]], { x: [0, 1], y: [0, 1] }, { longitude: [0, 1], latitude: [0, 1] }),
    "BAD_VALUE",
    /same coordinates/,
  ],
  [
    "values that do not fit",
    () => conservativeRegrid([[1, 2]], { x: [0, 1], y: [0, 1] }, { x: [0, 1], y: [0, 1] }),
    "SHAPE_MISMATCH",
    /\[1, 2\]/,
  ],
  [
    "degrees as radians",
    () => greatCircleDistance({ longitude: 0, latitude: 52 }, { longitude: 0, latitude: 0 }),
    "OUT_OF_DOMAIN",
    /angles: "degrees"/,
  ],
  [
    "a place without a latitude",
    () => greatCircleDistance({ longitude: 0 } as never, { longitude: 0, latitude: 0 }),
    "BAD_OPTION",
    /latitude is undefined/,
  ],
  [
    "opposite points",
    () => geodesicDistance({ longitude: 0, latitude: 0 }, { longitude: Math.PI, latitude: 1e-4 }),
    "NOT_CONVERGED",
    /opposite/,
  ],
  ["no coordinates", () => cellAreas({} as never), "BAD_VALUE", /no coordinates/],
  ["edges that go back", () => cellAreas({ x: [2, 1, 3], y: [0, 1] }), "NOT_SORTED", /from 1 to 3/],
  ["areas of another shape", () => areaWeightedMean([[1]], [[1, 2]]), "SHAPE_MISMATCH", /\[1, 2\]/],
  ["one centre", () => cellEdges([1]), "EMPTY", /at least 2/],
  [
    "points without values",
    () => binPoints({ x: [1], y: [1], values: [1, 2] }, { x: [0, 1], y: [0, 1] }),
    "SHAPE_MISMATCH",
    /2/,
  ],
])("%s is refused", (_, call, code, message) => {
  expect(call).toThrow(expect.objectContaining({ code, message: expect.stringMatching(message) }));
});
