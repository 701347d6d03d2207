import { inspect } from "node:util";
import { gaussianPredictive, linspace, randomStream } from "@mesoscope/core";
import { dataset } from "@mesoscope/fusion";
import {
  band,
  columns,
  type Figure,
  heatmap,
  histogram,
  layer,
  line,
  ownView,
  regions,
  rows,
  rule,
  scatter,
  segments,
  slider,
} from "@mesoscope/plot";
import { displaySymbol } from "@mesoscope/sdk";
import { describe, expect, test } from "vitest";

const x = linspace(0, 1, 20);
const y = x.map((value) => value ** 2);
const std = x.map((value) => 0.1 + value);

const gallery: Record<string, Figure> = {
  line: line({ x, y }, { title: "A line", x: "time (s)" }),
  "line of groups": line(
    { x: [0, 1, 0, 1], y: [0, 1, 1, 0], color: ["a", "a", "b", "b"] },
    { color: "group", points: true },
  ),
  scatter: scatter({ x, y, color: y }, { color: "height" }),
  "scatter with errors": scatter({ x, y, error: std }, { yError: "error" }),
  "scatter of records": scatter(
    [
      { a: 1, b: 2, kind: "p" },
      { a: 2, b: 3, kind: "q" },
    ],
    { x: "a", y: "b", color: "kind" },
  ),
  band: band({ x, y, lower: y.map((v) => v - 1), upper: y.map((v) => v + 1) }),
  "band of a prediction": band({ x, y }, gaussianPredictive({ mean: y, std }), { level: [0.5, 0.95] }),
  histogram: histogram({ x: randomStream(1).normals([200]) }),
  heatmap: heatmap(
    {
      values: [
        [1, 2, 3],
        [4, 5, 6],
      ],
    },
    { color: "value", middle: 3 },
  ),
  regions: regions(
    {
      x: [1e-9, 1e-3],
      x2: [1e-6, 1],
      y: [1e-12, 1],
      y2: [1e-6, 1e3],
      label: ["atoms", "parts"],
      color: ["micro", "macro"],
    },
    { x: { scale: "log" }, y: { scale: "log" } },
  ),
  segments: segments({ x: [0, 1], y: [0, 0], x2: [1, 1], y2: [0, 1] }),
  "segments of groups": segments({ x: [0, 1], y: [0, 0], x2: [1, 1], y2: [0, 1], color: ["a", "b"] }),
  layers: layer(line({ x, y }), scatter({ x, y }), rule({ y: 0.5, label: "half" }), rule({ x: 0.25 })),
  slider: slider({ name: "power", values: [1, 2, 3], start: 2, figure: (p) => line({ x, y: x.map((v) => v ** p) }) }),
  "slider of uneven values": slider({
    name: "power",
    values: [1, 2, 4],
    figure: (p) => line({ x, y: x.map((v) => v ** p) }),
  }),
  columns: columns(line({ x, y }), histogram({ x: y })),
  rows: rows(line({ x, y }), line({ x, y: std })),
  "a view of one's own": ownView(
    {
      data: { values: [{ a: 1, b: 2 }] },
      mark: "point",
      encoding: { x: { field: "a", type: "quantitative" }, y: { field: "b", type: "quantitative" } },
    },
    { title: "One point", description: "One point, at 1 and 2." },
  ),
};

