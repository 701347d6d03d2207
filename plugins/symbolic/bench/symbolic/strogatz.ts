import { type RandomStream, randomStream } from "@mesoscope/core";
import { parse } from "mathjs";
import { simulateOde } from "../dynamics/simulate-ode.ts";
import { type Law, type Rows, valuesOf } from "./law.ts";

interface System {
  readonly name: string;
  /** The derivatives of x and y. */
  readonly rates: readonly [string, string];
  /** Where the trajectories start: drawn, or one after the other. */
  readonly start: (random: RandomStream, trajectory: number) => readonly [number, number];
}

/** Standard deviations of the noise that the first simulations added to a start, 1 and 0.1 dBW. */
const [coarse, fine] = [10 ** (1 / 20), 10 ** (0.1 / 20)];
const turn = 2 * Math.PI;

const systems: readonly System[] = [
  {
    name: "bacres",
    rates: ["20 - x - x * y / (1 + 0.5 * x^2)", "10 - x * y / (1 + 0.5 * x^2)"],
    start: (random) => [5 + coarse * random.normal(), 10 + fine * random.normal()],
  },
  {
    name: "barmag",
    rates: ["0.5 * sin(x - y) - sin(x)", "0.5 * sin(y - x) - sin(y)"],
    start: (random) => [turn * random.uniform(), turn * random.uniform()],
  },
  {
    name: "glider",
    rates: ["-0.05 * x^2 - sin(y)", "x - cos(y) / x"],
    start: (random) => [5 + coarse * random.normal(), fine * random.normal()],
  },
  {
    name: "lv",
    rates: ["3 * x - 2 * x * y - x^2", "2 * y - x * y - y^2"],
    start: (_, trajectory) =>
      (
        [
          [1, 3],
          [4, 1],
          [8, 2],
          [3, 3],
        ] as const
      )[trajectory],
  },
  {
    name: "predprey",
    rates: ["x * (4 - x - y / (1 + x))", "y * (x / (1 + x) - 0.075 * y)"],
    start: (random) => [5 + coarse * random.normal(), 10 + fine * random.normal()],
  },
  {
    name: "shearflow",
    rates: ["cos(x) / tan(y)", "(cos(y)^2 + 0.1 * sin(y)^2) * sin(x)"],
    start: (random) => [turn * (random.uniform() - 0.5), Math.PI * (random.uniform() - 0.5)],
  },
  {
    name: "vdp",
    rates: ["10 * (y - (x^3 - x) / 3)", "-x / 10"],
    start: (random) => [random.uniform(), random.uniform()],
  },
];

const trajectories = 4;
const samples = 100;
const duration = 9.9;

/** One equation of a system, with the states of trajectories and the derivative there. */
export interface StrogatzProblem {
  readonly law: Law;
  readonly train: Rows;
  readonly test: Rows;
}

/**
 * The 14 equations of seven systems of two states, with the derivatives on four simulated trajectories of 100 samples.
 *
 * @see La Cava, Danai & Spector, Engineering Applications of Artificial Intelligence 55 (2016), 292–306, and the script
 * `simulate_ode.m` of the repository lacava/ode-strogatz; the systems are from Strogatz, Nonlinear Dynamics and Chaos
 */
export function strogatzProblems(seed: number): StrogatzProblem[] {
  return systems.flatMap((system, i) => {
    const train = simulate(system, randomStream(seed).child(2 * i));
    const test = simulate(system, randomStream(seed).child(2 * i + 1));
    const variables = ["x", "y"].map((name, j) => {
      const [low, high] = [Math.min(...train[j]), Math.max(...train[j])];
      return { name, unit: "1", low, high };
    });
    return system.rates.map((expression, k) => ({
      law: { id: `${system.name}${k + 1}`, expression, variables, target: { name: "rate", unit: "1" } },
      train: { columns: train, target: valuesOf(expression, ["x", "y"], train) },
      test: { columns: test, target: valuesOf(expression, ["x", "y"], test) },
    }));
  });
}

/** The states along the trajectories, one after the other. */
function simulate({ rates, start }: System, random: RandomStream): [Float64Array, Float64Array] {
  const [rateOfX, rateOfY] = rates.map((rate) => parse(rate).compile());
  const rate = ([x, y]: readonly number[]) => [rateOfX.evaluate({ x, y }), rateOfY.evaluate({ x, y })];
  const states = Array.from({ length: trajectories }, (_, trajectory) =>
    simulateOde({ rate, start: start(random, trajectory), duration, samples }),
  );
  const column = (j: number) => Float64Array.from(states.flatMap(({ X }) => [...X.column(j).data]));
  return [column(0), column(1)];
}
