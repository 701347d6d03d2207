import { linspace, type NDArray, randomStream, stackColumns, standardDeviation } from "@mesoscope/core";
import { displaySymbol } from "@mesoscope/sdk";
import { conservedQuantities } from "@mesoscope/symbolic";
import { describe, expect, test } from "vitest";
import { simulateOde } from "../../../plugins/symbolic/bench/dynamics/simulate-ode.ts";
import { reference } from "../../contract/close.ts";

const common = { duration: 20, samples: 601 };
const pendulumLike = (start: number[]) =>
  simulateOde({ ...common, rate: ([q, p]) => [p!, -q! - 0.5 * q! ** 3], start });

function noisy(X: NDArray, level: number): NDArray {
  const random = randomStream(0);
  return X.map((value) => value + level * random.normal());
}

describe("conservedQuantities", () => {
  test("finds the energy of an anharmonic oscillator from two courses, with and without noise", () => {
    const [a, b] = [pendulumLike([1, 0]), pendulumLike([0.3, 1.2])];
    const options = { names: ["q", "p"], library: { degree: 2, terms: ["q^4", "p^4"] } };
    for (const [level, relative] of [
      [0, 1e-4],
      [0.003, 0.05],
    ] as const) {
      const { quantities } = conservedQuantities([a.t, b.t], [noisy(a.X, level), noisy(b.X, level)], options);
      const best = Object.fromEntries(quantities[0]!.terms.map(({ name, value }) => [name, value]));
      expect(Object.keys(best).sort()).toEqual(["p^2", "q^2", "q^4"]);
      expect(best["p^2"]! / best["q^2"]!).toBeClose(1, { relative });
      expect(best["q^4"]! / best["q^2"]!).toBeClose(0.25, { relative: 3 * relative });
    }
  });

  test("finds the invariant of predator and prey among functions", () => {
    const { t, X } = simulateOde({
      ...common,
      rate: ([x, y]) => [1.1 * x! - 0.4 * x! * y!, 0.1 * x! * y! - 0.4 * y!],
      start: [10, 5],
      duration: 40,
    });
    const found = conservedQuantities(t, X, { names: ["x", "y"], library: { degree: 2, functions: ["log"] } });
    const terms = Object.fromEntries(found.quantities[0]!.terms.map(({ name, value }) => [name, value]));
    expect(terms.y! / terms.x!).toBeClose(4, { relative: 1e-3 });
    expect(terms["log(x)"]! / terms.x!).toBeClose(-4, { relative: 1e-3 });
    expect(terms["log(y)"]! / terms.x!).toBeClose(-11, { relative: 1e-3 });
    expect(found[displaySymbol]()).toMatchObject({ "text/html": expect.stringContaining("<th") });
  });

  test("finds none where energy is lost", () => {
    const t = linspace(0, 10, 400);
    const X = stackColumns(
      t.map((s) => Math.exp(-0.2 * s) * Math.cos(s)),
      t.map((s) => Math.exp(-0.35 * s) * Math.sin(1.7 * s)),
    );
    expect(conservedQuantities(t, X).quantities).toEqual([]);
    expect(() => conservedQuantities(t, X, { tolerance: -1 })).toThrow(expect.objectContaining({ code: "BAD_OPTION" }));
  });
});

describe("names of conservedQuantities", () => {
  const t = linspace(0, 6, 60);
  const X = stackColumns(t.map(Math.cos), t.map(Math.sin));
  test.each([
    ["too few", ["q"], "SHAPE_MISMATCH"],
    ["too many", ["q", "p", "r"], "SHAPE_MISMATCH"],
    ["the same twice", ["q", "q"], "BAD_OPTION"],
  ])("are not %s", (_, names, code) => {
    expect(() => conservedQuantities(t, X, { names })).toThrow(expect.objectContaining({ code }));
  });
});

