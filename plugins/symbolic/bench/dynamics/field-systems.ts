import { NDArray } from "@mesoscope/core";

/** Fields on a periodic grid with the law that made them, as `field: { term: coefficient }` in the library's names. */
export interface FieldSystem {
  readonly id: string;
  readonly axes: Readonly<Record<string, Float64Array>>;
  readonly fields: Readonly<Record<string, NDArray>>;
  readonly degree: number;
  readonly order: number;
  readonly laws: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

type Matrix = Float64Array[];

/** The matrix that multiplies the wave of number k on the periodic grid by re + i·im. */
function circulant(n: number, symbol: (k: number) => readonly [number, number]): Matrix {
  const column = Float64Array.from({ length: n }, (_, i) => {
    let sum = 0;
    for (let k = -Math.floor((n - 1) / 2); k <= Math.floor((n - 1) / 2); k++) {
      const [re, im] = symbol(k);
      const angle = (2 * Math.PI * k * i) / n;
      sum += re * Math.cos(angle) - im * Math.sin(angle);
    }
    return sum / n;
  });
  return Array.from({ length: n }, (_, i) => Float64Array.from({ length: n }, (_, j) => column[(i - j + n) % n]));
}

function times(matrix: Matrix, vector: Float64Array): Float64Array {
  return Float64Array.from(matrix, (row) => {
    let sum = 0;
    for (let j = 0; j < row.length; j++) sum += row[j] * vector[j];
    return sum;
  });
}

interface Wave {
  readonly id: string;
  readonly length: number;
  readonly points: number;
  readonly duration: number;
  readonly skip: number;
  readonly frames: number;
  readonly substeps: number;
  /** What u_t has besides −u u_x, as the factor of a wave of angular number k. */
  readonly symbol: (k: number) => readonly [number, number];
  readonly start: (x: number) => number;
  readonly law: Readonly<Record<string, number>>;
}

const soliton = (c: number, x: number) => 3 * c * Math.cosh((Math.sqrt(c) / 2) * x) ** -2;
const waves: readonly Wave[] = [
  {
    ...{ id: "burgers", length: 16, points: 256, duration: 10, skip: 0, frames: 101, substeps: 10 },
    symbol: (k) => [-0.1 * k * k, 0],
    start: (x) => Math.exp(-((x + 2) ** 2)),
    law: { "(u^2)_x": -0.5, u_xx: 0.1 },
  },
  {
    ...{ id: "kdv", length: 50, points: 192, duration: 20, skip: 0, frames: 121, substeps: 20 },
    symbol: (k) => [0, k ** 3],
    start: (x) => soliton(1, x + 15) + soliton(0.4, x + 4),
    law: { "(u^2)_x": -0.5, u_xxx: -1 },
  },
  {
    ...{
      id: "kuramoto-sivashinsky",
      length: 22 * Math.PI,
      points: 128,
      duration: 100,
      skip: 40,
      frames: 251,
      substeps: 8,
    },
    symbol: (k) => [k * k - k ** 4, 0],
    start: (x) => Math.cos((2 * x) / 11) * (1 + Math.sin((3 * x) / 11)),
    law: { "(u^2)_x": -0.5, u_xx: -1, u_xxxx: -1 },
  },
];

/** By the integrating-factor Runge–Kutta method of order four with spectral derivatives. */
function simulateWave({ id, length, points, duration, skip, frames, substeps, symbol, start, law }: Wave): FieldSystem {
  const x = Float64Array.from({ length: points }, (_, i) => -length / 2 + (i * length) / points);
  const t = Float64Array.from({ length: frames }, (_, i) => (i * duration) / (frames - 1));
  const h = duration / (frames - 1) / substeps;
  const angular = (k: number) => (2 * Math.PI * k) / length;
  const half = circulant(points, (k) => {
    const [re, im] = symbol(angular(k));
    const size = Math.exp((re * h) / 2);
    return [size * Math.cos((im * h) / 2), size * Math.sin((im * h) / 2)];
  });
  const derivative = circulant(points, (k) => [0, angular(k)]);
  const bend = (u: Float64Array) =>
    times(
      derivative,
      u.map((value) => -0.5 * value * value),
    );
  const plus = (a: Float64Array, by: number, b: Float64Array) => a.map((value, i) => value + by * b[i]);
  let u: Float64Array = x.map(start);
  const step = () => {
    const a = bend(u);
    const moved = times(half, u);
    const b = bend(times(half, plus(u, h / 2, a)));
    const c = bend(plus(moved, h / 2, b));
    const d = bend(times(half, plus(moved, h, c)));
    const middle = plus(plus(times(half, plus(u, h / 6, a)), h / 3, b), h / 3, c);
    u = plus(times(half, middle), h / 6, d);
  };
  for (let i = 0; i * h < skip; i++) step();
  const rows = [u];
  for (let i = 1; i < frames; i++) {
    for (let s = 0; s < substeps; s++) step();
    rows.push(u);
  }
  const data = new NDArray(Float64Array.from(rows.flatMap((row) => [...row])), [frames, points]);
  return { id, axes: { t, x }, fields: { u: data }, degree: 3, order: 4, laws: { u: law } };
}

/** A rotating spiral of the λ–ω reaction–diffusion system, by the classical Runge–Kutta method. */
function simulateSpiral(): FieldSystem {
  const [points, frames, substeps, duration, diffusion] = [48, 81, 5, 8, 0.1];
  const length = 20;
  const x = Float64Array.from({ length: points }, (_, i) => -length / 2 + (i * length) / points);
  const t = Float64Array.from({ length: frames }, (_, i) => (i * duration) / (frames - 1));
  const second = circulant(points, (k) => [-(((2 * Math.PI * k) / length) ** 2), 0]);
  const h = duration / (frames - 1) / substeps;
  const laplacian = (u: Float64Array) => {
    const result = new Float64Array(u.length);
    for (let i = 0; i < points; i++) {
      const row = times(second, u.subarray(i * points, (i + 1) * points));
      for (let j = 0; j < points; j++) result[i * points + j] += row[j];
      const column = times(
        second,
        Float64Array.from({ length: points }, (_, k) => u[k * points + i]),
      );
      for (let k = 0; k < points; k++) result[k * points + i] += column[k];
    }
    return result;
  };
  type Pair = [Float64Array, Float64Array];
  const rate = ([u, v]: Pair): Pair => {
    const [du, dv] = [laplacian(u), laplacian(v)];
    const size = u.map((value, i) => value * value + v[i] * v[i]);
    return [
      u.map((value, i) => diffusion * du[i] + (1 - size[i]) * value + size[i] * v[i]),
      v.map((value, i) => diffusion * dv[i] - size[i] * u[i] + (1 - size[i]) * value),
    ];
  };
  const plus = (a: Pair, by: number, b: Pair): Pair => [
    a[0].map((value, i) => value + by * b[0][i]),
    a[1].map((value, i) => value + by * b[1][i]),
  ];
  const grid = Array.from({ length: points * points }, (_, i) => [x[Math.floor(i / points)], x[i % points]]);
  // Four spirals of alternating sense fit on the periodic square.
  const wave = ([a, b]: number[]) => [Math.sin((2 * Math.PI * a) / length), Math.sin((2 * Math.PI * b) / length)];
  let state: Pair = [Float64Array.from(grid, (p) => wave(p)[0]), Float64Array.from(grid, (p) => wave(p)[1])];
  const frame: Pair[] = [state];
  for (let i = 1; i < frames; i++) {
    for (let s = 0; s < substeps; s++) {
      const a = rate(state);
      const b = rate(plus(state, h / 2, a));
      const c = rate(plus(state, h / 2, b));
      const d = rate(plus(state, h, c));
      state = plus(plus(plus(plus(state, h / 6, a), h / 3, b), h / 3, c), h / 6, d);
    }
    frame.push(state);
  }
  const field = (k: 0 | 1) =>
    new NDArray(Float64Array.from(frame.flatMap((pair) => [...pair[k]])), [frames, points, points]);
  const shared = { "u^3": -1, "u * v^2": -1, u_xx: diffusion, u_yy: diffusion };
  return {
    ...{ id: "reaction-diffusion", axes: { t, x, y: x }, fields: { u: field(0), v: field(1) }, degree: 3, order: 2 },
    laws: {
      u: { u: 1, ...shared, "u^2 * v": 1, "v^3": 1 },
      v: { v: 1, "u^2 * v": -1, "v^3": -1, "u^3": -1, "u * v^2": -1, v_xx: diffusion, v_yy: diffusion },
    },
  };
}

/** By name; simulated on each call. */
export const fieldSystems: Readonly<Record<string, () => FieldSystem>> = {
  ...Object.fromEntries(waves.map((wave) => [wave.id, () => simulateWave(wave)])),
  "reaction-diffusion": simulateSpiral,
};
