import { linspace, normalQuantile, randomStream } from "@mesoscope/core";
import { displaySymbol, type MimeBundle } from "@mesoscope/sdk";
import {
  ball,
  boundary,
  box,
  causality,
  data,
  difference,
  initial,
  physicsInformed,
  tanhLayers,
} from "@mesoscope/surrogate";
import { describe, expect, test } from "vitest";
import { stop, withTick } from "../../compute/run-context.ts";
import "../../contract/close.ts";

const x = linspace(0, 1, 101);
const sine = x.map((each) => Math.sin(Math.PI * each));
const poisson = {
  domain: box({ x: [0, 1] }),
  residual: "u_xx = -pi^2 * sin(pi*x)",
  network: tanhLayers({ hidden: [10], outputs: 1 }),
  points: 100,
  renewEvery: 100,
  maxIterations: 600,
};

describe("Poisson's equation", () => {
  test("is solved to 1e-6 with exact conditions", async () => {
    const model = await physicsInformed({ ...poisson, exact: "x*(1 - x)*N" }).fit();
    expect(model.error(x, sine)).toBeLessThan(1e-6);
  });

  test("is solved with conditions on the boundary, balanced or not", async () => {
    for (const balance of [false, true]) {
      const conditions = [boundary("u = 0", { points: 2 })];
      const model = await physicsInformed({ ...poisson, conditions, balance }).fit();
      expect(model.error(x, sine)).toBeLessThan(1e-5);
    }
  });

  test("is solved with a flux prescribed by the outward normal", async () => {
    const where = ({ x: at }: Readonly<Record<string, number>>) => at === 0;
    const conditions = [
      boundary("u = 0", { where, points: 1 }),
      boundary("u_x*n_x = -pi", { where: (point) => !where(point), points: 1 }),
    ];
    const model = await physicsInformed({ ...poisson, conditions }).fit();
    expect(model.error(x, sine)).toBeLessThan(1e-5);
  });

  test("is solved around a hole", async () => {
    const model = await physicsInformed({
      domain: difference(ball({ x: 0, y: 0 }, 1), ball({ x: 0, y: 0 }, 0.5)),
      residual: "u_xx + u_yy",
      conditions: [boundary("u = log(sqrt(x^2 + y^2))", { points: 60 })],
      network: tanhLayers({ hidden: [12, 12], outputs: 1 }),
      points: 200,
      maxIterations: 400,
      renewEvery: 200,
    }).fit();
    const angles = linspace(0, 6, 13).data;
    const points = Array.from(angles, (angle) => [0.7 * Math.cos(angle), 0.7 * Math.sin(angle)]);
    expect(model.predict(points)).toBeClose(
      points.map(() => Math.log(0.7)),
      { absolute: 1e-3 },
    );
  });
});

test("a system that swings is solved from its start, with causality", async () => {
  const model = await physicsInformed({
    domain: box({ t: [0, 3] }),
    fields: ["p", "q"],
    residual: ["p_t = q", "q_t = -p"],
    conditions: [initial("p = 1", { points: 1 }), initial("q = 0", { points: 1 })],
    causality: causality({ tolerance: 10 }),
    network: tanhLayers({ hidden: [12], outputs: 2 }),
    points: 100,
    renewEvery: 100,
    maxIterations: 600,
  }).fit();
  const t = linspace(0, 3, 31);
  expect(model.predict(t).column(0)).toBeClose(t.map(Math.cos), { absolute: 1e-4 });
  expect(model.predict(t).column(1)).toBeClose(
    t.map((each) => -Math.sin(each)),
    { absolute: 1e-4 },
  );
});

