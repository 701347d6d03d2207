import { array, type NDArray, randomStream } from "@mesoscope/core";
import {
  columnScaling,
  loadScaling,
  logScaling,
  minMaxScaling,
  powerScaling,
  quantileScaling,
  robustScaling,
  type Scaling,
  standardScaling,
} from "@mesoscope/fusion";
import { displaySymbol, type MimeBundle } from "@mesoscope/sdk";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { reference } from "../../contract/close.ts";
import { gapped } from "../gaps.ts";

const scalings: Record<string, () => Scaling> = {
  standardScaling: () => standardScaling(),
  robustScaling: () => robustScaling(),
  minMaxScaling: () => minMaxScaling({ range: [-1, 1] }),
  "quantileScaling, uniform": () => quantileScaling(),
  "quantileScaling, normal": () => quantileScaling({ output: "normal" }),
  "logScaling, symmetric": () => logScaling({ kind: "symmetric", threshold: 0.1 }),
  "powerScaling, Yeo–Johnson": () => powerScaling(),
  columnScaling: () => columnScaling([standardScaling(), minMaxScaling(), undefined]),
};
const positive: Record<string, () => Scaling> = {
  "logScaling, log": () => logScaling(),
  "logScaling, log1p": () => logScaling({ kind: "log1p" }),
  "powerScaling, Box–Cox": () => powerScaling({ family: "boxCox" }),
};

const table = (seed: number) => randomStream(seed).normals([30, 3]);
const away = (X: NDArray) => X.map((x) => Math.exp(x));

describe.each([
  ...Object.entries(scalings).map(([name, make]) => [name, make, table] as const),
  ...Object.entries(positive).map(([name, make]) => [name, make, (seed: number) => away(table(seed))] as const),
])("%s", (_, make, data) => {
  test("is undone by its inverse, at the data and between them", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 1e6 }), async (seed) => {
        const X = data(seed);
        const fitted = await make().fit(X);
        const inside = X.map((_x, at) => (X.data[at] + X.data[(at + 3) % X.size]) / 2);
        for (const values of [X, inside]) {
          const scaled = fitted.transform(values);
          const kept = values.map((x, at) => (Math.abs(scaled.data[at]) > 4 ? Number.NaN : x));
          const back = fitted.inverseTransform(scaled);
          expect(back.map((x, at) => (Number.isNaN(kept.data[at]) ? x : kept.data[at]))).toBeClose(back, {
            relative: 1e-9,
            absolute: 1e-9,
          });
        }
      }),
      { numRuns: 15 },
    );
  });

  test("survives JSON, leaves gaps as they are, and shows itself", async () => {
    const X = data(5);
    X.data[4] = Number.NaN;
    const fitted = await make().fit(X);
    const copy = loadScaling(JSON.parse(JSON.stringify(fitted)));
    expect(copy.transform(X)).toEqual(fitted.transform(X));
    expect(copy.toJSON()).toEqual(fitted.toJSON());
    expect(fitted.transform(X).data[4]).toBeNaN();
    const shown = fitted[displaySymbol]() as MimeBundle;
    expect(shown["text/html"]).toContain("<th");
    expect(shown["text/plain"]).toContain(make().name);
  });

  test("names a table with other columns", async () => {
    const fitted = await make().fit(data(1));
    expect(() => fitted.transform([[1, 2]])).toThrow(/transform: X has shape \[1, 2\] but 3 columns were fitted/);
  });
});

