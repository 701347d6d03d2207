/** A system of ordinary differential equations with its law, as `state: { term: coefficient }`. */
export interface OdeSystem {
  readonly id: string;
  readonly names: readonly string[];
  readonly rate: (state: readonly number[]) => number[];
  readonly start: readonly number[];
  readonly duration: number;
  readonly samples: number;
  readonly degree: number;
  /** Of the products that equations may be divided by; the law has their names behind a stroke. */
  readonly denominatorDegree?: number;
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

/** Their equations are ratios, all or in part. */
export const ratioSystems: readonly OdeSystem[] = [
  {
    id: "michaelis-menten",
    names: ["x"],
    rate: ([x]) => [0.6 - (1.5 * x) / (0.3 + x)],
    start: [2],
    duration: 8,
    samples: 401,
    degree: 3,
    denominatorDegree: 2,
    law: [{ "1": 0.6, x: -3, "/1": 1, "/x": 1 / 0.3 }],
  },
  {
    id: "substrate-product",
    names: ["s", "p"],
    rate: ([s, p]) => [(-1.2 * s) / (0.5 + s), 0.4 * s - 0.3 * p],
    start: [3, 0],
    duration: 8,
    samples: 401,
    degree: 2,
    denominatorDegree: 1,
    law: [
      { s: -2.4, "/1": 1, "/s": 2 },
      { s: 0.4, p: -0.3 },
    ],
  },
  {
    id: "predator-saturation",
    names: ["x", "y"],
    rate: ([x, y]) => [x * (1 - x / 6) - (x * y) / (1 + x), (0.6 * x * y) / (1 + x) - 0.3 * y],
    start: [1, 1],
    duration: 60,
    samples: 801,
    degree: 3,
    denominatorDegree: 1,
    law: [
      { x: 1, "x^2": 5 / 6, "x * y": -1, "x^3": -1 / 6, "/1": 1, "/x": 1 },
      { y: -0.3, "x * y": 0.3, "/1": 1, "/x": 1 },
    ],
  },
  {
    id: "epidemic",
    names: ["S", "I"],
    rate: ([S, I]) => [(-0.8 * S * I) / (S + I), (0.8 * S * I) / (S + I) - 0.25 * I],
    start: [10, 0.05],
    duration: 25,
    samples: 401,
    degree: 2,
    denominatorDegree: 1,
    law: [
      { "S * I": -0.8, "/S": 1, "/I": 1 },
      { "S * I": 0.55, "I^2": -0.25, "/S": 1, "/I": 1 },
    ],
  },
];