describe("an unknown rate of decay", () => {
  const t = linspace(0, 2, 41);
  const noise = 0.02;
  const measured = (seed: number) => {
    const stream = randomStream(seed);
    return t.map((each) => Math.exp(-1.3 * each) + noise * stream.normal());
  };
  const decay = physicsInformed({
    domain: box({ t: [0, 2] }),
    residual: "u_t + k*u",
    unknowns: { k: { start: 0.3, positive: true } },
    network: tanhLayers({ hidden: [8], outputs: 1 }),
    points: 64,
    renewEvery: 100,
    maxIterations: 300,
  });

  test("is found from clean data", async () => {
    const model = await decay.fit(
      t,
      t.map((each) => Math.exp(-1.3 * each)),
    );
    expect(model.unknowns.k!.value).toBeClose(1.3, { relative: 1e-4 });
  });

  test("is kept as far as it was found when the fit is stopped, without an interval", async () => {
    let steps = 0;
    const model = await withTick(
      () => (++steps > 150 ? stop() : undefined),
      () => decay.fit(t, measured(1)),
    );
    const { k } = model.unknowns;
    expect(Math.abs(k!.value - 1.3)).toBeLessThan(0.2);
    expect(k!.std).toBeNaN();
    expect(model.history.at(-1)!.iterations).toBeLessThan(160);
    expect(decay.load(JSON.parse(JSON.stringify(model))).unknowns.k!.std).toBeNaN();
  });

  test("lies in its interval as often as it says", async () => {
    const runs = 12;
    const scores: number[] = [];
    for (let seed = 1; seed <= runs; seed++) {
      const k = (await decay.fit(t, measured(seed))).unknowns.k!;
      const { lower, upper } = k.interval(0.95);
      const reach = normalQuantile(0.975);
      expect(Math.log(upper / k.value)).toBeClose((reach * k.std) / k.value, { relative: 1e-12 });
      expect(Math.log(k.value / lower)).toBeClose((reach * k.std) / k.value, { relative: 1e-12 });
      scores.push((reach * Math.log(k.value / 1.3)) / Math.log(upper / k.value));
    }
    const spread = Math.hypot(...scores) / Math.sqrt(runs);
    expect(scores.filter((score) => Math.abs(score) < 1.96).length).toBeGreaterThanOrEqual(runs - 1);
    // Of 12 normal numbers it lies between these with 99 % probability.
    expect(spread).toBeGreaterThan(0.5);
    expect(spread).toBeLessThan(1.55);
  });
});

function picturesIn(shown: MimeBundle): number {
  return String(shown["text/html"]).split("<svg").length - 1;
}

describe("a model", () => {
  const problem = physicsInformed({
    ...poisson,
    exact: "x*(1 - x)*N",
    maxIterations: 60,
    reference: { points: x, values: sine },
  });

  test("is the same for the same seed and another for another", async () => {
    const [first, again] = [await problem.fit(), await problem.fit()];
    expect(again.toJSON()).toEqual(first.toJSON());
    const other = await physicsInformed({ ...problem.options, seed: 1 }).fit();
    expect(other.predict(x).data).not.toEqual(first.predict(x).data);
  });

  test("comes back from JSON", async () => {
    const model = await problem.fit();
    const again = problem.load(JSON.parse(JSON.stringify(model)));
    expect(again.predict(x).data).toEqual(model.predict(x).data);
    expect(again.history).toEqual(model.history);
    expect(() =>
      physicsInformed({ ...problem.options, network: tanhLayers({ hidden: [3], outputs: 1 }) }).load(model.toJSON()),
    ).toThrow(expect.objectContaining({ code: "BAD_MODEL" }));
  });

  test("shows its search, its error, its unknowns and its field", async () => {
    const model = await problem.fit();
    const best = model.history.reduce((least, round) => (round.loss < least.loss ? round : least));
    expect(model.error(x, sine)).toBe(best.error);
    const shown = await model[displaySymbol]();
    expect(shown["text/plain"]).toContain("error against the reference");
    expect(picturesIn(shown)).toBe(2);
    const inverse = await physicsInformed({
      ...problem.options,
      residual: "u_xx = -k * sin(pi*x)",
      unknowns: { k: 5 },
      conditions: [data([0.5], [1])],
    }).fit();
    expect(String(inverse)).toMatch(/k +9\./);
    expect(String(inverse.unknowns.k)).toMatch(/^k = .* ± /);
    const plane = physicsInformed({
      domain: box({ x: [0, 1], t: [0, 1] }),
      residual: "u_t",
      points: 8,
      maxIterations: 1,
    });
    expect(picturesIn(await (await plane.fit())[displaySymbol]())).toBe(2);
    expect((await plane[displaySymbol]())["text/plain"]).toContain("not fitted yet");
  });
});
