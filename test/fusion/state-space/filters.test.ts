import { type NDArray, randomStream, subtract } from "@mesoscope/core";
import {
  ensembleKalmanFilter,
  extendedKalmanFilter,
  type KalmanFilterOptions,
  kalmanFilter,
  unscentedKalmanFilter,
} from "@mesoscope/fusion";
import { displaySymbol } from "@mesoscope/sdk";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { reference } from "../../contract/close.ts";

const expected = reference("fusion/state-space.json");
const code = (name: string) => expect.objectContaining({ code: name });
const withGaps = (rows: (number | null)[][]) => rows.map((row) => row.map((value) => value ?? Number.NaN));

const { F, H, Q, R, x0, P0 } = expected.model;
const linear: KalmanFilterOptions = {
  transition: F,
  observation: H,
  processNoise: Q,
  observationNoise: R,
  initial: { mean: x0, covariance: P0 },
};

describe("kalmanFilter", () => {
  test("agrees with statsmodels where observations are missing", async () => {
    const { observations, filteredMean, filteredLast, smoothedMean, smoothedFirst, logLikelihood } = expected.linear;
    const filtered = await kalmanFilter(linear).filter(withGaps(observations));
    const smoothed = filtered.smooth();
    const close = { relative: 1e-10, absolute: 1e-12 };
    expect(filtered.mean).toBeClose(filteredMean, close);
    expect(filtered.covariance(observations.length - 1)).toBeClose(filteredLast, close);
    expect(filtered.logLikelihood).toBeClose(logLikelihood, close);
    expect(smoothed.mean).toBeClose(smoothedMean, close);
    expect(smoothed.covariance(0)).toBeClose(smoothedFirst, close);
  });

  test("agrees with the smoother of filterpy", async () => {
    const { observations, mean, covariances } = expected.rts;
    const smoothed = (await kalmanFilter(linear).filter(observations)).smooth();
    expect(smoothed.mean).toBeClose(mean, { relative: 1e-10, absolute: 1e-12 });
    covariances.forEach((covariance: number[][], k: number) => {
      expect(smoothed.covariance(k)).toBeClose(covariance, { relative: 1e-10, absolute: 1e-12 });
    });
  });

  test("of a constant is the mean of the observations, whatever the order", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 1, maxLength: 12 }),
        async (values) => {
          const constant = kalmanFilter({
            transition: [[1]],
            observation: [[1]],
            processNoise: [[0]],
            observationNoise: [[1]],
            initial: { mean: [0], covariance: [[1e8]] },
          });
          const filtered = await constant.filter(values);
          const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
          expect(Math.abs(filtered.mean.get(values.length - 1, 0) - mean)).toBeLessThan(1e-4);
          expect(filtered.std.get(values.length - 1, 0)).toBeCloseTo(1 / Math.sqrt(values.length), 6);
        },
      ),
      { numRuns: 30 },
    );
  });

  test("loses no digits where nothing is known at first", async () => {
    const constant = kalmanFilter({
      transition: [[1]],
      observation: [[1]],
      processNoise: [[0]],
      observationNoise: [[4]],
      initial: { mean: [0], covariance: [[1e18]] },
    });
    const filtered = await constant.filter([3, 5, 7]);
    expect(filtered.std.column(0)).toBeClose([2, 2 / Math.SQRT2, 2 / Math.sqrt(3)], { relative: 1e-12 });
    expect(filtered.mean.column(0)).toBeClose([3, 4, 5], { relative: 1e-12 });
  });

  test("smooths components that nothing disturbs and everything is known of", async () => {
    const walk = { observationNoise: [[1]], initial: { mean: [0], covariance: [[4]] } };
    const alone = kalmanFilter({ ...walk, transition: [[1]], observation: [[1]], processNoise: [[0.5]] });
    const beside = kalmanFilter({
      transition: [
        [1, 1],
        [0, 1],
      ],
      observation: [[1, 0]],
      processNoise: [
        [0.5, 0],
        [0, 0],
      ],
      observationNoise: [[1]],
      initial: {
        mean: [0, 2],
        covariance: [
          [4, 0],
          [0, 0],
        ],
      },
    });
    const observed = [1, 0, 2, 1];
    const expectedMean = (await alone.filter(observed)).smooth().mean.data;
    // A known slope of 2 is added to both the state and what is observed of it.
    const smoothed = (await beside.filter(observed.map((value, k) => value + 2 * k))).smooth();
    expect(smoothed.mean.column(0)).toBeClose(
      expectedMean.map((value, k) => value + 2 * k),
      { relative: 1e-10 },
    );
    expect(smoothed.std.column(1).data.every((value) => value === 0)).toBe(true);
  });

  test("takes unequal time steps, and a known push", async () => {
    const times = [0, 1, 1.5, 4, 4.25];
    const moving = kalmanFilter({
      transition: (k) => [
        [1, times[k + 1]! - times[k]!],
        [0, 1],
      ],
      control: (k) => [0.5 * (times[k + 1]! - times[k]!) ** 2, times[k + 1]! - times[k]!],
      observation: [[1, 0]],
      processNoise: [
        [0, 0],
        [0, 0],
      ],
      observationNoise: [[1e-8]],
      initial: {
        mean: [0, 0],
        covariance: [
          [1, 0],
          [0, 1],
        ],
      },
    });
    const filtered = await moving.filter(times.map((t) => 2 + 3 * t + 0.5 * t * t));
    expect(filtered.mean.row(4)).toBeClose([2 + 3 * 4.25 + 0.5 * 4.25 ** 2, 3 + 4.25], { absolute: 1e-3 });
  });

  test("says nothing new where nothing is observed, and shows itself", async () => {
    const filtered = await kalmanFilter(linear).filter([
      [Number.NaN, Number.NaN],
      [1, 2],
    ]);
    expect(filtered.mean.row(0)).toBeClose(x0);
    expect(filtered.covariance(0)).toBeClose(P0);
    expect(filtered.innovations.row(0).data.every(Number.isNaN)).toBe(true);
    const shown = await filtered[displaySymbol]();
    expect(shown["text/plain"]).toMatch(/2 steps/);
    const figure = shown["application/vnd.vegalite.v5+json"] as { description: string; vconcat: object[] };
    expect(figure.vconcat).toHaveLength(filtered.mean.shape[1]!);
    expect(figure.description).toMatch(/State, given the observations so far.*95 % interval/);
    expect(filtered.component(1).mean).toBeClose(filtered.mean.column(1));
    expect(() => filtered.covariance(2)).toThrow(code("INDEX_OUT_OF_RANGE"));
  });

  test("names what does not fit", async () => {
    const wrong = (options: object, observations: number[][] = [[1, 2]]) =>
      kalmanFilter({ ...linear, ...options }).filter(observations);
    await expect(wrong({ transition: [[1]] })).resolves.toBeDefined(); // never moved: one observation only
    await expect(
      wrong({ transition: [[1]] }, [
        [1, 2],
        [1, 2],
      ]),
    ).rejects.toThrow("kalmanFilter: transition is [1,1] at step 0");
    await expect(wrong({ observation: [[1, 0]] })).rejects.toThrow(code("SHAPE_MISMATCH"));
    await expect(
      wrong({
        observationNoise: [
          [-9, 0],
          [0, 1],
        ],
      }),
    ).rejects.toThrow(code("NOT_POSITIVE_DEFINITE"));
    await expect(wrong({}, [[1, Infinity]])).rejects.toThrow(code("NOT_FINITE"));
    await expect(wrong({}, [])).rejects.toThrow(code("EMPTY"));
    await expect(wrong({ initial: undefined })).rejects.toThrow(code("BAD_OPTION"));
    await expect(wrong({ initial: { mean: x0.map(() => Number.NaN), covariance: P0 } })).rejects.toThrow(
      code("NOT_FINITE"),
    );
    const skew = [
      [1, 0.5],
      [0, 1],
    ];
    await expect(wrong({ observationNoise: skew })).rejects.toThrow(/observationNoise is not symmetric/);
    expect(() => kalmanFilter({ ...linear, noise: 1 } as never)).toThrow(code("BAD_OPTION"));
  });
});

