import { dimensionVector } from "@mesoscope/core";
import type { Problem } from "../../src/search/problem.ts";
import { feynmanLaws } from "./feynman.ts";
import { drawRows, type Law, withNoise } from "./law.ts";

export interface ProblemOptions {
  /** 1000 unless given. */
  readonly rows?: number;
  /** Standard deviation of the errors of the target, over that of the target; 0 unless given. */
  readonly noise?: number;
  readonly seed?: number;
  /** Whether the search may know the units; true unless given. */
  readonly units?: boolean;
}

/** A law of the Feynman list as a problem to solve. */
export function feynmanProblem(id: string, options: ProblemOptions = {}): Problem {
  const law = feynmanLaws.find((candidate) => candidate.id === id);
  if (!law) throw new Error(`feynmanProblem: there is no law "${id}". There are: ${feynmanLaws.map((l) => l.id)}.`);
  return problemOf(law, options);
}

function problemOf(law: Law, { rows = 1000, noise = 0, seed = 0, units = true }: ProblemOptions): Problem {
  const { columns, target } = drawRows(law, rows, seed);
  const vector = (unit: string) => [...dimensionVector(unit).data];
  return {
    rows,
    columns,
    target: withNoise(target, noise, seed),
    names: law.variables.map(({ name }) => name),
    ...(units && {
      dimensions: law.variables.map(({ unit }) => vector(unit)),
      targetDimension: vector(law.target.unit),
    }),
    constantsMayHaveUnits: false,
    seed,
  };
}
