import { parseUnit, randomStream } from "@mesoscope/core";
import { displaySymbol } from "@mesoscope/sdk";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { evaluateExpression } from "../../../plugins/symbolic/dist/expression/evaluate-expression.js";
import {
  apply,
  constant,
  constantsOf,
  type Expression,
  fixed,
  variable,
} from "../../../plugins/symbolic/dist/expression/expression.js";
import { parseExpression } from "../../../plugins/symbolic/dist/expression/parse-expression.js";
import { loadDiscovery } from "../../../plugins/symbolic/dist/result/load-discovery.js";
import { keepsEstimatorContract } from "../../contract/estimator-contract.ts";
import { found, type Offered, searchOf } from "./found.ts";

const rows = 300;
const stream = randomStream(1);
const [mass, speed, idle] = [1, 2, 3].map(() => stream.uniforms([rows]).data.map((share) => 1 + 4 * share)) as [
  Float64Array,
  Float64Array,
  Float64Array,
];
const noise = stream.normals([rows]).data;
const energy = mass.map((m, i) => 0.5 * m * speed[i]! ** 2 + 0.1 * noise[i]!);
const exact = mass.map((m, i) => 0.5 * m * speed[i]! ** 2);
const units = {
  dimensions: [
    [0, 1, 0, 0, 0, 0, 0, 0],
    [1, 0, -1, 0, 0, 0, 0, 0],
    [0, 0, 0, 0, 1, 0, 0, 0],
  ],
  targetDimension: [2, 1, -2, 0, 0, 0, 0, 0],
};
const kinetic: Offered = {
  names: ["m", "v", "T"],
  target: "E",
  formulas: [
    "2",
    "2 * m",
    "2 * m * v",
    "2 * m * v^2",
    "2 * m * v^2 + 0.1",
    "2 * m * v^2 + 0.2 * m * v + 3",
    "2 * m * v^2 + 0.1 * sin(T)",
  ],
  knowledge: units,
  search: {
    seed: 0,
    work: 4.1e9,
    seconds: 12.3,
    stages: [
      { name: "power laws", isFinished: true },
      { name: "islands", isFinished: false },
    ],
    ended: "budget",
  },
};
const discovery = found([mass, speed, idle], energy, kinetic);
const pointsOf = (m: number, v: number) => [[m, v, 2]];

/** Of two quantities that were nearly the same in the data, so that the target may follow from either. */
function twins(formulas: readonly string[]) {
  const x = Float64Array.from({ length: 60 }, (_, i) => i / 100);
  const z = x.map((value, i) => value + 0.005 * noise[i]!);
  const y = x.map((value, i) => 2 * value + 0.1 * noise[i + 100]!);
  return found([x, z], y, { names: ["x", "z"], formulas });
}

beforeEach(() => void vi.spyOn(console, "warn").mockImplementation(() => {}));
afterEach(() => void vi.restoreAllMocks());

