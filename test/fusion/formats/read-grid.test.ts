import path from "node:path";
import { grid, listVariables, readGrid, readTable } from "@mesoscope/fusion";
import { displaySymbol } from "@mesoscope/sdk";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import expected from "../../reference/fusion/gridded-files.json" with { type: "json" };

const fixture = (name: string) => path.resolve(import.meta.dirname, "../../reference/fusion/fixtures", name);
const files = ["classic.nc", "offset.nc", "netcdf4.nc", "field-v2.zarr", "field-v3.zarr"];
const wanted = expected.temperature.map((value) => value ?? Number.NaN);

describe.each(files)("%s", (name) => {
  test("holds the field that was written, unpacked and with what is missing as NaN", async () => {
    const field = await readGrid(fixture(name), { variable: "t2m" });
    expect(field.dimensions).toEqual(["time", "lat", "lon"]);
    expect(field.shape).toEqual([2, 3, 4]);
    expect(field.unit).toBe("K");
    expect(field.attributes.long_name).toBe("air temperature");
    field.values.data.forEach((value, i) => {
      if (Number.isNaN(wanted[i]!)) expect(value).toBeNaN();
      else expect(value).toBeCloseTo(wanted[i]!, 10);
    });
  });

  test("knows where and when its values are", async () => {
    const field = await readGrid(fixture(name), { variable: "t2m" });
    expect(field.labels("time").map((time) => (time as Date).toISOString())).toEqual(expected.times);
    expect(field.labels("lat")).toEqual([10, 20, 30]);
    expect(field.units).toEqual({ lat: "deg", lon: "deg" });
    expect(field.coordinate("lon", { in: "deg" }).data).toEqual(Float64Array.of(-5, 0, 5, 10));
  });

  test("is a table of one row a cell", async () => {
    const table = await readTable(fixture(name), { where: (row) => row.lat === 20, columns: ["time", "lon", "t2m"] });
    expect(table.rowCount).toBe(8);
    expect(table.row(1)).toEqual({ time: new Date(expected.times[0]!), lon: 0, t2m: 272.5 });
  });
});

describe("NetCDF and HDF5", () => {
  test.each(["classic.nc", "offset.nc", "netcdf4.nc"])("texts, padded bytes and codes in %s", async (name) => {
    const stations = await readTable(fixture(name), { variable: "station" });
    expect(stations.values("station")).toEqual(["north", "mid", "south"]);
    expect([...stations.column("mask").data]).toEqual([1, 0, 1]);
    // What was never written is missing without any attribute that says so.
    expect([...stations.column("late").data]).toEqual([1.5, Number.NaN, Number.NaN]);
    const rain = await readGrid(fixture(name), { variable: "rain" });
    expect(rain.in("kg m^-2 s^-1").data[3]).toBeNaN();
    expect(rain.in("mg m^-2 s^-1").data[2]).toBeCloseTo(200, 10);
  });

  test("groups, compressed numbers and texts", async () => {
    expect((await readGrid(fixture("netcdf4.nc"), { variable: "deep/level" })).values.get(1)).toBe(85_000);
    const run = await readTable(fixture("tables.h5"), { variable: "run/load" });
    expect(run.units).toEqual({ "run/load": "kN", "run/time": "s" });
    expect(run.values("run/label")).toEqual(["a", "b", "c", "dé", ""]);
    expect(run.row(4)).toMatchObject({ "run/load": 5, "run/time": 2 });
    expect((await readGrid(fixture("tables.h5"), { variable: "picture" })).shape).toEqual([2, 3]);
  });

  test("lists what a file holds", async () => {
    const list = await listVariables(fixture("netcdf4.nc"));
    expect([...list.rows()]).toContainEqual({
      variable: "t2m",
      dimensions: "time × lat × lon",
      shape: "2 × 3 × 4",
      unit: "K",
      description: "air temperature",
    });
  });
});

describe("GeoTIFF", () => {
  test("has bands, pixel centres, a reference system and missing values", async () => {
    const raster = await readGrid(fixture("bands.tif"));
    expect(raster.dimensions).toEqual(["band", "latitude", "longitude"]);
    expect(raster.labels("band")).toEqual([1, 2]);
    expect(raster.labels("latitude")).toEqual([30, 20, 10]);
    expect(raster.labels("longitude")).toEqual([-5, 0, 5, 10]);
    expect(raster.attributes.crs).toBe("EPSG:4326");
    expect([...raster.select({ band: 1, latitude: 10 }).values.data]).toEqual([270, 270.5, 271, 271.5]);
    expect(raster.select({ band: 2, latitude: 30, longitude: 10 }).values.data[0]).toBeNaN();
  });

  test("minds the unit of a projection and whether a pixel is an area or a point", async () => {
    const field = await readGrid(fixture("feet.tif"));
    expect(field.units).toEqual({ y: "ft", x: "ft" });
    expect(field.labels("x")).toEqual([-7.5, -2.5, 2.5, 7.5]);
    expect(field.coordinate("x").data[3]).toBeCloseTo(7.5 * 0.3048, 12);
  });

  test("without a place on Earth counts its pixels", async () => {
    const picture = await readGrid(fixture("plain.tif"));
    expect(picture.dimensions).toEqual(["y", "x"]);
    expect([...picture.values.row(2).data]).toEqual([8, 9, 10, 11]);
  });
});

