/** A system of ordinary differential equations with its law, as `state: { term: coefficient }`. */
export interface OdeSystem {
  readonly id: string;
  readonly names: readonly string[];
  readonly rate: (state: readonly number[]) => number[];
  readonly start: readonly number[];
  readonly duration: number;
  readonly samples: number;
  readonly degree: number;
  readonly law: readonly Readonly<Record<string, number>>[];
}

/** Their terms are named as the library names them. */
export const odeSystems: readonly OdeSystem[] = [
  {
    id: "lotka-volterra",
    names: ["x", "y"],
    rate: ([x, y]) => [1.1 * x - 0.4 * x * y, 0.1 * x * y - 0.4 * y],
    start: [10, 5],
    duration: 40,
    samples: 1001,
    degree: 3,
    law: [
      { x: 1.1, "x * y": -0.4 },
      { y: -0.4, "x * y": 0.1 },
    ],
  },
  {
    id: "lorenz",
    names: ["x", "y", "z"],
    rate: ([x, y, z]) => [10 * (y - x), x * (28 - z) - y, x * y - (8 / 3) * z],
    start: [-8, 7, 27],
    duration: 10,
    samples: 1001,
    degree: 3,
    law: [
      { x: -10, y: 10 },
      { x: 28, y: -1, "x * z": -1 },
      { z: -8 / 3, "x * y": 1 },
    ],
  },
  {
    id: "van-der-pol",
    names: ["x", "y"],
    rate: ([x, y]) => [y, 2 * y - 2 * x * x * y - x],
    start: [2, 0],
    duration: 20,
    samples: 1001,
    degree: 3,
    law: [{ y: 1 }, { x: -1, y: 2, "x^2 * y": -2 }],
  },
  {
    id: "duffing",
    names: ["x", "y"],
    rate: ([x, y]) => [y, -0.2 * y + x - x ** 3],
    start: [0, 2],
    duration: 30,
    samples: 1001,
    degree: 3,
    law: [{ y: 1 }, { x: 1, y: -0.2, "x^3": -1 }],
  },
];
