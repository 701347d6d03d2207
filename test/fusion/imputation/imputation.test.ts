import { array, mean, randomStream, standardDeviation } from "@mesoscope/core";
import {
  backwardFill,
  columnImputation,
  forwardFill,
  type Imputation,
  interpolateGaps,
  iterativeImputation,
  loadImputation,
  nearestNeighbourImputation,
} from "@mesoscope/fusion";
import { displaySymbol, installRunContext, type RunContext, runContext, StopError } from "@mesoscope/sdk";
import { describe, expect, test } from "vitest";
import { reference } from "../../contract/close.ts";
import { gapped } from "../gaps.ts";

const expected = reference("fusion/imputation.json");
const X = array(gapped(expected.X));
const fresh = gapped(expected.new);

describe.each<[string, Imputation]>([
  ["mean", columnImputation({ fill: "mean" })],
  ["median", columnImputation()],
  ["uniform", nearestNeighbourImputation({ neighbours: 4 })],
  ["distance", nearestNeighbourImputation({ neighbours: 3, weights: "distance" })],
  ["iterative", iterativeImputation({ maxIterations: 3, tolerance: 0, regularization: 0.05 })],
])("imputation by %s", (name, spec) => {
  test("agrees with scikit-learn on known and new rows", async () => {
    const theirs = name === "iterative" ? expected.iterative[0] : expected[name];
    const fitted = await spec.fit(X);
    expect(fitted.transform(X)).toBeClose(theirs.known, { relative: 1e-10 });
    expect(fitted.transform(fresh)).toBeClose(theirs.new, { relative: 1e-10 });
  });

  test("keeps what is there, says what it filled and how sure it is", async () => {
    const before = X.data.slice();
    const { values, filled, spread } = (await spec.fit(X)).impute(X);
    expect(X.data).toEqual(before);
    values.data.forEach((value, at) => {
      const isGap = Number.isNaN(X.data[at]);
      expect(filled.data[at]).toBe(Number(isGap));
      if (isGap) expect(spread!.data[at]).toBeGreaterThan(0);
      else expect([value, spread!.data[at]]).toEqual([X.data[at], 0]);
    });
  });

  test("survives JSON and shows itself", async () => {
    const fitted = await spec.fit(X);
    const copy = loadImputation(JSON.parse(JSON.stringify(fitted)));
    expect(copy.impute(fresh)).toEqual(fitted.impute(fresh));
    for (const shown of [spec, fitted, fitted.impute(fresh)]) {
      expect((await shown[displaySymbol]())["text/html"]).toContain("<th");
    }
    expect(fitted.inverseTransform(X)).toEqual(X);
  });

  test("names a table with other columns", async () => {
    const fitted = await spec.fit(X);
    expect(() => fitted.impute([[1, 2]])).toThrow(/impute: X has 2 columns but 5 were fitted/);
  });
});

