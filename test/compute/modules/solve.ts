import { double } from "./double.ts";

export interface Beam {
  readonly length: number;
}

export function solve(beam: Beam, { seed, index }: { seed: number; index: number }): number {
  return double(beam.length) + (seed % 10) + index;
}

export default function (beam: Beam): number {
  return beam.length;
}
