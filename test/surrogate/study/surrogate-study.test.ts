import { NDArray } from "@mesoscope/core";
import { gaussianProcess, loadGaussianProcess } from "@mesoscope/gp";
import { displaySymbol, installRunContext, type RunContext, StopError, ValueError } from "@mesoscope/sdk";
import { loadSurrogateStudy, mlp, type Named, surrogate } from "@mesoscope/surrogate";
import { afterEach, describe, expect, test } from "vitest";
import { loadWaves, waves } from "../small-estimators.ts";
import "../../contract/close.ts";

type Beam = Named<"width" | "load">;

const inputs = { width: [0.5, 2], load: [-1, 1] } as const;
const deflection = ({ width, load }: Beam) => Math.sin(2 * load) / width + 0.3 * width ** 2;
const process = gaussianProcess({ noise: 1e-4 });
const estimators = { waves: waves({ lengthScale: 1 }), process };
const loadModel = (json: unknown, name: string) =>
  name === "process" ? loadGaussianProcess(json) : loadWaves(json as never);

const grid = Array.from({ length: 25 }, (_, i) => ({
  width: 0.65 + 0.3 * (i % 5),
  load: -0.8 + 0.4 * Math.floor(i / 5),
}));

function whileTicking(tick: RunContext["tick"]): void {
  installRunContext({
    tick,
    display: () => Promise.reject(new Error("nothing is shown")),
    clearOutput: () => {},
    input: () => Promise.reject(new Error("nothing is asked")),
  });
}