describe("filters of nonlinear models", () => {
  const { dt, observations, extended, unscented, ...noise } = expected.pendulum;
  const model = {
    transition: ({ data: [angle, speed] }: NDArray) => [angle! + dt * speed!, speed! - 9.81 * dt * Math.sin(angle!)],
    observation: ({ data: [angle] }: NDArray) => [Math.sin(angle!)],
    processNoise: noise.Q,
    observationNoise: noise.R,
    initial: { mean: noise.x0, covariance: noise.P0 },
  };

  test("agree with filterpy", async () => {
    const jacobians = {
      transitionJacobian: ({ data: [angle] }: NDArray) => [
        [1, dt],
        [-9.81 * dt * Math.cos(angle!), 1],
      ],
      observationJacobian: ({ data: [angle] }: NDArray) => [[Math.cos(angle!), 0]],
    };
    const given = await extendedKalmanFilter({ ...model, ...jacobians }).filter(observations);
    expect(given.mean).toBeClose(extended.mean, { relative: 1e-10, absolute: 1e-12 });
    expect(given.covariance(29)).toBeClose(extended.last, { relative: 1e-10, absolute: 1e-12 });
    const derived = await extendedKalmanFilter(model).filter(observations);
    expect(derived.mean).toBeClose(extended.mean, { relative: 1e-7, absolute: 1e-8 });
    for (const { alpha, beta, kappa, mean, last } of unscented) {
      const filtered = await unscentedKalmanFilter({ ...model, alpha, beta, kappa }).filter(observations);
      expect(filtered.mean).toBeClose(mean, { relative: 1e-10, absolute: 1e-11 });
      expect(filtered.covariance(29)).toBeClose(last, { relative: 1e-9, absolute: 1e-11 });
    }
  });

  test("are the Kalman filter where the model is linear", async () => {
    const apply = (matrix: number[][]) => (state: NDArray) =>
      matrix.map((row) => row.reduce((sum, factor, j) => sum + factor * state.data[j]!, 0));
    const same = { ...linear, transition: apply(F), observation: apply(H) };
    const series = expected.rts.observations;
    const exact = (await kalmanFilter(linear).filter(series)).smooth();
    for (const make of [extendedKalmanFilter, unscentedKalmanFilter]) {
      const smoothed = (await make(same).filter(series)).smooth();
      expect(smoothed.mean).toBeClose(exact.mean, { relative: 1e-7, absolute: 1e-8 });
    }
    const ensemble = await ensembleKalmanFilter({ ...same, members: 20_000, seed: 4 }).filter(series);
    const filtered = await kalmanFilter(linear).filter(series);
    expect(ensemble.mean).toBeClose(filtered.mean, { absolute: 0.03 });
    expect(ensemble.std).toBeClose(filtered.std, { relative: 0.03 });
  });

  test("check what the model gives", async () => {
    const lost = { ...model, transition: () => [Number.NaN, 0] };
    for (const make of [extendedKalmanFilter, unscentedKalmanFilter, ensembleKalmanFilter]) {
      await expect(make(lost).filter([0, 0])).rejects.toThrow(/transition gives NaN/);
    }
    const short = { ...model, transition: () => [1] };
    await expect(extendedKalmanFilter(short).filter([0, 0])).rejects.toThrow(code("SHAPE_MISMATCH"));
    expect(() => unscentedKalmanFilter({ ...model, alpha: 0 })).toThrow(code("BAD_OPTION"));
    expect(() => ensembleKalmanFilter({ ...model, members: 1 })).toThrow(code("BAD_OPTION"));
    expect(() => ensembleKalmanFilter({ ...model, inflation: 0.5 })).toThrow(code("BAD_OPTION"));
  });
});

