import { linspace, type NDArray, randomStream, standardDeviation } from "@mesoscope/core";
import { displaySymbol } from "@mesoscope/sdk";
import { energyConserving, loadDynamics, parseExpression, sparseDynamics, sr3, stlsq } from "@mesoscope/symbolic";
import { describe, expect, test } from "vitest";
import { type OdeSystem, odeSystems } from "../../../plugins/symbolic/bench/dynamics/ode-systems.ts";
import { simulateOde } from "../../../plugins/symbolic/bench/dynamics/simulate-ode.ts";
import "../../contract/close.ts";

const systemOf = (id: string) => odeSystems.find((system) => system.id === id)!;

/** Seeded noise of a share of each state's standard deviation. */
function noisy(X: NDArray, share: number, seed = 0): NDArray {
  const random = randomStream(seed);
  const deviations = Array.from({ length: X.shape[1]! }, (_, j) => standardDeviation(X.column(j)) as number);
  return X.map((value, at) => value + share * deviations[at % deviations.length]! * random.normal());
}

type Model = Awaited<ReturnType<ReturnType<typeof sparseDynamics>["fit"]>>;

/** The true terms, and no others; every coefficient within the relative error. */
function expectLaw({ names, law }: OdeSystem, model: Model, relative: number): void {
  names.forEach((name, j) => {
    const found = Object.fromEntries(model.coefficients.filter((c) => c.state === name).map((c) => [c.term, c.value]));
    expect(Object.keys(found).sort()).toEqual(Object.keys(law[j]!).sort());
    for (const [term, value] of Object.entries(law[j]!)) {
      expect(Math.abs(found[term]! / value - 1), `${name}': ${term}`).toBeLessThan(relative);
    }
  });
}