/** Groups of shapes that Vega has really drawn, outside axes and legends: an empty group does not count. */
const marksIn = (svg: string) =>
  (svg.match(/class="mark-(?:line|symbol|rect|area)[^"]*role-mark[^>]*>(?:<g[^>]*>)*<path[^>]* d="M\d/g) ?? []).length +
  (svg.match(/class="mark-rule[^"]*role-mark[^>]*>(?:<g[^>]*>)*<line[^>]* x2="\d/g) ?? []).length;

describe.each(Object.entries(gallery))("%s", (_, figure) => {
  test("shows itself as Vega-Lite 5, as SVG and in words", async () => {
    const bundle = await figure[displaySymbol]();
    expect(Object.keys(bundle)).toEqual(["application/vnd.vegalite.v5+json", "image/svg+xml", "text/plain"]);
    expect(bundle["application/vnd.vegalite.v5+json"]).toMatchObject({
      $schema: expect.stringContaining("vega-lite/v5"),
    });
    expect(bundle["text/plain"].length).toBeGreaterThan(20);
  });

  test("has the same alternative text in both pictures", async () => {
    expect(figure.spec.description).toBe(figure.description);
    expect(await figure.toSVG()).toContain('role="img"');
  });

  test("is drawn: there are marks, and no NaN in a path", async () => {
    const svg = await figure.toSVG();
    expect(marksIn(svg)).toBeGreaterThan(0);
    expect(svg).not.toContain("NaN");
  });

  test("is the same every time, and is plain data", async () => {
    expect(await figure.toSVG()).toBe(await figure.toSVG());
    expect(JSON.parse(JSON.stringify(figure.spec))).toEqual(figure.spec);
  });
});

describe("what is drawn", () => {
  test.each([
    ["load", "kN", "load (kN)"],
    ["load (kN)", "kN", "load (kN)"],
    ["load, kN", "kN", "load, kN"],
    ["temperature [°C]", "degC", "temperature [°C]"],
    ["rate / (1/s)", "s^-1", "rate / (1/s)"],
    ["strength (mean)", "MPa", "strength (mean) (MPa)"],
    ["load (N)", "kN", "load (N) (kN)"],
  ])("the title %s of a column in %s reads %s", (title, unit, shown) => {
    const table = dataset({ t: [1, 2], value: [3, 4] }, { units: { value: unit } });
    const spec = JSON.stringify(line(table, { x: "t", y: { column: "value", title } }).spec);
    expect(spec).toContain(JSON.stringify(shown));
  });

  test("units of a dataset reach the axis, and values are in them", () => {
    const table = dataset({ load: [1, 2], gap: [3, 4] }, { units: { load: "kN", gap: "mm" } });
    const figure = scatter(table, { x: "load", y: { column: "gap", unit: "um" } });
    expect(figure.description).toContain("load (kN), from 1 to 2");
    expect(figure.description).toContain("gap (um), from 3000 to 4000");
  });

  test("what cannot be drawn is left out and counted, in the figure and in words", async () => {
    const figure = scatter(
      { x: [1, 2, Number.NaN, 4], y: [1, -1, 3, Number.POSITIVE_INFINITY] },
      { y: { scale: "log" } },
    );
    const words = "Not drawn: 2 of 4 without a finite value, 1 of 4 not above zero on a log axis.";
    expect(figure.description).toContain(words);
    expect(await figure.toSVG()).toContain(words);
  });

  test("groups differ by colour and by symbol or dash", () => {
    const encodings = JSON.stringify(gallery["line of groups"]!.spec);
    expect(encodings).toContain('"strokeDash"');
    expect(encodings).toContain('"shape"');
  });

  test("symbols in a legend have no dashes of lines around them", async () => {
    const svg = await gallery["line of groups"]!.toSVG();
    const symbols = [...svg.matchAll(/role-legend-symbol.*?<path[^>]*stroke-width="([^"]+)"/g)].map(
      (match) => match[1],
    );
    expect(symbols).toEqual(["0", "0"]);
  });

  test("a histogram counts every value once", () => {
    const values = randomStream(2).normals([1000]);
    const bins = (histogram({ x: values }).spec.layer as { data: { values: { y: number }[] } }[])[0]!.data.values;
    expect(bins.reduce((sum, bin) => sum + bin.y, 0)).toBe(1000);
  });

  test("a band of a prediction spans its interval", () => {
    const prediction = gaussianPredictive({ mean: [0, 1], std: [1, 2] });
    const row = (band({ x: [0, 1] }, prediction).spec.layer as { data: { values: Record<string, number>[] } }[])[0]!
      .data.values[1]!;
    expect(row.low0).toBeCloseTo(1 - 2 * 1.959963984540054, 12);
    expect(row.high0).toBeCloseTo(1 + 2 * 1.959963984540054, 12);
  });

  test("a band is not stacked, in any version of Vega-Lite 5", () => {
    const areas = JSON.stringify(gallery.band!.spec).match(/"type":"area".*?"encoding":\{"x":\{[^}]*"stack":null/g);
    expect(areas).toHaveLength(1);
  });

  test("cells of a heatmap end on whole pixels, so that no seam shows between them", async () => {
    const values = Array.from({ length: 7 }, (_, i) => Array.from({ length: 13 }, (_, j) => i + j));
    const svg = await heatmap({ values, x: linspace(-1, 1, 13), y: linspace(0, 0.3, 7) }).toSVG();
    const marks = svg.split("mark-rect role-mark")[1]!.split("</g>")[0]!;
    const cells = [...marks.matchAll(/ d="M([\d.]+),([\d.]+)h([\d.]+)v([\d.]+)h/g)].map((match) => match.slice(1));
    expect(cells.length).toBe(7 * 13);
    for (const number of cells.flat()) expect(Number.isInteger(Number(number))).toBe(true);
  });

  test("the slider holds all frames and shows the one at its start", async () => {
    const { spec } = gallery.slider!;
    expect(spec.params).toEqual([
      { name: "power", value: 2, bind: { input: "range", min: 1, max: 3, step: 1, name: "power " } },
    ]);
    const straight = await line({ x, y }).toSVG();
    const path = (svg: string) => /class="mark-line[^>]*><path[^>]* d="([^"]+)"/.exec(svg)?.[1];
    expect(path(await gallery.slider!.toSVG())).toBe(path(straight));
  });

  test("a legend says every name of layered figures once, in the picture too", async () => {
    const bounds = band({ x: [0, 1], y: [0, 1], lower: [-1, 0], upper: [1, 2] }, { series: "model" });
    const groups = scatter({ x: [0, 1], y: [0, 1], color: ["one", "two"] });
    const svg = await layer(bounds, line({ x: [0, 1], y: [0, 2] }, { series: "truth" }), groups).toSVG();
    for (const name of ["model", "truth", "one", "two"]) expect(svg.split(`>${name}</text>`).length).toBe(2);
  });

  const heights = scatter({ x: [0, 1], y: [0, 1], color: [1, 2] }, { color: "height" });
  const model = line({ x: [0, 1], y: [0, 1] }, { series: "model" });
  const legends = (svg: string) => svg.match(/class="[^"]* role-legend"/g)?.length;

  test.each([
    ["points below", layer(heights, model)],
    ["points above", layer(model, heights)],
    ["a field", layer(heatmap({ values: [[1, 2]] }, { color: "height" }), model)],
    ["named points too", layer(heights, model, scatter({ x: [0, 1], y: [1, 0] }, { series: "model" }))],
  ])("numbers and names have one legend each: %s", async (_, figure) => {
    const svg = await figure.toSVG();
    expect(legends(svg)).toBe(2);
    for (const text of ["model", "height"]) expect(svg.split(`>${text}</text>`).length).toBe(2);
  });

  test("a named layer that numbers colour keeps their colours, and its name stands over them", async () => {
    const named = scatter({ x: [0, 1], y: [0, 1], color: [1, 2] }, { color: "height", series: "measured" });
    const svg = await layer(named, model).toSVG();
    expect(new Set(svg.match(/<path[^>]* fill="rgb[^"]+"/g)).size).toBe(2);
    expect(svg).toContain(">measured: height</text>");
    expect(svg).not.toContain("NaN");
    expect(legends(svg)).toBe(2);
  });

  test("lines are seen in a legend beside points without a name", async () => {
    for (const points of [heights, scatter({ x: [0, 1], y: [0, 1] })]) {
      const symbol = /role-legend-symbol.*?<path[^>]*stroke-width="([^"]+)"/.exec(await layer(points, model).toSVG());
      expect(Number(symbol?.[1])).toBeGreaterThan(0);
    }
  });

  test("small numbers on an axis keep their digits", async () => {
    const svg = await line({ x: [1, 2], y: [0.0021, 0.14] }, { y: { scale: "log" } }).toSVG();
    expect(svg).toContain(">0.002</text>");
    expect(svg).toContain(">0.005</text>");
  });

  test("logarithmic axes say powers of ten", async () => expect(await gallery.regions!.toSVG()).toContain("10⁻⁹"));

  test("texts of data are never markup in the picture", async () => {
    const svg = await scatter({ x: [1], y: [1] }, { title: "<script>alert(1)</script>" }).toSVG();
    expect(svg).not.toContain("<script>");
  });
});

describe("bad input", () => {
  test.each([
    [() => line({ x: [1, 2], y: [1] }), "SHAPE_MISMATCH"],
    [() => line({ x: [1, 2] }), "MISSING_CHANNEL"],
    [() => scatter([{ a: 1 }], { x: "a", y: "b" }), "UNKNOWN_COLUMN"],
    [() => scatter(3 as never), "BAD_DATA"],
    [() => heatmap({ values: [[1, 2]], x: [1] }), "SHAPE_MISMATCH"],
    [() => histogram({ x: ["a"] }), "NOT_NUMERIC"],
    [() => histogram({ x: [Number.NaN] }), "EMPTY"],
    [() => histogram({ x: [1] }, { bins: 0 }), "BAD_OPTION"],
    [() => segments({ x: [1], y: [1], x2: [2] }), "UNKNOWN_COLUMN"],
    [() => rule({}), "BAD_VALUE"],
    [() => layer(), "BAD_VALUE"],
    [() => layer(columns(line({ x: [0], y: [0] }))), "BAD_VALUE"],
    [
      () =>
        layer(line({ x: [1], y: [1] }, { y: { scale: "log" } }), line({ x: [1], y: [1] }, { y: { scale: "linear" } })),
      "AXES_DIFFER",
    ],
    [() => slider({ name: "a b", values: [1, 2], figure: () => gallery.line! }), "BAD_OPTION"],
    [() => slider({ name: "a", values: [2, 1], figure: () => gallery.line! }), "BAD_OPTION"],
    [() => slider({ name: "a", values: [1, 2], start: 3, figure: () => gallery.line! }), "BAD_OPTION"],
  ])("%s", (act, code) => expect(act).toThrow(expect.objectContaining({ code })));
});

test("on the console a figure is a sentence, in which one point is called so", () => {
  expect(inspect([line({ x: [1], y: [2] })])).toBe("[ Figure: Line through 1 point. x from 1 to 1. y from 2 to 2. ]");
});
