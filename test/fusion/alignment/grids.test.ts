import { type NDArray, randomStream } from "@mesoscope/core";
import {
  areaWeightedMean,
  binPoints,
  cellAreas,
  cellEdges,
  conservativeRegrid,
  conservativeRemap,
  grid,
  inverseDistance,
  readGrid,
  sampleGrid,
} from "@mesoscope/fusion";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

const stream = randomStream(3);
const [rows, columns] = [4, 6];
const values = stream.normals([rows, columns]);
const latitude = [-60, -20, 10, 70];
const longitude = [0, 60, 120, 180, 240, 300];
const coarse = { longitude: [-30, 90, 330], latitude: [-80, 0, 90], angles: "degrees" } as const;
const places = { longitude: [10, 70, 355], latitude: [-50, 0, 65], angles: "degrees" } as const;
const points = { ...places, values: [1, 2, 4] };

/** The same field with rows, columns or both in the opposite order. */
const turned = (field: NDArray, fallen: readonly boolean[]) =>
  fallen.reduce((result, isFallen, axis) => {
    const order = result.shape[axis]!;
    return isFallen
      ? result.take(
          Array.from({ length: order }, (_, i) => order - 1 - i),
          axis,
        )
      : result;
  }, field);
const ordered = (list: readonly number[], isFallen: boolean) => (isFallen ? list.toReversed() : list);
const orders = fc.tuple(fc.boolean(), fc.boolean());

function globe(fallen: readonly boolean[], isTransposed = false) {
  const field = turned(values, fallen);
  const axes = [
    ["latitude", ordered(latitude, fallen[0]!)],
    ["longitude", ordered(longitude, fallen[1]!)],
  ] as const;
  return grid({
    name: "t2m",
    unit: "K",
    values: isTransposed ? field.transpose() : field,
    coordinates: Object.fromEntries(isTransposed ? axes.toReversed() : axes),
    units: { latitude: "deg", longitude: "deg" },
  });
}

describe("coordinates that fall give what growing ones give", () => {
  const edges = { longitude: cellEdges(longitude), latitude: cellEdges(latitude, { within: [-90, 90] }) };
  const fallingEdges = ([north, east]: readonly boolean[]) => ({
    longitude: ordered([...edges.longitude.data], east!),
    latitude: ordered([...edges.latitude.data], north!),
    angles: "degrees" as const,
  });

  test("to fields that are read, and to fields that are made", () => {
    fc.assert(
      fc.property(orders, orders, (from, to) => {
        const field = turned(values, from);
        const [north, east] = from;
        const centres = { longitude: ordered(longitude, east), latitude: ordered(latitude, north) };
        const growing = { longitude, latitude, angles: "degrees", values } as const;
        for (const method of ["bilinear", "nearest"] as const) {
          const falling = { ...centres, angles: "degrees", values: field } as const;
          expect(sampleGrid(falling, places, { method })).toBeClose(sampleGrid(growing, places, { method }));
        }
        const target = {
          longitude: ordered(coarse.longitude, to[1]),
          latitude: ordered(coarse.latitude, to[0]),
          angles: "degrees" as const,
        };
        const [ours, expected] = [
          conservativeRegrid(field, fallingEdges(from), target),
          conservativeRegrid(values, fallingEdges([false, false]), coarse),
        ];
        expect(ours.values).toBeClose(turned(expected.values, to), { absolute: 1e-12 });
        expect(ours.coverage).toBeClose(turned(expected.coverage, to), { absolute: 1e-12 });
        expect(cellAreas(fallingEdges(from))).toBeClose(turned(cellAreas(fallingEdges([false, false])), from));
        expect(binPoints(points, target).count).toBeClose(turned(binPoints(points, coarse).count, to));
        expect(inverseDistance(points, { ...centres, angles: "degrees" })).toBeClose(
          turned(inverseDistance(points, { longitude, latitude, angles: "degrees" }), from),
        );
      }),
      { numRuns: 20 },
    );
  });

  test("in one dimension", () => {
    const once = conservativeRemap([1, 3, 4], [0, 1, 2, 4], [0.5, 2, 3]).values.data;
    expect(conservativeRemap([4, 3, 1], [4, 2, 1, 0], [0.5, 2, 3]).values.data).toEqual(once);
    expect(conservativeRemap([1, 3, 4], [0, 1, 2, 4], [3, 2, 0.5]).values.data).toEqual(once.toReversed());
    expect(cellEdges([3, 1, 0]).data).toEqual(cellEdges([0, 1, 3]).data.toReversed());
  });
});

