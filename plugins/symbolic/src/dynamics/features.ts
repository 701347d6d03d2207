import { DataError } from "@mesoscope/sdk";
import { noisyTerm, stepsOf } from "./noisy-term.js";
import type { Term } from "./term-library.js";
import type { Trajectory } from "./trajectory.js";

/** The terms of a library along a trajectory. */
export interface Features {
  /** One per term: its value without the bias that noise gives it. */
  readonly values: readonly Float64Array[];
  /** By term and state: ∂term/∂state. */
  readonly slopes: readonly (readonly Float64Array[])[];
}

/** Terms of noisy states. */
export function featuresOf(terms: readonly Term[], trajectory: Trajectory, noise: readonly number[]): Features {
  const { times, states, controls } = trajectory;
  const columns = [...states, ...controls];
  const steps = stepsOf(states, noise);
  const values = terms.map(() => new Float64Array(times.length));
  const slopes = terms.map(() => states.map(() => new Float64Array(times.length)));
  const row = new Float64Array(columns.length);
  const slopesHere = new Float64Array(states.length);
  for (let i = 0; i < times.length; i++) {
    for (let j = 0; j < columns.length; j++) row[j] = columns[j][i];
    terms.forEach(({ value }, l) => {
      values[l][i] = noisyTerm(value, row, noise, steps, slopesHere);
      slopesHere.forEach((slope, j) => {
        slopes[l][j][i] = slope;
      });
    });
  }
  return { values, slopes };
}

/** Every term has to have a value along the data, and as far from them as their noise. */
export function checkTerms(
  owner: string,
  terms: readonly Term[],
  trajectory: Trajectory,
  noise: readonly number[],
): void {
  featuresOf(terms, trajectory, noise).values.forEach((column, l) => {
    const row = column.findIndex((value) => !Number.isFinite(value));
    if (row < 0) return;
    throw new DataError(
      "BAD_TERM",
      `${owner}: the term ${terms[l].name} is ${column[row]} at row ${row}. Leave it out, or drop the rows where it has no value.`,
    );
  });
}
