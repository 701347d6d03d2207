import {
  asArray,
  bootstrap,
  correlation,
  jackknife,
  mean,
  median,
  permutationTest,
  randomStream,
  standardDeviation,
} from "@mesoscope/core";
import { displaySymbol, installRunContext, runContext, StopError } from "@mesoscope/sdk";
import { describe, expect, test } from "vitest";
import { reference } from "../../../contract/close.ts";

const code = (name: string) => expect.objectContaining({ code: name });
const expected = reference("core/resampling.json");
const { sample, a, b } = expected;

describe("bootstrap", () => {
  test.each([
    ["mean", "percentile"],
    ["mean", "bca"],
    ["spread", "percentile"],
    ["spread", "bca"],
  ] as const)("agrees with SciPy: %s, %s", async (name, method) => {
    const statistic = name === "mean" ? mean : standardDeviation;
    const found = await bootstrap(sample, statistic, { method, resamples: 40_000, seed: 3 });
    const [lower, upper, standardError] = expected[name][method === "bca" ? "BCa" : method];
    const close = { absolute: 0.04 * standardError };
    expect(found.lower).toBeClose(lower, close);
    expect(found.upper).toBeClose(upper, close);
    expect(found.standardError).toBeClose(standardError, { relative: 0.02 });
    expect(found.estimate).toBe(statistic(sample));
  });

  test("covers the truth about as often as it says", async () => {
    let hits = 0;
    for (let run = 0; run < 150; run++) {
      const values = randomStream(run).normals(30).map(Math.exp);
      const { lower, upper } = await bootstrap(values, median, { level: 0.9, resamples: 400, seed: run });
      hits += Number(lower <= 1 && 1 <= upper);
    }
    expect(hits / 150).toBeGreaterThan(0.82);
    expect(hits / 150).toBeLessThan(0.97);
  });

  test("draws rows whole", async () => {
    const x = randomStream(1).normals(60).data;
    const pairs = Array.from(x, (value, i) => [value, value + 0.5 * x[(i + 7) % 60]!]);
    const related = await bootstrap(pairs, (rows) => correlation(rows.column(0), rows.column(1)));
    expect(related.lower).toBeGreaterThan(0.7);
    expect(related.upper).toBeLessThanOrEqual(1);
  });

  test("blocks see that neighbours depend on each other", async () => {
    const noise = randomStream(2).normals(400).data;
    let state = 0;
    const series = noise.map((step) => {
      state = 0.9 * state + step;
      return state;
    });
    const single = await bootstrap(series, mean, { seed: 1 });
    const blocks = await bootstrap(series, mean, { seed: 1, blockLength: 40 });
    expect(blocks.method).toBe("percentile");
    expect(blocks.standardError).toBeGreaterThan(2 * single.standardError);
  });

  test("gives the same for the same seed, and shows itself", async () => {
    const found = await bootstrap(sample, mean, { seed: 5 });
    expect((await bootstrap(sample, mean, { seed: 5 })).replicates.data).toEqual(found.replicates.data);
    expect((await bootstrap(sample, mean, { seed: 6 })).lower).not.toBe(found.lower);
    const bundle = found[displaySymbol]();
    expect(bundle["text/plain"]).toMatch(/^\S+ ± \S+, 95 % from \S+ to \S+ \(bca, 2000 resamples\)$/);
    expect(JSON.stringify(bundle)).not.toMatch(/null|NaN/);
    const constant = await bootstrap([2, 2, 2], mean);
    expect([constant.lower, constant.upper, constant.standardError]).toEqual([2, 2, 0]);
  });

  test("stops on request, and names bad input", async () => {
    const outer = runContext();
    installRunContext({ tick: () => Promise.reject(new StopError("STOPPED", "stopped")) } as never);
    await expect(bootstrap(sample, mean)).rejects.toBeInstanceOf(StopError);
    installRunContext(outer);
    await expect(bootstrap([1], mean)).rejects.toThrow(/^bootstrap: the sample has 1 entries/);
    await expect(bootstrap(sample, () => Number.NaN)).rejects.toThrow(/^bootstrap: the statistic gave NaN/);
    await expect(bootstrap(sample, mean, { level: 95 })).rejects.toThrow(code("BAD_OPTION"));
    await expect(bootstrap(sample, mean, { method: "basic" as never })).rejects.toThrow(code("BAD_OPTION"));
    await expect(bootstrap(sample, mean, { blockLength: 26 })).rejects.toThrow(/but there are 25 entries/);
    await expect(bootstrap(sample, mean, { blockLength: 5, method: "bca" })).rejects.toThrow(/independent entries/);
  });
});

test("the jackknife agrees with its formulas", () => {
  const found = jackknife(sample, standardDeviation);
  expect(found.bias).toBeClose(expected.jackknife.bias, { relative: 1e-9 });
  expect(found.standardError).toBeClose(expected.jackknife.standardError);
  expect(jackknife(asArray([1, 2, 3]), mean).bias).toBeCloseTo(0, 14);
  expect(() => jackknife([], mean)).toThrow(code("EMPTY"));
});

describe("permutationTest", () => {
  test.each(["twoSided", "greater", "less"] as const)(
    "agrees with SciPy, all divisions tried: %s",
    async (alternative) => {
      const found = await permutationTest(a, b, { alternative });
      expect(found.isExact).toBe(true);
      expect(found.replicates.size).toBe(462);
      expect(found.pValue).toBeClose(expected.pValue[alternative]);
    },
  );

  test("comes near to that with some divisions, the same for one seed", async () => {
    const found = await permutationTest(a, b, { resamples: 400, seed: 1 });
    expect(found.isExact).toBe(false);
    expect(found.pValue).toBeClose(expected.pValue.twoSided, { absolute: 0.02 });
    expect((await permutationTest(a, b, { resamples: 400, seed: 1 })).pValue).toBe(found.pValue);
  });

  test("finds no difference where there is none, and takes other statistics", async () => {
    const [x, y] = [randomStream(1).normals(30), randomStream(2).normals(30)];
    expect((await permutationTest(x, y, { resamples: 500 })).pValue).toBeGreaterThan(0.05);
    const wide = y.map((value) => 3 * value);
    const ratio = await permutationTest(x, wide, {
      statistic: (p, q) => Math.log(standardDeviation(p) / standardDeviation(q)),
      resamples: 500,
    });
    expect(ratio.pValue).toBeLessThan(0.01);
  });

  test("names bad input", async () => {
    await expect(
      permutationTest(a, [
        [1, 2],
        [3, 4],
      ]),
    ).rejects.toThrow(code("SHAPE_MISMATCH"));
    await expect(permutationTest(a, b, { alternative: "both" as never })).rejects.toThrow(code("BAD_OPTION"));
    await expect(permutationTest(a, [])).rejects.toThrow(code("EMPTY"));
  });
});
