import { randomStream } from "@mesoscope/core";
import { describe, expect, test } from "vitest";
import { featuresOf } from "../../../plugins/symbolic/dist/dynamics/features.js";
import { hasPole, ratioFeatures } from "../../../plugins/symbolic/dist/dynamics/ratio-features.js";
import { termLibrary } from "../../../plugins/symbolic/dist/dynamics/term-library.js";
import "../../contract/close.ts";

const names = ["x", "y"];
const terms = [
  ...termLibrary("test", { degree: 2 }, names),
  ...termLibrary("test", { degree: 1 }, names, "denominator"),
];
const random = randomStream(1);
const drawn = (count: number, low: number, high: number) =>
  Float64Array.from({ length: count }, () => low + (high - low) * random.uniform());
const rows = 50;
const trajectory = {
  times: Float64Array.from({ length: rows }, (_, i) => i),
  states: [drawn(rows, 0.5, 3), drawn(rows, 0.5, 3)],
  controls: [],
};
const noiseless = [0, 0];
const features = featuresOf(terms, trajectory, noiseless);
const coefficients = Float64Array.from(terms, ({ divides }) => (divides ? 0.2 + random.uniform() : random.normal()));

function rateAt(values: Float64Array, columns: readonly Float64Array[], i: number): number {
  let [above, below] = [0, 0];
  terms.forEach(({ divides }, l) => {
    if (divides) below += values[l]! * columns[l]![i]!;
    else above += values[l]! * columns[l]![i]!;
  });
  return above / below;
}

describe("ratioFeatures", () => {
  test("are the slopes of the rate by every coefficient", () => {
    const { values } = ratioFeatures(terms, features, coefficients, noiseless);
    const step = 1e-6;
    terms.forEach((_, l) => {
      const at = (by: number, i: number) => rateAt(coefficients.with(l, coefficients[l]! + by), features.values, i);
      const slopes = Array.from({ length: rows }, (_, i) => (at(step, i) - at(-step, i)) / (2 * step));
      expect(values[l]).toBeClose(slopes, { absolute: 1e-6 });
    });
  });

  test("have no bias of second order from noise", () => {
    const noise = [0.08, 0.05];
    const draws = 4000;
    const mean = terms.map(() => new Float64Array(rows));
    for (let k = 0; k < draws; k++) {
      const states = trajectory.states.map((column, j) => column.map((value) => value + noise[j]! * random.normal()));
      const drawnFeatures = featuresOf(terms, { ...trajectory, states }, noise);
      ratioFeatures(terms, drawnFeatures, coefficients, noise).values.forEach((column, l) => {
        for (let i = 0; i < rows; i++) mean[l]![i]! += column[i]! / draws;
      });
    }
    const { values } = ratioFeatures(terms, features, coefficients, noiseless);
    const [x, y] = trajectory.states;
    // Of the mean over all rows, where the noise of the draws averages out.
    const biasOf = (l: number, expected: Float64Array) =>
      expected.reduce((sum, value, i) => sum + (mean[l]![i]! - value) / rows, 0);
    const constant = terms.findIndex(({ name, divides }) => name === "1" && !divides);
    const [d0, dx, dy] = terms.flatMap(({ divides }, l) => (divides ? [coefficients[l]!] : []));
    // E[1/Q] − 1/Q = Σ σ² (∂Q)² / Q³ would be left without the correction.
    const uncorrected = x!.reduce((sum, value, i) => {
      const q = d0! + dx! * value + dy! * y![i]!;
      return sum + ((dx! * noise[0]!) ** 2 + (dy! * noise[1]!) ** 2) / q ** 3 / rows;
    }, 0);
    expect(Math.abs(biasOf(constant, values[constant]!))).toBeLessThan(0.2 * uncorrected);
  });

  test("know a pole", () => {
    expect(hasPole({ terms, features: [features] }, coefficients)).toBe(false);
    const sums = coefficients.map((value, l) => (terms[l]!.divides ? 0 : value));
    expect(hasPole({ terms, features: [features] }, sums)).toBe(false);
    const changing = coefficients.map((value, l) => (terms[l]!.divides && terms[l]!.name === "x" ? -1 : value));
    const first = terms.findIndex(({ name, divides }) => name === "1" && divides);
    const balanced = changing
      .with(first, 1.5)
      .map((value, l) => (terms[l]!.divides && terms[l]!.name === "y" ? 0 : value));
    expect(hasPole({ terms, features: [features] }, balanced)).toBe(true);
  });
});