describe("Discovery", () => {
  keepsEstimatorContract(searchOf(kinetic), {
    X: Array.from({ length: 60 }, (_, i) => [mass[i]!, speed[i]!, idle[i]!]),
    y: Array.from(energy.slice(0, 60)),
    load: loadDiscovery,
  });

  test("chooses the formula that describes the data most shortly, and says why", () => {
    expect(discovery.best.toMathjs()).toMatch(/^0\.\d+ \* m \* v\^2$/);
    const { simpler, moreComplex, text } = discovery.choice;
    expect(simpler!.nats).toBeGreaterThan(100);
    expect(simpler!.nodes).toBeLessThan(0);
    expect(moreComplex!.nats).toBeGreaterThan(0);
    expect(text).toMatch(/next simpler one, E = .* m \* v, saves 1 node but leaves \d+ nats more unexplained/);
    expect(text).toMatch(/next more complex one.* nats worse in all\.$/);
  });

  test("reads its constant as one half, in joule", () => {
    expect(discovery.best.text).toBe("E = 1 / 2 * m * v^2");
    const [half] = discovery.constants;
    expect(half).toMatchObject({ name: "c1", unit: "", tidied: "1 / 2" });
    const { lower, upper } = half!.interval();
    expect(lower).toBeLessThan(0.5);
    expect(upper).toBeGreaterThan(0.5);
    expect(discovery.noise).toBeCloseTo(0.1, 1);
  });

  test("covers new data as often as it says", () => {
    const fresh = randomStream(9);
    const X = Array.from({ length: 2000 }, () => [1 + 4 * fresh.uniform(), 1 + 4 * fresh.uniform(), 3]);
    const { lower, upper } = discovery.predictive(X).interval(0.9);
    const inside = X.filter(([m, v], i) => {
      const y = 0.5 * m! * v! ** 2 + 0.1 * fresh.normal();
      return lower.data[i]! <= y && y <= upper.data[i]!;
    });
    expect(Math.abs(inside.length / X.length - 0.9)).toBeLessThan(0.03);
  });

  test("is less sure where its formulas disagree", () => {
    const spread = (formulas: string[], at: number[]) => twins(formulas).predictive([at]).std.data[0]!;
    expect(spread(["3 * x", "3 * z"], [2, 0])).toBeGreaterThan(2 * spread(["3 * x"], [2, 0]));
    expect(spread(["3 * x", "3 * z"], [0.2, 0.2])).toBeLessThan(1.1 * spread(["3 * x"], [0.2, 0.2]));
  });

  test("draws all rows of a sample from one law", () => {
    const x = Float64Array.from([1, 2, 3, 4, 5]);
    const law = found(
      [x],
      x.map((value, i) => 2 * value + noise[i]!),
      { names: ["x"], formulas: ["3 * x"] },
    );
    const draws = law.predictive([20, 20]).sample(4000, { seed: 2 });
    const [constant] = law.constants;
    const sums = Array.from({ length: 4000 }, (_, i) => draws.get(i, 0) + draws.get(i, 1) - 40 * constant!.value);
    const expected = 2 * law.noise ** 2 + (40 * constant!.standardError!) ** 2;
    expect(sums.reduce((sum, value) => sum + value ** 2, 0) / 4000 / expected).toBeCloseTo(1, 1);
  });

  test("averages its formulas", () => {
    const average = discovery.average(pointsOf(3, 3));
    expect(average.mean.data[0]!).toBeCloseTo(discovery.predict(pointsOf(3, 3)).data[0]!, 1);
    expect(average.weights.data.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
  });

  test("says once that rows lie outside the data, and which", () => {
    const fresh = found([mass, speed, idle], energy, kinetic);
    fresh.predict(pointsOf(3, 3));
    expect(console.warn).not.toHaveBeenCalled();
    fresh.predict(pointsOf(3, 9));
    fresh.predict(pointsOf(3, 9));
    expect(console.warn).toHaveBeenCalledTimes(1);
    expect(vi.mocked(console.warn).mock.calls[0]![0]).toMatch(/1 of 1 rows lie outside the data.* where v leaves/);
    expect(fresh.extrapolates([...pointsOf(3, 3), ...pointsOf(3, 9), ...pointsOf(0.5, 3)]).data).toEqual(
      Float64Array.from([0, 1, 1]),
    );
  });

  test("asks whether it could have been another law", () => {
    const [first] = discovery.alternatives({ within: 20 });
    expect(first!.nats).toBeGreaterThan(0);
    expect(Object.keys(first!.measureAt)).toEqual(["m", "v", "T"]);
    const counts = [0, 5, 20, 1e6].map((within) => discovery.alternatives({ within }).length);
    expect(counts).toEqual(counts.toSorted((a, b) => a - b));
    expect(counts.at(-1)).toBeGreaterThanOrEqual(discovery.front.length - 1);
  });

  test("has no rival that describes the data more shortly than the chosen one", () => {
    const rivals = twins(["3 * z", "3 * x", "3 * x + 0.1", "3 * sqrt(x * z)", "2 * x * exp(0.1 * z)", "0.1 * exp(x)"]);
    const alternatives = rivals.alternatives({ within: 1e9 });
    expect(alternatives.length).toBeGreaterThan(2);
    for (const { nats } of alternatives) expect(nats).toBeGreaterThanOrEqual(0);
  });

  test("does not take a number that is fixed here and fitted there for two laws", () => {
    const y = mass.map((m, i) => 3 * m + 6 * speed[i]! + 0.1 * noise[i]!);
    const sum = (number: Expression) => apply("add", variable(0), apply("multiply", number, variable(1)));
    const lawsWith = (...numbers: Expression[]) => {
      const formulas = numbers.map((number) => apply("multiply", constant(1), sum(number)));
      return found([mass, speed], y, { names: ["m", "v"], formulas });
    };
    const twice = lawsWith(fixed(2), constant(1.5));
    expect(twice.constants.map(({ tidied }) => tidied)).toEqual(["3", "2"]);
    expect(twice.alternatives({ within: 1e9 })).toEqual([]);
    const [plain, scaled] = [apply("multiply", variable(0), variable(1)), parseExpression("2 * m * v", ["m", "v"])];
    const product = found(
      [mass, speed],
      mass.map((m, i) => m * speed[i]! + 0.1 * noise[i]!),
      { names: ["m", "v"], formulas: [plain, scaled] },
    );
    expect(product.best.text).toBe("y = m * v");
    expect(product.alternatives({ within: 1e9 })).toEqual([]);
  });

  test("takes two signs in one form for two laws", () => {
    const x = mass.map((m) => m + 6);
    const over = (number: number) =>
      apply("divide", constant(1), apply("add", apply("exp", variable(0)), fixed(number)));
    const counts = found(
      [x],
      x.map((value, i) => (1 + 0.05 * noise[i]!) / (Math.exp(value) - 1)),
      { names: ["x"], formulas: [over(-1), over(1)] },
    );
    expect(counts.alternatives({ within: 1e9 })).toHaveLength(1);
  });

  test("does not take one law in two spellings for two", () => {
    const twice = { ...kinetic, formulas: ["2 * m * v^2", "m * (3 * v)^2", "m * v / (3 / v)"] };
    expect(found([mass, speed, idle], exact, twice).alternatives({ within: 1e9 })).toEqual([]);
  });

  test("leaves formulas out that say the same in more words", () => {
    const { front } = found([mass, speed, idle], energy, {
      ...kinetic,
      formulas: ["2 * m * v^2", "1 / (2 / (m * v^2))", "m / (3 / (v / (1 / v)))"],
    });
    expect(front.map(({ text }) => text)).toEqual(["E = 1 / 2 * m * v^2"]);
    const clean = found([mass, speed, idle], exact, kinetic);
    expect(clean.front.filter(({ loss }) => loss < 1e-24)).toHaveLength(1);
  });

  test("explains itself in a paragraph that can be checked", () => {
    const text = discovery.explain();
    for (const part of [
      "E = 1 / 2 * m * v^2, with E in J, m in kg and v in m/s.",
      "T does not enter.",
      "Fitted to 300 rows",
      "is taken for noise",
      "read as 1 / 2",
      "Could it have been another law?",
      "m from 1.",
      "Gone through in full: power laws. Not finished: islands.",
      "4.1e9 node evaluations in 12.3 s",
    ]) {
      expect(text).toContain(part);
    }
    const clean = found([mass, speed, idle], exact, kinetic);
    expect(clean.explain()).toContain("nothing is left but rounding");
  });

  test("warns of places within the data where the formula has no value", () => {
    const apart = mass.map((m, i) => (i % 2 === 0 ? m : m + 9));
    const y = apart.map((m) => Math.sqrt((m - 5) * (m - 8)) + 1);
    const kept = [...apart.keys()].filter((i) => Number.isFinite(y[i]!));
    const pick = (values: Float64Array) => Float64Array.from(kept, (i) => values[i]!);
    const root = found([pick(apart)], pick(y), { names: ["m"], formulas: ["sqrt((m - 5.01) * (m - 8.01)) + 2"] });
    expect(root.explain()).toMatch(/no value everywhere: none at m = [67]\.\d+\./);
    expect(discovery.explain()).toContain("it has a finite value everywhere");
  });

  test("lets a person choose another formula of the front", () => {
    const simpler = discovery.choose(discovery.front[0]!);
    expect(simpler.best).not.toBe(discovery.best);
    expect(simpler.best.complexity).toBe(1);
    expect(simpler.choice.text).toContain("chosen by hand");
    expect(() => discovery.choose(simpler.best)).toThrow(/not on the front/);
  });

  test("gives residuals", () => {
    const X = [[mass[0]!, speed[0]!, idle[0]!]];
    expect(discovery.residuals(X, [energy[0]!]).data[0]).toBeCloseTo(energy[0]! - discovery.predict(X).data[0]!, 12);
    expect(() => discovery.residuals(X, [1, 2])).toThrow(/X has 1 rows but y has 2/);
  });

  test("refuses rows outside the domain of its formula, and what is no discovery", () => {
    const y = mass.map((m) => Math.log(m) + 1);
    const logarithm = found([mass], y, { names: ["m"], formulas: ["log(m) + 2"] });
    expect(() => logarithm.predict([[1], [-1]])).toThrow(/no finite value in row 1/);
    expect(() => discovery.predict([[1, Number.NaN, 2]])).toThrow(/v is NaN in row 0/);
    expect(() => discovery.alternatives({ within: -1 })).toThrow(/within is -1/);
    expect(() => loadDiscovery({} as never)).toThrow(/no discovery of version 1/);
  });
});

describe("data in units and order of their own", () => {
  const presentation = { columns: [2, 0], width: 3, units: ["g", "cm/s"], target: { name: "E", unit: "mJ" } };
  const { search: _, ...offered } = kinetic;
  const law = found([mass, speed], energy, {
    ...offered,
    names: ["m", "v"],
    formulas: kinetic.formulas.slice(0, 5),
    knowledge: { dimensions: units.dimensions.slice(0, 2), targetDimension: units.targetDimension },
    presentation,
  });

  test("give predictions in the unit of the target", () => {
    const X = [[300, 0, 2000]];
    expect(law.best.text).toBe("E = 1 / 2 * m * v^2");
    expect(law.predict(X).data[0]! / 9e3).toBeCloseTo(1, 1);
    expect(law.best.predict(X).data).toEqual(law.predict(X).data);
    const { mean, std } = law.predictive(X);
    expect(mean.data).toEqual(law.predict(X).data);
    expect(std.data[0]!).toBeCloseTo(1e3 * discovery.predictive(pointsOf(2, 3)).std.data[0]!, -1);
    expect(law.average(X).mean.data[0]!).toBeCloseTo(mean.data[0]!, -1);
    expect(law.extrapolates([...X, [300, 0, 2]]).data).toEqual(Float64Array.from([0, 1]));
    expect(() => law.predict([[300, 2000]])).toThrow(/X has 2 columns but the law was found with 3/);
  });
});

describe("data in MPa and GPa", () => {
  const pressure = [-1, 1, -2, 0, 0, 0, 0, 0];
  const plain = [0, 0, 0, 0, 0, 0, 0, 0];
  const load = Float64Array.from({ length: 80 }, (_, i) => 1e6 * (5 + i));
  const strain = load.map((stress, i) => stress / 3e9 + (stress / 9e8) ** 3 + 2e-5 * noise[i]!);
  const law = found([load], strain, {
    names: ["s"],
    target: "strain",
    formulas: ["2e-10 * s + 1e-27 * s^3", "2e-10 * s"],
    knowledge: { dimensions: [pressure], targetDimension: plain },
    presentation: { units: ["MPa"], target: { name: "strain", unit: "percent" } },
  });

  test("have constants in units that go with them", () => {
    expect(law.constants.map(({ unit }) => unit)).toEqual(["1/MPa", "1/MPa^3"]);
    const [linear, cubic] = law.constants;
    expect(linear!.value).toBeCloseTo(1 / 3000, 5);
    expect(law.constants.map((constant) => constant.value * parseUnit(constant.unit!).factor)).toEqual(
      constantsOf(law.best.expression).map((value) => expect.closeTo(value, 20)),
    );
    const { lower, upper } = cubic!.interval();
    expect(lower).toBeLessThan(900 ** -3);
    expect(upper).toBeGreaterThan(900 ** -3);
    expect(upper - lower).toBeLessThan(900 ** -3);
  });

  test("have an equation that holds for numbers in these units", () => {
    const equation = parseExpression(law.best.text.split(" = ")[1]!, ["s"]);
    const [atSixty] = evaluateExpression(equation, [Float64Array.of(60)], 1);
    expect((100 * atSixty!) / law.predict([60]).data[0]!).toBeCloseTo(1, 3);
    expect(String(law.constants[0])).toMatch(/^c1 = 3\.3\d+e-4 ± .* 1\/MPa$/);
  });

  test("are told of in these units", async () => {
    const text = law.explain();
    expect(text).toContain("with strain in plain numbers (1 percent is 0.01) and s in MPa.");
    expect(text).toMatch(/standard deviation of 0\.00\d+ percent/);
    expect(text).toContain("s from 5 to 84 MPa");
    law.predict([200]);
    expect(vi.mocked(console.warn).mock.calls[0]![0]).toContain("where s leaves 5 MPa to 84 MPa");
    const [other] = law.alternatives({ within: 1e9 });
    expect(other!.measureAt.s).toBeGreaterThan(5);
    expect(other!.measureAt.s).toBeLessThan(84);
    const { spec } = await law.figure();
    for (const title of ["s (MPa)", "strain (percent)"]) expect(JSON.stringify(spec)).toContain(`"title":"${title}"`);
    expect(JSON.stringify(spec)).toContain('"x":84,');
  });

  test("have tidy numbers where their own units make them so", () => {
    const exactly = found(
      [load],
      load.map((stress) => stress / 3.2e9),
      {
        names: ["s"],
        formulas: ["2e-10 * s"],
        knowledge: { dimensions: [pressure], targetDimension: plain },
        presentation: { units: ["psi"] },
      },
    );
    const [constant] = exactly.constants;
    expect(constant).toMatchObject({ unit: "1/psi", tidied: undefined });
    expect(constant!.value * 3.2e9).toBeCloseTo(6894.757, 2);
  });

  test("are told of in SI where only the target has a unit", () => {
    const target = { name: "E", unit: "GPa" };
    const law = found(
      [load],
      load.map((x) => 3 * x),
      { names: ["x"], formulas: ["2 * x"], presentation: { target } },
    );
    expect(law.explain()).toContain("E = 3 * x, with E in Pa (1 GPa is 1e9 Pa).");
  });

  test("in °C are so shown, while the equation counts from absolute zero", async () => {
    const kelvin = load.map((_, i) => 280 + i / 2);
    const kelvins = [0, 0, 0, 0, 1, 0, 0, 0];
    const gas = found(
      [kelvin],
      kelvin.map((T, i) => 400 * T + 50 * noise[i]!),
      {
        names: ["T"],
        target: "p",
        formulas: ["300 * T"],
        knowledge: { dimensions: [kelvins], targetDimension: pressure },
        presentation: { units: ["degC"], target: { name: "p", unit: "kPa" } },
      },
    );
    expect(gas.constants[0]!.unit).toBe("kPa/K");
    expect(gas.constants[0]!.value).toBeCloseTo(0.4, 3);
    expect(gas.predict([26.85]).data[0]).toBeCloseTo(120, 0);
    expect(gas.explain()).toContain("with p in kPa and T in K.");
    expect(gas.explain()).toContain("T from 6.85 to 46.35 degC");
    expect(JSON.stringify((await gas.figure()).spec)).toContain('"title":"T (degC)"');
  });

  test("are compared in one unit, and shown in that which they were given in", () => {
    const moduli = load.map((_, i) => 1e9 * (1 + (i % 7)));
    const ratio = found(
      [load, moduli],
      load.map((stress, i) => (2.5 * stress) / moduli[i]!),
      {
        names: ["s", "E"],
        formulas: ["2 * s / E"],
        knowledge: { dimensions: [pressure, pressure], targetDimension: plain },
        presentation: { units: ["MPa", "GPa"] },
      },
    );
    expect(ratio.explain()).toContain("s in MPa and E in MPa (1 GPa is 1000 MPa).");
    expect(ratio.explain()).toContain("E from 1 to 7 GPa");
  });
});

describe("a law with a constant per group", () => {
  const groups = Int32Array.from(mass, (_, i) => i % 2);
  const y = mass.map((m, i) => (groups[i] === 0 ? 2 : 7) * m + 0.01 * noise[i]!);
  const law = found([mass], y, { names: ["m"], formulas: ["[1, 2][group] * m"], knowledge: { groups } });

  test("has a value and an interval for each", () => {
    expect(law.constants.map(({ group, value }) => [group, Math.round(value)])).toEqual([
      ["0", 2],
      ["1", 7],
    ]);
    expect(law.predict([[2], [2]], { groups: ["0", "1"] }).data[1]).toBeCloseTo(14, 1);
  });

  test("asks for the group of every row", () => {
    expect(() => law.predict([[2]])).toThrow(/groups has 0 names for 1 rows/);
    expect(() => law.predict([[2]], { groups: ["steel"] })).toThrow(/group of row 0 is steel/);
  });
});

describe("what a discovery exports", () => {
  test("is its formula, with all digits", () => {
    const { best } = discovery;
    const c1 = String(discovery.constants[0]!.value);
    for (const code of [best.toMathjs(), best.toTypeScript(), best.toPython(), best.toSymPy(), best.toC()]) {
      expect(code).toContain(c1);
    }
    expect(best.toTex()).toMatch(/^E = .*frac/);
    expect(parseExpression(best.toMathjs(), ["m", "v", "T"])).toEqual(best.expression);
  });
});

describe("what a discovery shows", () => {
  test("is the law, a figure and tables with heads", async () => {
    const shown = await discovery[displaySymbol]();
    expect(shown["text/plain"]).toContain("E = 1 / 2 * m * v^2    R² = 0.99");
    const html = shown["text/html"] as string;
    for (const part of ["$$", "<svg", "<th", "standard error", "chosen", "<summary>Explanation"])
      expect(html).toContain(part);
  });

  test("names other forms that come near", async () => {
    const shown = await twins(["3 * x", "3 * z"])[displaySymbol]();
    for (const text of [shown["text/plain"], shown["text/html"]]) {
      expect(text).toContain("Other forms, at most 5 nats longer");
      expect(text).toMatch(/x = 0\.\d+ and z = /);
    }
  });

  test("is a typeset law, for one formula, and a line for a constant", () => {
    expect(discovery.best[displaySymbol]()).toEqual({
      "text/plain": discovery.best.text,
      "text/latex": `$$${discovery.best.toTex()}$$`,
    });
    expect(String(discovery.constants[0])).toMatch(/^c1 = 0\.50*\d ± 1\.\de-4$/);
  });

  test("escapes names of columns", async () => {
    const named = found([mass], exact, { names: ["<b>"], target: "<i>", formulas: ["2 * _b"] });
    expect((await named[displaySymbol]())["text/html"]).not.toMatch(/<i>|<b>/);
  });
});