describe("iterativeImputation", () => {
  test("stops when the fills stand still, as scikit-learn does", async () => {
    const theirs = expected.iterative[1];
    const spec = iterativeImputation({ maxIterations: 50, tolerance: 1e-3, regularization: 0.05 });
    expect((await spec.fit(X)).transform(fresh)).toBeClose(theirs.new, { relative: 1e-10 });
  });

  test("draws whole tables whose spread is what it states", async () => {
    const fitted = await iterativeImputation().fit(X);
    const { values, filled, spread } = fitted.impute(X);
    const at = filled.data.indexOf(1);
    const draws = fitted.sample(X, 400, { seed: 3 }).map(({ data }) => data[at]);
    expect(mean(draws)).toBeClose(values.data[at], { absolute: 0.4 * spread!.data[at] });
    expect(standardDeviation(draws) / spread!.data[at]).toBeGreaterThan(0.9);
    expect(standardDeviation(draws) / spread!.data[at]).toBeLessThan(2);
    expect(fitted.sample(X, 2, { seed: 3 })[1].data[at]).toBe(draws[1]);
  });

  test("stops on request", async () => {
    const before = runContext();
    const stop = { tick: () => Promise.reject(new StopError("STOPPED", "stopped")) } as unknown as RunContext;
    installRunContext(stop);
    try {
      await expect(iterativeImputation().fit(X)).rejects.toBeInstanceOf(StopError);
    } finally {
      installRunContext(before);
    }
  });

  test("fills better than the mean where columns belong together", async () => {
    const stream = randomStream(2);
    const rows = Array.from({ length: 60 }, () => {
      const t = stream.normal();
      return [t, 2 * t + 0.01 * stream.normal(), -t];
    });
    const holed = rows.map(([a, b, c], i) => (i % 5 === 0 ? [a, Number.NaN, c] : [a, b, c]));
    const { values } = (await iterativeImputation().fit(holed)).impute(holed);
    rows.forEach(([, b], i) => {
      expect(values.get(i, 1)).toBeClose(b, { absolute: 0.1 });
    });
  });

  test("bears constant columns, one column and more columns than rows", async () => {
    expect(
      (
        await iterativeImputation().fit([
          [1, 5],
          [2, 5],
          [3, Number.NaN],
        ])
      )
        .transform([[1, Number.NaN]])
        .get(0, 1),
    ).toBe(5);
    expect((await iterativeImputation().fit([1, 3, Number.NaN])).transform([Number.NaN]).data[0]).toBe(2);
    const wide = [
      [1, 2, 3, 4],
      [2, Number.NaN, 5, 7],
    ];
    expect((await iterativeImputation().fit(wide)).transform(wide).data.every(Number.isFinite)).toBe(true);
  });
});

describe("series", () => {
  const series = gapped(expected.series);

  test("are filled as pandas and SciPy fill them", () => {
    expect(forwardFill(series, { limit: 2 }).values).toBeClose(gapped(expected.forward));
    expect(backwardFill(series, { limit: 1 }).values).toBeClose(gapped(expected.backward));
    const { times } = expected;
    expect(interpolateGaps(series, { times }).values).toBeClose(gapped(expected.linear));
    expect(interpolateGaps(series, { times, method: "spline" }).values).toBeClose(gapped(expected.spline), {
      relative: 1e-11,
    });
  });

  test("keep gaps that are too long, and those at the ends", () => {
    const holed = [Number.NaN, 0, Number.NaN, 2, Number.NaN, Number.NaN, 5, Number.NaN];
    const { values, filled } = interpolateGaps(holed, { longest: 2 });
    expect(values.data).toEqual(Float64Array.of(Number.NaN, 0, 1, 2, Number.NaN, Number.NaN, 5, Number.NaN));
    expect(filled.data).toEqual(Float64Array.of(0, 0, 1, 0, 0, 0, 0, 0));
    expect(interpolateGaps([Number.NaN, 1], { method: "spline" }).values.data).toEqual(Float64Array.of(Number.NaN, 1));
  });
});

test.each<[string, () => unknown, string, RegExp]>([
  ["a fill that is none", () => columnImputation({ fill: "mode" as never }), "BAD_OPTION", /fill is mode/],
  ["no neighbours", () => nearestNeighbourImputation({ neighbours: 0 }), "BAD_OPTION", /neighbours is 0/],
  ["an empty column", () => columnImputation().fit([[1, Number.NaN]]), "EMPTY", /column 1 has no value/],
  ["an infinity", () => iterativeImputation().fit([[1, Infinity]]), "NOT_FINITE", /Infinity/],
  [
    "times that go back",
    () => interpolateGaps([1, 2, 3], { times: [0, 2, 1] }),
    "NOT_SORTED",
    /from 2 to 1 at entry 2/,
  ],
  ["too few times", () => interpolateGaps([1, 2, 3], { times: [0, 2] }), "SHAPE_MISMATCH", /2 entries/],
  ["a limit of 0", () => forwardFill([1], { limit: 0 }), "BAD_OPTION", /limit is 0/],
  ["a saved imputation that is none", () => loadImputation({} as never), "BAD_VALUE", /no imputation/],
  [
    "draws of a method without a distribution",
    async () => (await columnImputation().fit([1, 2])).sample([1], 2),
    "NO_SPREAD",
    /knows no distribution/,
  ],
])("%s is refused", async (_, call, code, message) => {
  await expect((async () => call())()).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
});