describe("surrogate", () => {
  afterEach(() => installRunContext(undefined));

  test("learns a simulator, knows how well, and takes the best estimator", async () => {
    const blunt = waves({ count: 2, ridge: 1 });
    const study = surrogate(deflection, { inputs, budget: 40, estimators: { blunt, ...estimators } });
    await study.run();
    expect(study.runs.length).toBe(40);
    expect(study.scores.map(({ name }) => name).at(-1)).toBe("blunt");
    expect(study.best.relativeError).toBeLessThan(0.05);
    expect(study.best.determination).toBeClose(1 - study.best.relativeError ** 2);
    const truth = grid.map(deflection);
    const errors = study.predict(grid).map((value, i) => value - truth[i]);
    const rms = Math.sqrt(errors.data.reduce((sum, error) => sum + error ** 2, 0) / 25);
    expect(rms).toBeLessThan(0.05);
    const { lower, upper } = study.predictive(grid).interval(0.9);
    const held = truth.filter((value, i) => lower.data[i] <= value && value <= upper.data[i]).length;
    expect(held).toBeGreaterThan(18);
  });

  test("predicts rows of numbers, one row by name, and many", async () => {
    const study = await surrogate(deflection, { inputs, budget: 12, estimators }).run();
    const one = study.predict({ width: 1, load: 0.5 });
    expect(one.shape).toEqual([1]);
    expect(study.predict([[1, 0.5]]).data).toEqual(one.data);
    expect(study.predict([{ width: 1, load: 0.5 }]).data).toEqual(one.data);
    expect(study.predict(new NDArray(Float64Array.of(1, 0.5), [1, 2])).data).toEqual(one.data);
    expect(study.predictive({ width: 1, load: 0.5 }).mean.data).toEqual(one.data);
  });

  test("gives the same study for the same call, and another for another seed", async () => {
    const made = async (seed: number) =>
      JSON.stringify(await surrogate(deflection, { inputs, budget: 14, estimators, seed }).run());
    expect(await made(3)).toBe(await made(3));
    expect(await made(3)).not.toBe(await made(4));
  });

  test("never runs the same inputs twice, and keeps within the bounds", async () => {
    const asked: Beam[] = [];
    const watched = (x: Beam) => {
      asked.push(x);
      return deflection(x);
    };
    const study = surrogate(watched, { inputs, budget: 30, estimators });
    await study.run();
    await study.run({ budget: 40 });
    expect(asked.length).toBe(40);
    expect(new Set(asked.map((x) => JSON.stringify(x))).size).toBe(40);
    expect(asked.every(({ width, load }) => width >= 0.5 && width <= 2 && load >= -1 && load <= 1)).toBe(true);
    expect(study.rounds.map(({ runs }) => runs)).toEqual([15, 18, 21, 24, 27, 30, 34, 38, 40]);
  });

  test("puts later runs where the best model is least sure", async () => {
    // A process of a known length scale is least sure where it has no data, whatever the outputs are.
    const kept = { process: gaussianProcess({ noise: 1e-3, optimize: false }) };
    const study = surrogate(deflection, { inputs, budget: 9, initialShare: 8 / 9, estimators: kept });
    await study.run();
    const first = study.runs.slice(0, 8).map(({ inputs: at }) => [at.width, at.load]);
    const model = await kept.process.fit(
      first,
      study.runs.slice(0, 8).map(({ output }) => output as number),
    );
    const { width, load } = study.runs[8].inputs;
    const least = model.predictive([[width, load]]).std.data[0];
    expect(Math.max(...model.predictive(grid.map((at) => [at.width, at.load])).std.data)).toBeLessThan(least);
  });

  test("puts later runs far from earlier ones where the best model does not say how sure it is", async () => {
    const study = surrogate(deflection, { inputs, budget: 40, initialShare: 0.5, estimators: { waves: waves() } });
    await study.run();
    const cube = study.runs.map(({ inputs: { width, load } }) => [(width - 0.5) / 1.5, (load + 1) / 2]);
    const apart = cube.map((a, i) => Math.min(...cube.slice(0, i).map((b) => Math.hypot(a[0] - b[0], a[1] - b[1]))));
    // 40 points of a square lattice would be 0.158 apart.
    expect(Math.min(...apart.slice(20))).toBeGreaterThan(0.09);
  });

  test("keeps failed runs with their reasons and learns from the others", async () => {
    const failing = (x: Beam) => {
      if (x.load > 0.8) throw new RangeError("the mesh folded");
      return x.width > 1.8 ? Number.NaN : deflection(x);
    };
    const study = await surrogate(failing, { inputs, budget: 40, estimators }).run();
    const failed = study.runs.filter(({ output }) => output === undefined);
    expect(failed.length).toBeGreaterThan(3);
    for (const { inputs: at, reason } of failed) {
      expect(reason).toBe(at.load > 0.8 ? "RangeError: the mesh folded" : "the simulator gave NaN");
    }
    expect(study.model.scores.shape).toEqual([40 - failed.length]);
    expect(study.best.relativeError).toBeLessThan(0.1);
    expect(String(study)).toMatch(new RegExp(`${failed.length} runs failed, the first: `));
    expect(
      Array.from(
        study.trusts([
          [1, 0],
          [2.1, 0],
        ]).data,
      ),
    ).toEqual([1, 0]);
  });

  test("does not trust inputs in a large region where all runs failed", async () => {
    const holed = (x: Beam) => (x.width > 1.2 && x.load > 0 ? Number.NaN : deflection(x));
    const study = await surrogate(holed, { inputs, budget: 60, estimators: { waves: waves() } }).run();
    expect(
      Array.from(
        study.trusts([
          [1.9, 0.9],
          [0.8, 0.5],
          [1.9, -0.5],
        ]).data,
      ),
    ).toEqual([0, 1, 1]);
  });

  test("names what failed where nearly all runs do", async () => {
    const study = surrogate((): number => Number.POSITIVE_INFINITY, { inputs, budget: 8, estimators });
    await expect(study.run()).rejects.toThrow(/0 of 8 runs gave an output.*the simulator gave Infinity/);
    expect(study.runs.length).toBe(8);
    expect(() => study.predict([[1, 0]])).toThrow(/no model after 8 runs/);
  });

  test("stopped at any step it keeps its runs, and goes on as if there had been no stop", async () => {
    const plain = await surrogate(deflection, { inputs, budget: 12, estimators }).run();
    let calls = 0;
    const counted = (x: Beam) => {
      calls++;
      return deflection(x);
    };
    const study = surrogate(counted, { inputs, budget: 12, estimators });
    let stops = 0;
    for (let allowed = 1; ; allowed++) {
      let left = allowed;
      whileTicking(() => (left-- > 0 ? undefined : Promise.reject(new StopError("STOPPED", "stopped"))));
      const before = calls;
      const ended = await study.run().then(
        () => "done",
        (error: unknown) => (error instanceof StopError ? "stopped" : Promise.reject(error)),
      );
      expect(calls).toBe(study.runs.length);
      expect(calls).toBeGreaterThanOrEqual(before);
      if (ended === "done") break;
      stops++;
    }
    expect(stops).toBeGreaterThan(10);
    expect(JSON.stringify(study)).toBe(JSON.stringify(plain));
  });

  test("with a network, a stop in the last training keeps all runs, and the next call learns from them", async () => {
    const network = mlp({ hidden: [4], epochs: 3, device: "reference" });
    const plain = await surrogate(deflection, { inputs, budget: 6, estimators: { network } }).run();
    const study = surrogate(deflection, { inputs, budget: 6, estimators: { network } });
    let epochs = 0;
    whileTicking((_step, _total, values) => {
      if (values && "epoch" in values) epochs++;
      // Four folds and all rows, three epochs of one step each: from the last training's second epoch on.
      return epochs >= 14 ? Promise.reject(new StopError("STOPPED", "stopped")) : undefined;
    });
    await expect(study.run()).rejects.toThrow(StopError);
    expect([study.runs.length, study.scores.length]).toEqual([4, 0]);
    installRunContext(undefined);
    await study.run();
    expect(JSON.stringify(study)).toBe(JSON.stringify(plain));
  });

  test("throws away what came of a training that was stopped", async () => {
    // As a network's training, which catches the stop and gives what it has.
    let fits = 0;
    const lazy = {
      options: {},
      fit: async (X: never, y: never) => {
        fits++;
        return waves().fit(X, y);
      },
    };
    const study = surrogate(deflection, { inputs, budget: 4, estimators: { lazy } });
    // Four folds, and all rows: the stop comes in the last training.
    whileTicking((step, total) =>
      fits === 5 && step + 1 === total ? Promise.reject(new StopError("STOPPED", "stopped")) : undefined,
    );
    await expect(study.run()).rejects.toThrow(StopError);
    expect(study.scores).toEqual([]);
  });

  test("comes back from JSON and goes on as the first would have", async () => {
    const study = surrogate(deflection, { inputs, budget: 12, estimators });
    await study.run();
    const options = { simulator: deflection, estimators, loadModel };
    const again = loadSurrogateStudy(JSON.parse(JSON.stringify(study)), options);
    expect(JSON.stringify(again)).toBe(JSON.stringify(study));
    expect(again.predict(grid).data).toEqual(study.predict(grid).data);
    expect(again.trusts(grid).data).toEqual(study.trusts(grid).data);
    await Promise.all([study.run({ budget: 16 }), again.run({ budget: 16 })]);
    expect(JSON.stringify(again)).toBe(JSON.stringify(study));
    expect(() => loadSurrogateStudy({}, options)).toThrow(/no saved study/);
    const started = surrogate(deflection, { inputs, budget: 12, estimators });
    expect(loadSurrogateStudy(JSON.parse(JSON.stringify(started)), options).runs).toEqual([]);
  });

  test("learns lists of outputs, from an asynchronous simulator", async () => {
    const field = async ({ width, load }: Beam) =>
      Float64Array.of(deflection({ width, load }), 1e6 * load * width, 5 + width);
    const study = await surrogate(field, { inputs, budget: 30, estimators }).run();
    expect(study.predict(grid).shape).toEqual([25, 3]);
    expect(study.predictive(grid).interval(0.9).upper.shape).toEqual([25, 3]);
    expect(study.best).toMatchObject({ name: "waves" });
    expect(study.scores[1]).toMatchObject({ name: "process", relativeError: Number.NaN });
    expect(study.scores[1].error).toMatch(/gaussianProcess/);
    expect(study.best.relativeError).toBeLessThan(0.05);
    const shown = await study[displaySymbol]();
    expect(shown["text/html"]).toMatch(/output 2/);
  });

  test("outputs that change their length fail", async () => {
    let calls = 0;
    const study = await surrogate(() => (calls++ === 3 ? 1 : [1, calls]), {
      inputs,
      budget: 10,
      estimators: { waves: waves({ count: 2 }) },
    }).run();
    expect(study.runs[3].reason).toBe("the simulator gave a single number but a list of 2 before");
  });

  test("counts honest intervals", async () => {
    const study = await surrogate(deflection, {
      inputs,
      budget: 60,
      initialShare: 1,
      estimators: { waves: waves() },
    }).run();
    // 57 of 60 and more is what three standard errors about 0.95 leave to the lower side: 0.866.
    expect(study.best.coverage).toBeGreaterThan(0.866);
    const few = await surrogate(deflection, { inputs, budget: 12, estimators: { waves: waves() } }).run();
    expect(few.best.coverage).toBeNaN();
  });

  test("tells its progress", async () => {
    const seen: object[] = [];
    whileTicking((_step, _total, values) => {
      if (values && "runs" in values) seen.push(values);
      return undefined;
    });
    await surrogate(deflection, { inputs, budget: 12, estimators: { waves: waves() } }).run();
    expect(seen.length).toBe(12);
    expect(seen[0]).toEqual({ runs: 0 });
    expect(seen[11]).toEqual({ runs: 11, error: expect.any(Number) });
  });

  test("measures how much faster the model is", async () => {
    let calls = 0;
    const slow = (x: Beam) => {
      calls++;
      let sum = 0;
      for (let i = 0; i < 2e5; i++) sum += Math.sin(i);
      return deflection(x) + 1e-20 * sum;
    };
    const study = await surrogate(slow, { inputs, budget: 12, estimators: { waves: waves() } }).run();
    const found = await study.speedUp({ calls: 5 });
    expect(calls).toBe(12 + 6);
    expect(study.runs.length).toBe(12);
    expect(found.factor).toBe(found.simulatorSeconds / found.modelSeconds);
    expect(found.simulatorSeconds).toBeGreaterThan(0);
    expect(String(found)).toMatch(/^Time for one input, measured on 5\n.*times faster\nsimulator +[\d.e+-]+ +1\.00\n/);
  });

  test("shows itself before and after", async () => {
    const study = surrogate(deflection, { inputs, budget: 16, estimators });
    expect((await study[displaySymbol]())["text/plain"]).toBe("Surrogate of a simulator, 0 of 16 runs, no model yet");
    await study.run();
    const { "text/plain": text, "text/html": html } = await study[displaySymbol]();
    expect(text).toMatch(/16 of 16 runs: \w+, wrong by [\d.]+ % of the outputs' spread on unseen runs/);
    expect(text).toMatch(/estimator +error \/ spread +R² +95 % intervals hold/);
    expect(text).toMatch(/\nwidth +0\.\d+ +1\.\d+\n/);
    expect(html).toMatch(/<svg[\s\S]*simulated[\s\S]*<svg[\s\S]*Error against number of runs/);
    expect(`${text}${html}`).not.toMatch(/\[object Object\]|undefined/);
  });

  test("names what is wrong", async () => {
    const good = { inputs, budget: 8, estimators };
    const wrong = (options: object) => () => surrogate(deflection, { ...good, ...options } as never);
    expect(() => surrogate(3 as never, good)).toThrow(/the simulator is no function/);
    expect(wrong({ budget: 3 })).toThrow(/budget is 3/);
    expect(wrong({ estimators: {} })).toThrow(/there are no estimators/);
    expect(wrong({ estimators: { a: {} } })).toThrow(/estimator a has no fit/);
    expect(wrong({ inputs: {} })).toThrow(/inputs has no names/);
    expect(wrong({ inputs: { width: [2, 1] } })).toThrow(/bounds of width are 2,1/);
    expect(wrong({ initialShare: 0 })).toThrow(/initialShare is 0/);
    expect(wrong({ budgets: 9 })).toThrow(/Did you mean budget\?/);
    const study = surrogate(deflection, good);
    const running = study.run();
    await expect(study.run()).rejects.toThrow(ValueError);
    await running;
    expect(() => study.predict([[1, 2, 3]])).toThrow(/X has 3 columns but the inputs are width, load/);
    expect(() => study.trusts([[1, Number.NaN]])).toThrow(/X is NaN in row 0/);
    await expect(study.run({ budget: 7 })).rejects.toThrow(/budget is 7/);
    const none = { options: {}, fit: () => Promise.reject(new ValueError("BAD", "none.fit: no.")) };
    await expect(surrogate(deflection, { ...good, estimators: { none } }).run()).rejects.toThrow(
      /no estimator can be fitted to 4 runs. none: none.fit: no./,
    );
  });
});
