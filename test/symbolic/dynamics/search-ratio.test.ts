import { linspace, type NDArray, randomStream, standardDeviation } from "@mesoscope/core";
import { displaySymbol } from "@mesoscope/sdk";
import { hamiltonianOf, loadDynamics, parseExpression, sparseDynamics, stlsq } from "@mesoscope/symbolic";
import { describe, expect, test } from "vitest";
import { type OdeSystem, odeSystems, ratioSystems } from "../../../plugins/symbolic/bench/dynamics/ode-systems.ts";
import { simulateOde } from "../../../plugins/symbolic/bench/dynamics/simulate-ode.ts";
import { reference } from "../../contract/close.ts";

type Model = Awaited<ReturnType<ReturnType<typeof sparseDynamics>["fit"]>>;

const systemOf = (id: string) => ratioSystems.find((system) => system.id === id)!;
const michaelisMenten = systemOf("michaelis-menten");
const saturated = michaelisMenten.law[0]!;

/** Coefficients of one equation, those of the denominator behind a stroke. */
function lawOf(model: Model, state: string): Record<string, number> {
  const own = model.coefficients.filter((coefficient) => coefficient.state === state);
  return Object.fromEntries(own.map(({ term, divides, value }) => [`${divides ? "/" : ""}${term}`, value]));
}

function expectLaw(model: Model, state: string, law: Readonly<Record<string, number>>, relative: number): void {
  const found = lawOf(model, state);
  expect(Object.keys(found).sort()).toEqual(Object.keys(law).sort());
  for (const [term, value] of Object.entries(law)) expect(found[term]!).toBeClose(value, { relative });
}

function noisy(X: NDArray, share: number, seed: number): NDArray {
  const random = randomStream(seed);
  const deviations = Array.from({ length: X.shape[1]! }, (_, j) => standardDeviation(X.column(j)) as number);
  return X.map((value, at) => value + share * deviations[at % deviations.length]! * random.normal());
}