describe("a grid", () => {
  const field = grid({
    name: "load",
    unit: "kN",
    values: [
      [1, 2, 3],
      [4, 5, Number.NaN],
    ],
    coordinates: { time: [0, 60], place: [0, 10, 20] },
    units: { time: "s", place: "mm" },
  });

  test("selects the nearest place and ranges, in the units in which coordinates are written", () => {
    expect([...field.select({ place: 12 }).in("kN").data]).toEqual([2, 5]);
    expect([...field.select({ time: 61, place: [20, 5] }).in("kN").data]).toEqual([5, Number.NaN]);
    expect(field.select({ place: [0, 10] }).labels("place")).toEqual([0, 10]);
    expect(() => field.select({ place: 26 })).toThrow(expect.objectContaining({ code: "OUT_OF_RANGE" }));
    expect(() => field.select({ plce: 0 })).toThrow(/Did you mean "place"/);
  });

  test("has every cell once in its table", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 }), (shape) => {
        const size = shape.reduce((a, b) => a * b, 1);
        const axes = Object.fromEntries(shape.map((n, k) => [`d${k}`, Array.from({ length: n }, (_, i) => i)]));
        const values = Float64Array.from({ length: size }, (_, i) => i);
        const shaped = shape.length === 1 ? values : reshape([...values], shape);
        const cells = grid({ name: "v", values: shaped as never, coordinates: axes });
        for (const row of cells.toTable().rows()) {
          const { v, ...place } = row;
          expect(cells.select(place as Record<string, number>).values.data[0]).toBe(v);
        }
        expect(cells.toTable().rowCount).toBe(size);
      }),
      { numRuns: 30 },
    );
  });

  const figureOf = async (shown: typeof field) =>
    (await shown[displaySymbol]())["application/vnd.vegalite.v5+json"] as {
      description: string;
      layer: {
        encoding: Record<"x" | "y" | "color", { title: string }>;
        data: { values: Record<string, number>[] };
      }[];
    };

  test("shows itself as a heat map with title, units and words", async () => {
    const shown = await field[displaySymbol]();
    const figure = await figureOf(field);
    expect(figure.description).toMatch(/^Heat map of load, 2 × 3 cells/);
    expect(figure.layer[0]!.encoding.color.title).toBe("load (kN)");
    // The cell that is missing is left out.
    expect(figure.layer[0]!.data.values).toHaveLength(5);
    expect(shown["text/plain"]).toMatch(/load: 1 to 5 kN, 1 of 6 missing\n.*time: 2 from 0 to 60 s/);
    expect(shown["image/svg+xml"]).toMatch(/^<svg /);
  });

  test("shows one dimension as a line, times since the first, and nothing where nothing is known", async () => {
    const days = [new Date("2004-07-01"), new Date("2004-07-02"), new Date("2004-07-11")];
    const course = grid({ name: "load", unit: "kN", values: [1, 2, 4], coordinates: { time: days } });
    const { layer } = await figureOf(course);
    expect(layer[0]!.encoding.x.title).toBe("time (days since 2004-07-01)");
    expect(layer[0]!.data.values.map(({ x, y }) => [x, y])).toEqual([
      [0, 1],
      [1, 2],
      [10, 4],
    ]);
    const empty = grid({ name: "load", values: [Number.NaN, Number.NaN], coordinates: { site: ["a", "b"] } });
    expect(Object.keys(await empty[displaySymbol]())).toEqual(["text/plain"]);
    const sites = await figureOf(grid({ name: "load", values: [1, 2], coordinates: { site: ["a", "b"] } }));
    expect(sites.layer[0]!.encoding.x.title).toBe("site (number)");
  });

  test.each([
    [() => grid({ name: "v", values: [1, 2], coordinates: { t: [0] } }), "SHAPE_MISMATCH"],
    [() => grid({ name: "v", values: [1], coordinates: { t: [0] }, unit: "blorp" }), "UNKNOWN_UNIT"],
    [() => grid({ name: "v", values: [1], coordinates: { t: [0] }, colour: 1 } as never), "BAD_OPTION"],
    [() => field.in("mm"), "DIMENSION_MISMATCH"],
  ])("%s is refused", (call, code) => expect(call).toThrow(expect.objectContaining({ code })));
});

test.each([
  ["tables.h5", "records", "BAD_FILE"],
  ["tables.h5", undefined, "UNKNOWN_VARIABLE"],
  ["tables.h5", "run/lod", "UNKNOWN_VARIABLE"],
  ["tables.h5", "run/label", "NOT_NUMERIC"],
  ["nowhere.nc", undefined, "FILE_NOT_FOUND"],
  ["../gridded-files.py", undefined, "NOT_A_GRID"],
])("readGrid of %s, %s is refused as %s", async (name, variable, code) => {
  await expect(readGrid(fixture(name), variable ? { variable } : {})).rejects.toMatchObject({ code });
});

function reshape(values: unknown[], shape: readonly number[]): unknown[] {
  if (shape.length === 1) return values;
  const inner = values.length / shape[0]!;
  return Array.from({ length: shape[0]! }, (_, i) => reshape(values.slice(i * inner, (i + 1) * inner), shape.slice(1)));
}
