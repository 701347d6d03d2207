import { randomStream } from "@mesoscope/core";
import { found, type Offered } from "./found.ts";

const rows = 300;
const stream = randomStream(1);
export const [mass, speed, idle] = [1, 2, 3].map(() => stream.uniforms([rows]).data.map((share) => 1 + 4 * share)) as [
  Float64Array,
  Float64Array,
  Float64Array,
];
export const noise = stream.normals([rows]).data;
export const energy = mass.map((m, i) => 0.5 * m * speed[i]! ** 2 + 0.1 * noise[i]!);
export const exact = mass.map((m, i) => 0.5 * m * speed[i]! ** 2);
export const units = {
  dimensions: [
    [0, 1, 0, 0, 0, 0, 0, 0],
    [1, 0, -1, 0, 0, 0, 0, 0],
    [0, 0, 0, 0, 1, 0, 0, 0],
  ],
  targetDimension: [2, 1, -2, 0, 0, 0, 0, 0],
};
export const kinetic: Offered = {
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
/** What a search of the energy finds. */
export const discovery = found([mass, speed, idle], energy, kinetic);
export const pointsOf = (m: number, v: number) => [[m, v, 2]];

/** Of two quantities that were nearly the same in the data, so that the target may follow from either. */
export function twins(formulas: readonly string[]) {
  const x = Float64Array.from({ length: 60 }, (_, i) => i / 100);
  const z = x.map((value, i) => value + 0.005 * noise[i]!);
  const y = x.map((value, i) => 2 * value + 0.1 * noise[i + 100]!);
  return found([x, z], y, { names: ["x", "z"], formulas });
}