describe("sparseDynamics with a denominator", () => {
  const found = async (system: OdeSystem, share: number, seed: number) => {
    const { names, degree, denominatorDegree } = system;
    const { t, X } = simulateOde(system);
    const options = { names, library: { degree }, denominator: { degree: denominatorDegree! } };
    return sparseDynamics(options).fit(t, noisy(X, share, seed));
  };

  test.each(ratioSystems.map(({ id }) => id))("finds %s without noise", async (id) => {
    const system = systemOf(id);
    const model = await found(system, 0, 0);
    system.names.forEach((name, j) => {
      expectLaw(model, name, system.law[j]!, 1e-4);
    });
  });

  test.each([
    ["substrate-product", 0.01],
    ["epidemic", 0.02],
  ] as const)("finds %s at a noise of %d", async (id, share) => {
    const system = systemOf(id);
    const model = await found(system, share, 0);
    system.names.forEach((name, j) => {
      expectLaw(model, name, system.law[j]!, 0.05);
    });
  });

  test.each([0, 2])("finds Michaelis–Menten kinetics with noise (seed %d)", async (seed) => {
    const model = await found(michaelisMenten, 0.01, seed);
    expectLaw(model, "x", saturated, 0.1);
    expect(model.equations[0]).toMatch(/^x' = \(.* - .* \* x\) \/ \(1 \+ .* \* x\)$/);
    const truth = model.coefficients.map(({ term, divides }) => saturated[`${divides ? "/" : ""}${term}`]!);
    model.intervals(0.999).forEach(({ lower, upper }, k) => {
      expect(lower).toBeLessThanOrEqual(truth[k]!);
      expect(upper).toBeGreaterThanOrEqual(truth[k]!);
    });
    const { X } = simulateOde(michaelisMenten);
    const course = model.simulate([2], [0, 2, 8], { draws: 10 });
    expect(course.states.get(1, 0)).toBeClose(X.get(100, 0), { absolute: 0.02 });
    expect(course.spread.get(1, 0)).toBeGreaterThan(0);
  });

  test.each([
    ["lotka-volterra", 0],
    ["lotka-volterra", 0.02],
    ["van-der-pol", 0],
  ] as const)("leaves %s a sum, at a noise of %d", async (id, share) => {
    const system = odeSystems.find((one) => one.id === id)!;
    const { t, X } = simulateOde({ ...system, samples: 401, duration: 20 });
    const observed = noisy(X, share, 0);
    const without = await sparseDynamics({ names: system.names }).fit(t, observed);
    const model = await sparseDynamics({ names: system.names, denominator: { degree: 1 } }).fit(t, observed);
    expect(model.equations).toEqual(without.equations);
  });

  test("takes several trajectories with controls, and units", async () => {
    const rate = (x: number, u: number) => u - (1.5 * x) / (0.3 + x);
    const course = (start: number, phase: number) => {
      const t = linspace(0, 8, 201);
      const input = (s: number) => 0.7 + 0.5 * Math.sin(1.3 * s + phase);
      const system = { start: [start, 0], duration: 8, samples: 201 };
      const { X } = simulateOde({ ...system, rate: ([x, s]) => [rate(x!, input(s!)), 1] });
      return { t, u: t.map(input), x: X.column(0) };
    };
    const runs = [course(2, 0), course(0.1, 1)];
    const fitWith = (units?: { states: string[]; time: string; controls: string[] }) =>
      sparseDynamics({
        ...{ names: ["x"], controlNames: ["u"], library: { degree: 2 }, denominator: { degree: 1 } },
        ...(units && { units }),
      }).fit(
        runs.map(({ t }) => t),
        runs.map(({ x }) => x),
        { controls: runs.map(({ u }) => u) },
      );
    const model = await fitWith({ states: ["mol/m^3"], time: "s", controls: ["mol/(m^3 s)"] });
    expectLaw(model, "x", { x: -5, u: 1, "x * u": 1 / 0.3, "/1": 1, "/x": 1 / 0.3 }, 1e-3);
    const unitOf = (term: string, divides?: true) =>
      model.coefficients.find((one) => one.term === term && one.divides === divides)!.unit;
    expect([unitOf("x"), unitOf("u"), unitOf("1", true), unitOf("x", true)]).toEqual(["s^-1", "1", "1", "m^3 mol^-1"]);
  });

  test("changes with the units of the data as the law does", async () => {
    const { t, X } = simulateOde(michaelisMenten);
    const observed = noisy(X, 0.01, 0);
    const options = { names: ["x"], denominator: { degree: 2 } };
    const [size, second] = [1e-6, 3600];
    const scaled = await sparseDynamics(options).fit(
      t.map((s) => s * second),
      observed.map((x) => x * size),
    );
    const plain = lawOf(await sparseDynamics(options).fit(t, observed), "x");
    const law = { "1": (plain["1"]! * size) / second, x: plain.x! / second, "/1": 1, "/x": plain["/x"]! / size };
    expectLaw(scaled, "x", law, 1e-3);
  });

  test("lets a threshold choose", async () => {
    const { t, X } = simulateOde(michaelisMenten);
    const options = { names: ["x"], library: { degree: 2 }, denominator: { degree: 1 } };
    expectLaw(await sparseDynamics({ ...options, optimizer: stlsq() }).fit(t, X), "x", saturated, 1e-4);
  });

  test("survives being stored, shows itself and gives formulas", async () => {
    const { t, X } = simulateOde(michaelisMenten);
    const model = await sparseDynamics({ names: ["x"], denominator: { degree: 1 }, bags: 5 }).fit(t, X);
    const again = loadDynamics(JSON.parse(JSON.stringify(model)));
    expect(again.equations).toEqual(model.equations);
    expect(again.predict([[0.7]]).get(0, 0)).toBeClose(michaelisMenten.rate([0.7])[0]!, { relative: 1e-4 });
    expect(again.simulate([2], t).states.get(400, 0)).toBeClose(X.get(400, 0), { relative: 1e-4 });
    expect(() => parseExpression(model.equations[0]!.split(" = ")[1]!, ["x"])).not.toThrow();
    const shown = model[displaySymbol]();
    expect(shown["text/html"]).toContain("denominator");
    expect(shown["text/plain"]).toContain(model.equations[0]);
    for (const { inclusion } of model.coefficients) expect(inclusion).toBe(1);
    expect(() => hamiltonianOf(model, ["x"], ["x"])).toThrow(expect.objectContaining({ code: "BAD_OPTION" }));
  });

  const wrong = [
    ["constraints beside it", { constraints: [{ sum: [{ state: "x0", term: "x0", factor: 1 }] }], denominator: {} }],
    ["an unknown option of it", { denominator: { degrees: 2 } }],
    ["an unknown function in it", { denominator: { functions: ["sine"] } }],
    ["a degree that is no number of factors", { denominator: { degree: 1.5 } }],
  ] as const;
  test.each(wrong)("refuses %s", async (_, options) => {
    const t = linspace(0, 3, 40);
    const run = async () => sparseDynamics(options as never).fit(t, t.map(Math.sin));
    await expect(run()).rejects.toMatchObject({ code: "BAD_OPTION" });
  });

  test("refuses an empty one, and terms without a value", async () => {
    const t = linspace(0, 3, 40);
    const x = t.map(Math.sin);
    const fitWith = (denominator: object) => sparseDynamics({ denominator }).fit(t, x);
    await expect(fitWith({ degree: 0, constant: false })).rejects.toMatchObject({ code: "EMPTY_LIBRARY" });
    await expect(fitWith({ functions: ["log"] })).rejects.toMatchObject({ code: "BAD_TERM" });
  });
});

describe("ratios from measured derivatives", () => {
  const { michaelisMenten: one, predatorPrey: two } = reference("symbolic/rational-dynamics.json");

  test("agree with an exhaustive search and nonlinear least squares of scipy", async () => {
    const options = { names: ["x"], denominator: { degree: 2 } };
    const model = await sparseDynamics(options).fit(one.t, one.X, { derivatives: one.rates });
    const nameOf = (power: number) => ["1", "x", "x^2", "x^3"][power];
    const side = (divides?: true) => model.coefficients.filter((coefficient) => coefficient.divides === divides);
    expect(side().map(({ term }) => term)).toEqual(one.numerator.map(nameOf));
    expect(side(true).map(({ term }) => term)).toEqual(one.denominator.map(nameOf));
    const free = [...side(), ...side(true).slice(1)];
    expect(free.map(({ value }) => value)).toBeClose(one.coefficients, { relative: 1e-6 });
    expect(free.map(({ standardError }) => standardError)).toBeClose(one.standardErrors, { relative: 1e-4 });
  });

  test("agree with nonlinear least squares of scipy for two states", async () => {
    const options = { names: ["x", "y"], library: { degree: 3 }, denominator: { degree: 1 } };
    const model = await sparseDynamics(options).fit(two.t, two.X, { derivatives: two.rates });
    const [x, y] = two.coefficients;
    expectLaw(model, "x", { x: x[0], "x^2": x[1], "x * y": x[2], "x^3": x[3], "/1": 1, "/x": x[4] }, 1e-6);
    expectLaw(model, "y", { y: y[0], "x * y": y[1], "/1": 1, "/x": y[2] }, 1e-6);
  });
});