describe("sparseDynamics", () => {
  test.each(odeSystems.map((system) => [system.id, system] as const))("finds %s without noise", async (_, system) => {
    const { t, X } = simulateOde(system);
    const library = { degree: system.names.length === 3 ? 2 : 3 };
    const model = await sparseDynamics({ names: system.names, library }).fit(t, X);
    expectLaw(system, model, 1e-5);
  });

  test.each([
    ["lotka-volterra", 0.1],
    ["van-der-pol", 0.1],
    ["lotka-volterra", 0.2],
  ] as const)("finds %s at a noise of %d", async (id, share) => {
    const system = systemOf(id);
    const { t, X } = simulateOde(system);
    const model = await sparseDynamics({ names: system.names }).fit(t, noisy(X, share));
    expectLaw(system, model, 0.06);
    system.names.forEach((_, j) => {
      const added = share * (standardDeviation(X.column(j)) as number);
      expect(Math.abs(model.noise[j]! / added - 1)).toBeLessThan(0.1);
    });
  });

  test("gives intervals that hold the truth, and a course with its errors", async () => {
    const system = systemOf("duffing");
    const { t, X } = simulateOde(system);
    const model = await sparseDynamics({ names: system.names }).fit(t, noisy(X, 0.1, 3));
    const truth = model.coefficients.map(({ state, term }) => system.law[system.names.indexOf(state)]![term]!);
    const held = model.intervals(0.999).filter(({ lower, upper }, k) => truth[k]! > lower && truth[k]! < upper);
    expect(held.length).toBe(truth.length);
    const course = model.simulate(system.start, [0, 1, 2, 10], { draws: 20 });
    expect(course.spread.get(0, 0)).toBe(0);
    expect(course.spread.get(3, 0)).toBeGreaterThan(course.spread.get(1, 0));
    expect(Math.abs(course.states.get(1, 0) - X.get(33, 0))).toBeLessThan(0.15);
    expect(Object.keys(await course[displaySymbol]())).toContain("image/svg+xml");
  });

  test("says how many of the laws within the errors have a course", async () => {
    // x′ = a x² from 1 ends at t = 1/a.
    const coefficients = [{ state: "x", term: "x^2", value: 0.5, standardError: 0.1, inclusion: 1 }];
    const data = { names: ["x"], controlNames: [], noise: [0], ranges: [[0, 9]], alternatives: [] } as const;
    const model = loadDynamics({ ...data, coefficients, covariance: [[0.01]], fitted: "solutions" });
    const textsOf = async (times: number[], draws: number) => {
      const course = model.simulate([1], times, { draws });
      const shown = await course[displaySymbol]();
      return { spread: course.spread.data.at(-1), text: shown["text/plain"], figure: String(shown["image/svg+xml"]) };
    };
    const early = await textsOf([0, 1], 20);
    expect(early.text).toBe("1 state at 2 times");
    expect(early.figure).toContain("68 % of 20 laws within the errors");
    // Those with a > 1 / 1.7 diverge: 19 % of them.
    const late = await textsOf([0, 1, 1.7], 40);
    const [, solved] = /(\d+) of 40 laws within the errors could be solved/.exec(late.text as string)!;
    expect(Number(solved)).toBeGreaterThan(40 * 0.81 - 10);
    expect(Number(solved)).toBeLessThan(40 * 0.81 + 8);
    expect(late.spread).toBeGreaterThan(early.spread!);
    expect(late.figure).toContain(`68 % of ${solved} of 40 laws`);
    const single = await textsOf([0, 1], 1);
    expect(single.spread).toBeNaN();
    expect(single.figure).toContain("no band: 1 law within the errors could be solved");
    expect((await textsOf([0, 1], 0)).spread).toBe(0);
  });

  test("takes derivatives, several trajectories and controls", async () => {
    const rate = (x: number, u: number) => -0.5 * x + 2 * u - 0.1 * x ** 3;
    const course = (start: number, phase: number) => {
      const t = linspace(0, 12, 241);
      const u = t.map((s) => Math.sin(1.3 * s + phase));
      const x = [start];
      const h = 0.05 / 50;
      for (let i = 1, value = start; i <= 240; i++) {
        for (let k = 0; k < 50; k++) {
          const input = u.data[i - 1]! + ((u.data[i]! - u.data[i - 1]!) * (k + 0.5)) / 50;
          value += h * rate(value + (h / 2) * rate(value, input), input);
        }
        x.push(value);
      }
      return { t, u, x };
    };
    const [a, b] = [course(2, 0), course(-1, 1)];
    const names = { names: ["x"], controlNames: ["u"] };
    const model = await sparseDynamics(names).fit([a.t, b.t], [a.x, b.x], { controls: [a.u, b.u] });
    expect(model.coefficients.map(({ term }) => term)).toEqual(["x", "u", "x^3"]);
    expect(model.coefficients.map(({ value }) => value)).toBeClose([-0.5, 2, -0.1], { relative: 2e-3 });
    const derivatives = a.x.map((x, i) => rate(x, a.u.data[i]!));
    const exact = await sparseDynamics(names).fit(a.t, a.x, { controls: a.u, derivatives });
    expect(exact.coefficients.map(({ value }) => value)).toBeClose([-0.5, 2, -0.1], { relative: 1e-9 });
    const again = exact.simulate([2], a.t, { controls: a.u });
    expect(again.states.get(240, 0)).toBeClose(a.x[240]!, { absolute: 1e-3 });
  });

  test("obeys constraints, and gives each coefficient its unit", async () => {
    const system = systemOf("lorenz");
    const { t, X } = simulateOde(system);
    const options = { names: system.names, library: { degree: 2 }, constraints: energyConserving(system.names) };
    const model = await sparseDynamics({ ...options, units: { states: ["m", "m", "m"], time: "s" } }).fit(t, X);
    expectLaw(system, model, 1e-5);
    const value = (state: string, term: string) =>
      model.coefficients.find((c) => c.state === state && c.term === term)!;
    expect(value("y", "x * z").value).toBeClose(-value("z", "x * y").value, { relative: 1e-12 });
    expect([value("x", "y").unit, value("y", "x * z").unit]).toEqual(["s^-1", "m^-1 s^-1"]);
  });

  test("takes constraints on terms with controls, however they are written", async () => {
    const t = linspace(0, 6, 121);
    const [x, u] = [t.map((s) => 1 + 0.5 * Math.sin(s)), t.map((s) => Math.cos(2 * s))];
    const derivatives = t.map((_, i) => -x.data[i]! + 0.5 * u.data[i]! + 0.25 * x.data[i]! * u.data[i]!);
    const constraints = [{ sum: [{ state: "x", term: "x*u", factor: 1 }], value: 0.3 }];
    const options = { names: ["x"], controlNames: ["u"], library: { degree: 2 }, constraints };
    const { coefficients } = await sparseDynamics(options).fit(t, x, { controls: u, derivatives });
    expect(coefficients.find(({ term }) => term === "x * u")?.value).toBeClose(0.3, { relative: 1e-12 });
  });

  test.each([stlsq(), sr3(), stlsq({ threshold: 0.05 })])("lets another optimiser choose (%#)", async (optimizer) => {
    const system = { ...systemOf("lotka-volterra"), duration: 20, samples: 401 };
    const { t, X } = simulateOde(system);
    const model = await sparseDynamics({ names: system.names, library: { degree: 2 }, optimizer }).fit(t, X);
    expectLaw(system, model, 1e-5);
  });

  test("says how often a term is chosen when the data are drawn anew", async () => {
    const system = { ...systemOf("lotka-volterra"), duration: 20, samples: 401 };
    const { t, X } = simulateOde(system);
    const model = await sparseDynamics({ names: system.names, library: { degree: 2 }, bags: 10 }).fit(
      t,
      noisy(X, 0.05),
    );
    for (const { inclusion } of model.coefficients) expect(inclusion).toBeGreaterThan(0.8);
  });

  test("survives being stored, and prints formulas that parse again", async () => {
    const system = systemOf("van-der-pol");
    const { t, X } = simulateOde(system);
    const model = await sparseDynamics({ names: system.names }).fit(t, noisy(X, 0.02));
    const again = loadDynamics(JSON.parse(JSON.stringify(model)));
    expect(again.equations).toEqual(model.equations);
    expect(again.predict([[1, 2]]).data).toEqual(model.predict([[1, 2]]).data);
    expect(model.toExpressions()).toHaveLength(2);
    expect(() => parseExpression(model.equations[1]!.split(" = ")[1]!, ["x", "y"])).not.toThrow();
    expect(model.alternatives[0]!.excess).toBeGreaterThan(0);
    const shown = model[displaySymbol]();
    expect(shown["text/html"]).toContain("<th");
    expect(shown["text/plain"]).toContain(model.equations[0]);
  });

  const line = Array.from({ length: 20 }, (_, i) => i);
  const bent = line.map((i) => Math.sin(i));
  const fitting =
    (t: number[], X: number[], options = {}) =>
    () =>
      sparseDynamics(options).fit(t, X);
  test.each([
    ["times that do not increase", fitting(line.with(5, 3), bent), "NOT_INCREASING"],
    ["a missing value", fitting(line, bent.with(3, Number.NaN)), "MISSING_VALUES"],
    ["too few rows", fitting(line.slice(0, 5), bent.slice(0, 5)), "TOO_FEW_ROWS"],
    [
      "a constant state",
      fitting(
        line,
        bent.map(() => 2),
      ),
      "CONSTANT_STATE",
    ],
    ["unequal lengths", fitting(line, bent.slice(1)), "SHAPE_MISMATCH"],
    ["a term without a value", fitting(line, bent, { library: { functions: ["log"] } }), "BAD_TERM"],
    ["an unknown function", fitting(line, bent, { library: { functions: ["sine"] } }), "BAD_OPTION"],
    ["an empty library", fitting(line, bent, { library: { degree: 0, constant: false } }), "EMPTY_LIBRARY"],
    ["a wrong number of names", fitting(line, bent, { names: ["x", "y"] }), "SHAPE_MISMATCH"],
    [
      "a constraint on no term",
      fitting(line, bent, { constraints: [{ sum: [{ state: "x0", term: "q", factor: 1 }] }] }),
      "BAD_OPTION",
    ],
  ])("names %s", async (_, run, code) => {
    await expect(run()).rejects.toMatchObject({ code });
  });

  test("keeps to integrals where no solution follows the data", async () => {
    // One state that goes to and fro obeys no law of its own.
    const t = linspace(0, 20, 200);
    const random = randomStream(0);
    const x = t.map((s) => Math.sin(s) + 0.01 * random.normal());
    const model = await sparseDynamics({ names: ["x"] }).fit(t, x);
    expect(model.toJSON().fitted).toBe("integrals");
  });

  test("tells terms apart that the data cannot: the first of collinear ones is kept", async () => {
    const t = linspace(0, 3, 60);
    const model = await sparseDynamics({
      names: ["x"],
      library: { degree: 1, terms: ["2 * x", "x + 1"] },
    }).fit(
      t,
      t.map((s) => Math.exp(-s)),
    );
    expect(model.equations).toEqual(["x' = -1 * x"]);
  });
});
