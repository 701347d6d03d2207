import { DataError } from "@mesoscope/sdk";
import type { Term } from "./term-library.js";
import type { Trajectory } from "./trajectory.js";

/** The terms of a library along a trajectory. */
export interface Features {
  /** One per term: its value without the bias that noise gives it. */
  readonly values: readonly Float64Array[];
  /** By term and state: ∂term/∂state. */
  readonly slopes: readonly (readonly Float64Array[])[];
}

/**
 * Terms of noisy states. Noise of variance σ² shifts the mean of a term by σ²/2 times its second derivative, which central
 * differences of width σ take away again, exactly for cubics.
 */
export function featuresOf(terms: readonly Term[], trajectory: Trajectory, noise: readonly number[]): Features {
  const { times, states, controls } = trajectory;
  const columns = [...states, ...controls];
  const steps = states.map((column, j) =>
    Math.max(noise[j], 1e-6 * column.reduce((a, b) => Math.max(a, Math.abs(b)), 0)),
  );
  const values = terms.map(() => new Float64Array(times.length));
  const slopes = terms.map(() => states.map(() => new Float64Array(times.length)));
  const row = new Float64Array(columns.length);
  for (let i = 0; i < times.length; i++) {
    for (let j = 0; j < columns.length; j++) row[j] = columns[j][i];
    terms.forEach(({ value }, l) => {
      const centre = value(row);
      let bias = 0;
      for (let j = 0; j < states.length; j++) {
        const kept = row[j];
        row[j] = kept + steps[j];
        const ahead = value(row);
        row[j] = kept - steps[j];
        const behind = value(row);
        row[j] = kept;
        slopes[l][j][i] = (ahead - behind) / (2 * steps[j]);
        if (noise[j] > 0) bias += ((ahead + behind) / 2 - centre) * (noise[j] / steps[j]) ** 2;
      }
      values[l][i] = centre - bias;
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