describe("agrees with scikit-learn", () => {
  const expected = reference("fusion/scaling.json");
  const X = gapped(expected.X);

  test.each<[string, Scaling]>([
    ["standardScaling", standardScaling()],
    ["robustScaling", robustScaling()],
    ["minMaxScaling", minMaxScaling()],
    ["uniform", quantileScaling({ quantiles: 25 })],
    ["normal", quantileScaling({ output: "normal", quantiles: 25 })],
  ])("%s", async (name, make) => {
    const fitted = await make.fit(X);
    const scaled = fitted.transform(gapped(expected.new));
    expect(scaled).toBeClose(gapped(expected[name].transformed), { relative: 1e-12, absolute: 1e-12 });
    const back = fitted.inverseTransform(scaled);
    expect(back).toBeClose(gapped(expected[name].inverse), { relative: 1e-12, absolute: 1e-12 });
  });

  test.each(["boxCox", "yeoJohnson"] as const)("powerScaling, %s", async (family) => {
    const fitted = await powerScaling({ family }).fit(gapped(expected.positive));
    const powers = fitted.toJSON().columns.map(({ power }) => power as number);
    expect(powers).toBeClose(expected.power[family].powers, { relative: 1e-6 });
    expect(fitted.transform(gapped(expected.positive))).toBeClose(gapped(expected.power[family].transformed), {
      relative: 1e-5,
      absolute: 1e-6,
    });
  });
});

describe("a column without spread", () => {
  test.each([["standardScaling"], ["robustScaling"], ["minMaxScaling, [-1, 1]"]])("is noted by %s", async (name) => {
    const make = { standardScaling, robustScaling }[name] ?? (() => minMaxScaling());
    const fitted = await make().fit([
      [1, 0.1],
      [2, 0.1],
      [4, 0.1],
    ]);
    expect(fitted.notes).toHaveLength(1);
    expect(fitted.notes[0]).toMatch(/^Column 1: .* scale 1 is used/);
    expect(fitted.inverseTransform(fitted.transform([[3, 0.1]]))).toBeClose([[3, 0.1]]);
    expect(loadScaling(JSON.parse(JSON.stringify(fitted))).notes).toEqual(fitted.notes);
  });
});

test("a spread that is all rounding is none, and a small one is one", async () => {
  const rounded = await standardScaling().fit([0.1 + 0.2, 0.3, 0.3]);
  expect(rounded.notes).toHaveLength(1);
  expect(rounded.transform([0.3]).data[0]).toBeClose(0, { absolute: 1e-15 });
  const charges = await standardScaling().fit([1.6e-19, 3.2e-19]);
  expect(charges.notes).toEqual([]);
  expect(charges.transform([3.2e-19]).data[0]).toBeClose(1, { relative: 1e-12 });
});

test("one row and one column are scaled", async () => {
  expect((await standardScaling().fit([[3, 4]])).transform([[3, 5]]).data).toEqual(Float64Array.of(0, 1));
  expect((await minMaxScaling().fit([1, 3])).transform([2]).shape).toEqual([1]);
});

test.each<[string, () => unknown, string, RegExp]>([
  ["an unknown option", () => logScaling({ base: 10 } as never), "BAD_OPTION", /no option base/],
  ["an unknown output", () => quantileScaling({ output: "beta" as never }), "BAD_OPTION", /output is beta/],
  ["a range upside down", () => minMaxScaling({ range: [1, 0] }), "BAD_OPTION", /range is 1,0/],
  ["a scaling that is none", () => columnScaling([standardScaling as never]), "BAD_OPTION", /entry is no scaling/],
  ["a saved scaling that is none", () => loadScaling({} as never), "BAD_VALUE", /no scaling in/],
])("%s is refused", (_, call, code, message) => {
  expect(call).toThrow(expect.objectContaining({ code, message: expect.stringMatching(message) }));
});

test.each<[string, () => Promise<unknown>, string, RegExp]>([
  ["an infinity", () => standardScaling().fit([1, Infinity]), "NOT_FINITE", /Infinity at entry 1/],
  ["a column of gaps", () => standardScaling().fit([Number.NaN]), "EMPTY", /column 0 has no value/],
  ["the logarithm of 0", () => logScaling().fit([0, 1]), "OUT_OF_DOMAIN", /column 0 holds 0/],
  ["Box–Cox of -1", () => powerScaling({ family: "boxCox" }).fit([-1, 1]), "OUT_OF_DOMAIN", /holds -1/],
  [
    "columns without a scaling",
    () => columnScaling([undefined]).fit(array([[1, 2]])),
    "SHAPE_MISMATCH",
    /2 columns but 1 scaling/,
  ],
])("%s is refused", async (_, call, code, message) => {
  await expect(call()).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
});