describe("conservedQuantities of noisy courses", () => {
  const coursesOf = (rate: (state: readonly number[]) => number[], starts: readonly number[][], share: number) => {
    const runs = starts.map((start) => simulateOde({ ...common, rate, start, duration: 25, samples: 401 }));
    const random = randomStream(1);
    const noisyX = runs.map(({ X }) => {
      const levels = starts[0]!.map((_, j) => share * (standardDeviation(X.column(j)) as number));
      return X.map((value, at) => value + levels[at % levels.length]! * random.normal());
    });
    return [runs.map(({ t }) => t), noisyX] as const;
  };
  const first = ({ quantities }: ReturnType<typeof conservedQuantities>) =>
    Object.fromEntries(quantities[0]!.terms.map(({ name, value }) => [name, value]));

  test.each([0, 0.01, 0.05])("finds the energy of a pendulum at a noise of %d", (share) => {
    const [t, X] = coursesOf(
      ([q, p]) => [p!, -Math.sin(q!)],
      [
        [1.2, 0],
        [2.2, 0.3],
      ],
      share,
    );
    const found = conservedQuantities(t, X, { names: ["q", "p"], library: { functions: ["sin", "cos"] } });
    const terms = first(found);
    expect(Object.keys(terms).sort()).toEqual(["cos(q)", "p^2"]);
    // Three standard errors: the noise of the energy is 3.4 shares of how p² / 2 scatters, over 802 rows.
    const error = (3 * 3.4 * share) / Math.sqrt(802);
    expect(terms["p^2"]! / terms["cos(q)"]!).toBeClose(-0.5, { relative: share === 0 ? 1e-5 : error });
    expect(found.quantities).toHaveLength(1);
  });

  test.each([0.01, 0.05])("finds the invariant of predator and prey at a noise of %d", (share) => {
    const rate = ([x, y]: readonly number[]) => [1.1 * x! - 0.4 * x! * y!, 0.1 * x! * y! - 0.4 * y!];
    const [t, X] = coursesOf(
      rate,
      [
        [6, 4],
        [3, 2],
      ],
      share,
    );
    const terms = first(conservedQuantities(t, X, { names: ["x", "y"], library: { functions: ["log"] } }));
    expect(Object.keys(terms).sort()).toEqual(["log(x)", "log(y)", "x", "y"]);
    expect(terms.x! / terms.y!).toBeClose(0.25, { relative: share });
    expect(terms["log(x)"]! / terms.y!).toBeClose(-1, { relative: share });
    expect(terms["log(y)"]! / terms.y!).toBeClose(-2.75, { relative: share });
  });

  test("finds an energy of six terms among 34, with noise", () => {
    const rate = ([a, b, p, r]: readonly number[]) => [p!, r!, -a! - 2 * a! * b!, -b! - a! * a! + b! * b!];
    const starts = [
      [0.3, 0.1, 0.2, 0.1],
      [0.1, -0.3, 0.1, 0.3],
      [0.2, 0.3, -0.2, 0],
    ];
    const [t, X] = coursesOf(rate, starts, 0.02);
    const terms = first(conservedQuantities(t, X, { names: ["a", "b", "p", "r"], library: { degree: 3 } }));
    expect(Object.keys(terms).sort()).toEqual(["a^2", "a^2 * b", "b^2", "b^3", "p^2", "r^2"]);
    expect(terms["p^2"]! / terms["a^2"]!).toBeClose(1, { relative: 0.02 });
    expect(terms["b^3"]! / terms["a^2"]!).toBeClose(-2 / 3, { relative: 0.05 });
  });

  test.each([
    [
      "energy is lost",
      ([q, p]: readonly number[]) => [p!, -q! - 0.03 * p!],
      [
        [1, 0],
        [0.4, 0.5],
      ],
    ],
    [
      "a course is chaotic",
      ([x, y, z]: readonly number[]) => [10 * (y! - x!), x! * (28 - z!) - y!, x! * y! - (8 / 3) * z!],
      [[-8, 7, 27]],
    ],
  ] as const)("finds none where %s", (_, rate, starts) => {
    for (const share of [0.01, 0.05]) {
      const [t, X] = coursesOf(rate, starts as unknown as number[][], share);
      expect(conservedQuantities(t, X).quantities).toEqual([]);
    }
  });

  test("is not stopped by a state that is nothing but noise", () => {
    const random = randomStream(2);
    const t = linspace(0, 12, 300);
    const X = stackColumns(
      t.map((s) => Math.cos(s) + 0.01 * random.normal()),
      t.map((s) => -Math.sin(s) + 0.01 * random.normal()),
      t.map(() => 5 + 0.01 * random.normal()),
    );
    expect(Object.keys(first(conservedQuantities(t, X, { names: ["q", "p", "m"] }))).sort()).toEqual(["p^2", "q^2"]);
  });

  test("names a term that noise takes out of its domain", () => {
    const t = linspace(0, 12, 100);
    const x = t.map((s) => 1.0001 + Math.cos(s));
    const run = () => conservedQuantities(t, stackColumns(x, t.map(Math.sin)), { library: { functions: ["log"] } });
    expect(run).toThrow(expect.objectContaining({ code: "BAD_TERM" }));
  });

  test("agrees with the generalised eigenvalue problem of scipy", () => {
    const { t, courses, kineticShare } = reference("symbolic/conserved.json");
    const library = { degree: 0, terms: ["p^2", "cos(q)"] };
    const terms = first(conservedQuantities([t, t], courses, { names: ["q", "p"], library }));
    expect(terms["p^2"]! / terms["cos(q)"]!).toBeClose(kineticShare, { relative: 1e-9 });
  });
});