describe("ensembleKalmanFilter", () => {
  const size = 40;
  const places = Array.from({ length: size }, (_, i) => i);

  /** A step of 0.05 of the Lorenz (1996) model of 40 places on a ring, by Runge and Kutta. */
  function lorenz96(state: Float64Array): Float64Array {
    const slope = (x: Float64Array) =>
      x.map((value, i) => (x[(i + 1) % size]! - x[(i + size - 2) % size]!) * x[(i + size - 1) % size]! - value + 8);
    const ahead = (k: Float64Array, h: number) => state.map((value, i) => value + h * k[i]!);
    const k1 = slope(state);
    const k2 = slope(ahead(k1, 0.025));
    const k3 = slope(ahead(k2, 0.025));
    const k4 = slope(ahead(k3, 0.05));
    return state.map((value, i) => value + (0.05 / 6) * (k1[i]! + 2 * k2[i]! + 2 * k3[i]! + k4[i]!));
  }

  const diagonal = (value: number) => places.map((i) => places.map((j) => (i === j ? value : 0)));

  async function errorOf(options: object): Promise<number> {
    const stream = randomStream(2);
    let truth: Float64Array = Float64Array.from({ length: size }, () => 8 + stream.normal());
    for (let k = 0; k < 200; k++) truth = lorenz96(truth);
    const start = Array.from(truth, (value) => value + stream.normal());
    const truths: Float64Array[] = [];
    const observed: number[][] = [];
    for (let k = 0; k < 120; k++) {
      truths.push(truth);
      observed.push(Array.from(truth, (value) => value + stream.normal()));
      truth = lorenz96(truth);
    }
    const filter = ensembleKalmanFilter({
      transition: (state) => lorenz96(state.data),
      observation: (state) => state,
      processNoise: diagonal(0),
      observationNoise: diagonal(1),
      initial: { mean: start, covariance: diagonal(1) },
      members: 20,
      ...options,
    });
    const { mean } = await filter.filter(observed);
    const late = truths.slice(60).map((state, k) => subtract(mean.row(60 + k), state).data);
    const squares = late.flatMap((row) => [...row]).reduce((sum, value) => sum + value * value, 0);
    return Math.sqrt(squares / (late.length * size));
  }

  test("follows chaos with 20 members where far correlations are cut off, and loses it where not", async () => {
    const localization = { radius: 4, stateCoordinates: places, observationCoordinates: places, period: size };
    expect(await errorOf({ localization, inflation: 1.06 })).toBeLessThan(0.5); // of an observation: 1
    expect(await errorOf({})).toBeGreaterThan(1.5);
  }, 60_000);

  test("leaves components alone that are too far away", async () => {
    const filter = (localization?: object) =>
      ensembleKalmanFilter({
        transition: (state) => state,
        observation: ({ data }) => [data[0]!],
        processNoise: [
          [0, 0],
          [0, 0],
        ],
        observationNoise: [[0.1]],
        initial: {
          mean: [0, 0],
          covariance: [
            [1, 0.5],
            [0.5, 1],
          ],
        },
        seed: 1,
        ...(localization && { localization: localization as never }),
      });
    const far = { radius: 1, stateCoordinates: [0, 3], observationCoordinates: [0] };
    const [free, cut, none] = [
      await filter().filter([5]),
      await filter(far).filter([5]),
      await filter().filter([Number.NaN]),
    ];
    expect(free.mean.get(0, 1)).toBeGreaterThan(1);
    expect(cut.mean.get(0, 1)).toBe(none.mean.get(0, 1));
    await expect(filter({ ...far, width: 1 }).filter([5])).rejects.toThrow(code("BAD_OPTION"));
    const plane = [
      [0, 0],
      [3, 0],
    ];
    await expect(filter({ ...far, stateCoordinates: plane }).filter([5])).rejects.toThrow(/2 coordinates/);
    await expect(filter({ ...far, radius: 0 }).filter([5])).rejects.toThrow(code("BAD_OPTION"));
    await expect(filter({ ...far, stateCoordinates: [0] }).filter([5])).rejects.toThrow(code("SHAPE_MISMATCH"));
  });

  test("widens its spread before observations, and not where there are none", async () => {
    const still = (inflation: number) =>
      ensembleKalmanFilter({
        transition: (state) => state,
        observation: (state) => state,
        processNoise: [[0]],
        observationNoise: [[1]],
        initial: { mean: [0], covariance: [[1]] },
        inflation,
      });
    const silent = [Number.NaN, Number.NaN, Number.NaN];
    expect((await still(2).filter(silent)).std.data).toEqual((await still(1).filter(silent)).std.data);
    const [wide, narrow] = [await still(2).filter([0]), await still(1).filter([0])];
    expect(wide.std.get(0, 0)).toBeGreaterThan(1.1 * narrow.std.get(0, 0));
  });

  test("takes noise that acts along one direction only", async () => {
    const noise = [
      [0.25, 0.5],
      [0.5, 1],
    ]; // a random push over a step: half of it moves the position
    const shared = {
      processNoise: noise,
      observationNoise: [[1]],
      initial: {
        mean: [0, 0],
        covariance: [
          [1, 0],
          [0, 1],
        ],
      },
    };
    const exact = kalmanFilter({
      ...shared,
      transition: [
        [1, 1],
        [0, 1],
      ],
      observation: [[1, 0]],
    });
    const ensemble = ensembleKalmanFilter({
      ...shared,
      transition: ({ data: [x, v] }) => [x! + v!, v!],
      observation: ({ data: [x] }) => [x!],
      members: 20_000,
    });
    const series = [1, 2, 4, 7];
    const [ours, expected] = [await ensemble.filter(series), await exact.filter(series)];
    expect(ours.mean).toBeClose(expected.mean, { absolute: 0.05 });
    expect(ours.std).toBeClose(expected.std, { relative: 0.03 });
  });

  test("gives the same numbers for the same seed", async () => {
    const filter = (seed: number) =>
      ensembleKalmanFilter({
        transition: (state) => state,
        observation: (state) => state,
        processNoise: [[0.1]],
        observationNoise: [[1]],
        initial: { mean: [0], covariance: [[1]] },
        seed,
      });
    const run = async (seed: number) => (await filter(seed).filter([1, 2, 3])).mean.data;
    expect(await run(5)).toEqual(await run(5));
    expect(await run(5)).not.toEqual(await run(6));
    const shown = await (await filter(1).filter([1]))[displaySymbol]();
    expect(shown["text/plain"]).toMatch(/50 members/);
  });
});
