import {
  beta,
  categorical,
  type Distribution,
  type DistributionData,
  gamma,
  loadDistribution,
  mixture,
  normal,
  normalCdf,
  poisson,
  randomStream,
  studentT,
  truncatedNormal,
  uniform,
} from "@mesoscope/core";
import { displaySymbol } from "@mesoscope/sdk";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { reference } from "../../../contract/close.ts";

const code = (name: string) => expect.objectContaining({ code: name });
const { cases, probabilities } = reference("core/distributions.json");
const titled = cases.map((found: DistributionData) => [`${found.name} ${JSON.stringify(found.parameters)}`, found]);

describe.each<[string, DistributionData & Record<string, number[]>]>(titled)("%s", (_, expected) => {
  const distribution = loadDistribution(expected);

  test("agrees with SciPy, tails included", () => {
    const at = (method: "logDensity" | "cumulative" | "survival") => expected.x!.map((x) => distribution[method](x));
    /** What the rounding of x alone changes. */
    const rounding = Math.max(...expected.x!.map((x) => 4 * Number.EPSILON * Math.abs(x) * distribution.density(x)));
    const close = { relative: 1e-12, absolute: distribution.isDiscrete ? 0 : Math.min(rounding, 1e-14) };
    expect([distribution.mean, distribution.variance]).toBeClose([expected.mean, expected.variance] as never);
    expect(at("logDensity")).toBeClose(expected.logDensity!, { relative: 1e-12, absolute: 1e-14 });
    expect(at("cumulative")).toBeClose(expected.cumulative!, close);
    expect(at("survival")).toBeClose(expected.survival!, close);
    expect(probabilities.map((p: number) => distribution.quantile(p))).toBeClose(expected.quantile!);
  });

  test("is consistent with itself", () => {
    const start = distribution.isDiscrete ? 0 : 1e-6;
    fc.assert(
      fc.property(fc.double({ min: start, max: 1 - 1e-6, noNaN: true }), (probability) => {
        const x = distribution.quantile(probability);
        expect(x).toBeGreaterThanOrEqual(distribution.support[0]);
        expect(x).toBeLessThanOrEqual(distribution.support[1]);
        if (distribution.isDiscrete) {
          expect(distribution.cumulative(x)).toBeGreaterThanOrEqual(probability * (1 - 1e-12));
          if (probability > 0) expect(distribution.cumulative(x - 1)).toBeLessThan(probability);
        } else expect(distribution.cumulative(x)).toBeClose(probability, { relative: 1e-9, absolute: 1e-13 });
        expect(distribution.cumulative(x) + distribution.survival(x)).toBeCloseTo(1, 12);
      }),
    );
  });

  test("draws numbers that follow it, the same for one seed", () => {
    const values = distribution.sample(20_000, { seed: 5 });
    expect(distribution.sample(20_000, { seed: 5 }).data).toEqual(values.data);
    expect(distribution.sample(5, { seed: 6 }).data).not.toEqual(values.data.slice(0, 5));
    expect(farthest(values.data, distribution)).toBeLessThan(2);
  });

  test("comes back from JSON and shows itself", () => {
    const loaded = loadDistribution(JSON.parse(JSON.stringify(distribution)));
    expect(JSON.stringify(loaded)).toBe(JSON.stringify(distribution));
    expect(loaded.quantile(0.3)).toBe(distribution.quantile(0.3));
    const bundle = distribution[displaySymbol]();
    expect(bundle["text/plain"]).toMatch(new RegExp(`^${distribution.name}\\(.+\\): mean \\S+, std \\S+$`));
    const figure = JSON.stringify(bundle);
    expect(figure).not.toMatch(/null|undefined|NaN/);
    expect(bundle["application/vnd.vegalite.v5+json"]).toMatchObject({ description: expect.stringContaining("from") });
  });
});

/** The largest distance of the sample's shares from the distribution's, times √n: above 2 once in 1500 samples. */
function farthest(values: Float64Array, distribution: Distribution): number {
  const sorted = values.toSorted();
  const n = sorted.length;
  let worst = 0;
  for (let i = 0; i < n; i++) {
    if (sorted[i + 1] === sorted[i]) continue;
    worst = Math.max(worst, Math.abs((i + 1) / n - distribution.cumulative(sorted[i]!)));
  }
  return worst * Math.sqrt(n);
}

