import { latinHypercube, randomStream } from "@mesoscope/core";

type Simulator = (x: readonly number[]) => number;
interface Rows {
  readonly X: number[][];
  readonly y: number[];
}

/** A seeded problem of two fidelities; the test values are those of the high one, without noise. */
export interface TwoFidelityCase {
  readonly name: string;
  readonly low: Rows;
  readonly high: Rows;
  readonly test: Rows;
}

/** A sum of four waves in random directions. */
function waves(d: number, seed: number, roughness: number): Simulator {
  const stream = randomStream(seed);
  const terms = Array.from({ length: 4 }, () => ({
    size: stream.normal(),
    phase: 2 * Math.PI * stream.uniform(),
    direction: Array.from({ length: d }, () => roughness * stream.normal()),
  }));
  return (x) =>
    terms.reduce((sum, { size, phase, direction }) => {
      return sum + size * Math.sin(direction.reduce((angle, w, j) => angle + w * x[j], phase));
    }, 0);
}

/** Cheap simulators on the unit cube, by their number of inputs. */
const simulators: Readonly<Record<string, { d: number; make: (seed: number) => Simulator }>> = {
  bumpy: { d: 1, make: (seed) => waves(1, seed, 8) },
  trendy: {
    d: 1,
    make:
      (seed) =>
      ([x]) =>
        (6 * x - 2) * (5 * x - 1.5) * Math.sin(11 * x - 4 + seed),
  },
  plane: { d: 2, make: (seed) => waves(2, seed, 4) },
  edge: {
    d: 2,
    make:
      () =>
      ([x, y]) =>
        4 * Math.exp(-5 * (x + 2 * y)) + Math.sqrt(0.02 + x * y) + 0.5 * Math.sin(4 * y),
  },
};

/** What the dear simulator makes of the cheap one. */
const links: Readonly<Record<string, (low: Simulator, seed: number) => Simulator>> = {
  linear: (low) => (x) => 1.6 * low(x) - 3 * x[0] + 2,
  shifted: (low, seed) => {
    const shift = waves(1, seed + 99, 3);
    return (x) => 0.8 * low(x) + 0.4 * shift([x[0]]);
  },
  scaled: (low) => (x) => (0.5 + 1.2 * x[0]) * low(x) + x[x.length - 1],
  squared: (low) => (x) => (x[0] - 1.3) * low(x) ** 2,
  saturating: (low) => (x) => 2 * Math.tanh(low(x)) + 0.3 * x[0],
  exponential: (low) => (x) => Math.exp(0.5 * low(x)) - x[0] ** 2,
  delayed: (low) => (x) => low(x.map((value) => value + 0.03)),
};

/** Every cheap simulator with every link, on designs of their own; of every fourth the levels share no point. */
export function twoFidelityCases(): TwoFidelityCase[] {
  const pairs = Object.keys(simulators).flatMap((simulator) => Object.keys(links).map((link) => [simulator, link]));
  return pairs.map(([simulator, link], seed) => {
    const { d, make } = simulators[simulator];
    const low = make(seed);
    const high = links[link](low, seed);
    const points = (n: number, of: number) => latinHypercube(n, d, { seed: of }).toArray() as number[][];
    const many = points([24, 50][d - 1], seed);
    const few = [9, 15][d - 1];
    const isNested = seed % 4 !== 3;
    const chosen = isNested ? spreadOut(many, few) : points(few, seed + 1000);
    const rows = (X: number[][], f: Simulator) => ({ X, y: X.map(f) });
    return {
      name: `${simulator}, ${link}${isNested ? "" : ", apart"}`,
      low: rows(many, low),
      high: rows(chosen, high),
      test: rows(points(300, seed + 2000), high),
    };
  });
}

/** `count` of the points, each the farthest from those before. */
function spreadOut(points: number[][], count: number): number[][] {
  const chosen = [points[0]];
  const distance = (x: number[]) => Math.min(...chosen.map((other) => Math.hypot(...other.map((v, j) => v - x[j]))));
  while (chosen.length < count) {
    chosen.push(points.reduce((best, x) => (distance(x) > distance(best) ? x : best)));
  }
  return chosen;
}