describe("grids", () => {
  test("are fields with their own coordinates, in whatever order they are written", () => {
    const edges = {
      longitude: cellEdges(longitude),
      latitude: cellEdges(latitude, { within: [-90, 90] }),
      angles: "degrees",
    } as const;
    const growing = { longitude, latitude, angles: "degrees", values } as const;
    fc.assert(
      fc.property(orders, fc.boolean(), (fallen, isTransposed) => {
        const field = globe(fallen, isTransposed);
        expect(sampleGrid(field, places)).toBeClose(sampleGrid(growing, places));
        expect(conservativeRegrid(field, coarse).values).toBeClose(conservativeRegrid(values, edges, coarse).values, {
          absolute: 1e-12,
        });
        expect(areaWeightedMean(field)).toBeClose(areaWeightedMean(values, cellAreas(edges)), { relative: 1e-12 });
      }),
      { numRuns: 16 },
    );
  });

  test("say which cells and places are wanted", () => {
    const field = globe([true, false]);
    expect(conservativeRegrid(field, field).values).toBeClose(turned(values, [true, false]), { absolute: 1e-12 });
    expect(binPoints(points, field).count.data.reduce((a, b) => a + b, 0)).toBe(3);
    expect(inverseDistance(points, field).shape).toEqual([rows, columns]);
    expect(cellAreas(field).shape).toEqual([rows, columns]);
  });

  test("come in SI, in a plane too", () => {
    const plate = grid({
      name: "load",
      unit: "kN",
      values: [
        [0, 1],
        [2, 3],
      ],
      coordinates: { y: [1, 0], x: [0, 1] },
      units: { x: "km", y: "km" },
    });
    expect(sampleGrid(plate, { x: [500, 0], y: [500, 1000] }).data).toEqual(new Float64Array([1500, 0]));
    expect(areaWeightedMean(plate)).toBeClose(1500);
  });

  test("of files are angles where they say so", async () => {
    const file = await readGrid(new URL("../../reference/fusion/fixtures/netcdf4.nc", import.meta.url).pathname, {
      variable: "t2m",
    });
    const field = file.select({ [file.dimensions[0]!]: file.labels(file.dimensions[0]!)[0] as number });
    const at = (dimension: string) => [field.coordinate(dimension).data[1]!];
    const [lat, lon] = field.dimensions as [string, string];
    expect(sampleGrid(field, { latitude: at(lat), longitude: at(lon) })).toBeClose([field.values.get(1, 1)]);
  });

  test.each<[string, () => unknown, string, RegExp]>([
    [
      "a grid of one dimension",
      () => areaWeightedMean(grid({ name: "v", values: [1, 2], coordinates: { x: [0, 1] } })),
      "NOT_A_FIELD",
      /dimensions x. Take two/,
    ],
    [
      "angles without a unit",
      () =>
        sampleGrid(grid({ name: "v", values: [[1, 2]], coordinates: { lat: [0], lon: [0, 1] } }), {
          longitude: [0],
          latitude: [0],
        }),
      "DIMENSION_MISMATCH",
      /lon of the grid v has no unit/,
    ],
    [
      "points of a plane on a grid of the sphere",
      () => sampleGrid(globe([false, false]), { x: [0], y: [0] }),
      "BAD_VALUE",
      /same coordinates/,
    ],
  ])("%s is refused", (_, call, code, message) => {
    expect(call).toThrow(expect.objectContaining({ code, message: expect.stringMatching(message) }));
  });
});