describe("mixture", () => {
  const components = [normal({ mean: -2, std: 0.5 }), studentT({ degreesOfFreedom: 6, location: 3 })];
  const mixed = mixture({ components, weights: [0.3, 0.7] });

  test("weighs its components", () => {
    for (const x of [-3, -1, 0, 4]) {
      const weighed = 0.3 * components[0]!.cumulative(x) + 0.7 * components[1]!.cumulative(x);
      expect(mixed.cumulative(x)).toBeClose(weighed);
      expect(mixed.density(x)).toBeClose(0.3 * components[0]!.density(x) + 0.7 * components[1]!.density(x));
    }
    expect(mixed.mean).toBeClose(1.5);
    expect(mixed.variance).toBeClose(0.3 * (0.25 + 3.5 ** 2) + 0.7 * (1.5 + 1.5 ** 2));
    expect(mixed.cumulative(mixed.quantile(0.31))).toBeClose(0.31);
    expect(farthest(mixed.sample(20_000, { seed: 1 }).data, mixed)).toBeLessThan(2);
    expect(loadDistribution(JSON.parse(JSON.stringify(mixed))).logDensity(1)).toBe(mixed.logDensity(1));
    expect(mixture({ components: [poisson({ mean: 2 }), poisson({ mean: 9 })] }).quantile(0.5)).toBe(4);
  });

  test("refuses components and weights that do not fit", () => {
    expect(() => mixture({ components: [] })).toThrow(code("BAD_OPTION"));
    expect(() => mixture({ components: [normal(), poisson({ mean: 1 })] })).toThrow(code("BAD_OPTION"));
    expect(() => mixture({ components, weights: [1] })).toThrow(code("SHAPE_MISMATCH"));
    expect(() => mixture({ components, weights: [0.5, 0.6] })).toThrow(/add up to 1\.1/);
  });
});

describe("limits", () => {
  test("far tails keep their digits", () => {
    expect(normal().survival(30)).toBeClose(normalCdf(-30));
    expect(normal().cumulative(-Infinity)).toBe(0);
    expect(gamma({ shape: 2 }).survival(700)).toBeClose(701 * Math.exp(-700), { relative: 1e-10 });
    const far = truncatedNormal({ lower: 40 });
    expect(far.mean).toBeClose(40.02496, { relative: 1e-6 });
    expect(far.quantile(0.5)).toBeClose(40.0173, { relative: 1e-6 });
    expect(studentT({ degreesOfFreedom: 1 }).quantile(1e-100)).toBeClose(-1e100 / Math.PI, { relative: 1e-9 });
  });

  test("many trials and degrees of freedom keep their digits", () => {
    /** By mpmath, with 40 digits. */
    const t = studentT({ degreesOfFreedom: 1e8 });
    expect(2 * t.survival(2.3263479113315837)).toBeClose(0.02000000000000002, { relative: 1e-12 });
    const rare = gamma({ shape: 1e-3 });
    expect(rare.quantile(1e-10)).toBeLessThan(1e-300);
    expect(rare.quantile(0.999)).toBeClose(0.2647702702396509, { relative: 1e-10 });
    expect(poisson({ mean: 1e10 }).quantile(0.3)).toBe(9999947560);
    expect(beta({ alpha: 1e5, beta: 1e5 }).quantile(0.9)).toBeClose(0.5014328170581013, { relative: 1e-12 });
  });

  test("the ends of the support have densities and probabilities", () => {
    expect(beta({ alpha: 1, beta: 3 }).density(0)).toBeClose(3);
    expect(gamma({ shape: 0.5 }).density(0)).toBe(Infinity);
    expect(uniform().density(1.1)).toBe(0);
    expect(poisson({ mean: 3 }).density(1.5)).toBe(0);
    expect(poisson({ mean: 3 }).cumulative(1.5)).toBe(poisson({ mean: 3 }).cumulative(1));
    expect(normal().quantile(0)).toBe(-Infinity);
    expect(normal().logDensity(Number.NaN)).toBeNaN();
    expect(studentT({ degreesOfFreedom: 1 }).mean).toBeNaN();
    expect(categorical({ probabilities: [0, 1, 0] }).quantile(0.5)).toBe(1);
  });

  test("streams can be shared", () => {
    const stream = randomStream(3);
    expect(normal().draw(stream)).not.toBe(normal().draw(stream));
  });
});

test.each<[string, () => unknown, RegExp]>([
  ["a spread of nothing", () => normal({ std: 0 }), /^normal: std is 0\. Give a finite number above 0\.$/],
  ["a mean that is not finite", () => normal({ mean: Number.NaN }), /^normal: mean is NaN/],
  ["an option of another library", () => normal({ sigma: 1 } as never), /^normal: there is no option sigma/],
  ["no shape", () => gamma({} as never), /^gamma: shape is undefined/],
  ["an empty interval", () => uniform({ lower: 2, upper: 1 }), /^uniform: lower is 2 and upper is 1/],
  ["a cut without rest", () => truncatedNormal({ lower: 3, upper: 3 }), /^truncatedNormal: nothing lies/],
  ["shares above one", () => categorical({ probabilities: [0.9, 0.3] }), /^categorical: the probabilities add up/],
])("%s is refused", (_, call, message) => {
  expect(call).toThrow(expect.objectContaining({ code: "BAD_OPTION", message: expect.stringMatching(message) }));
});

test("probabilities outside 0 to 1, negative counts and unknown data are refused", () => {
  expect(() => normal().quantile(1.2)).toThrow("normal.quantile: the probability is 1.2. Give one from 0 to 1.");
  expect(() => normal().sample(-1)).toThrow(code("BAD_OPTION"));
  expect(() => loadDistribution({ name: "toString", parameters: {} })).toThrow(code("BAD_VALUE"));
  expect(() => loadDistribution(undefined as never)).toThrow(code("BAD_VALUE"));
});
