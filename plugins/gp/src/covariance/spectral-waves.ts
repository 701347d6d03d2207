import { asMatrix, asVector, leastSquares, mean, NDArray } from "@mesoscope/core";
import { type ArrayLike, checkOptions, ShapeError } from "@mesoscope/sdk";
import { checkCount, checkInput } from "./levels.js";
import type { SpectralMixtureOptions } from "./spectral-mixture.js";
import { activeColumns } from "./stationary.js";

const stepsPerFrequency = 4;
const mostFrequencies = 4000;

/**
 * Starts for `spectralMixture`: the strongest waves in the data, found one after the other in their periodogram.
 *
 * The points may lie at any distances. Each wave takes its least-squares fit out of the data before the next is sought.
 *
 * @example
 * const t = Array.from({ length: 50 }, (_, i) => i / 5);
 * const { period } = spectralWaves(t, t.map((x) => Math.sin((2 * Math.PI * x) / 2.5)), { components: 1 });
 * Math.abs(period[0] - 2.5) < 0.1; // true
 *
 * @throws ShapeError SHAPE_MISMATCH, EMPTY
 * @throws ValueError BAD_OPTION
 * @see Lomb, Astrophysics and Space Science 39 (1976) 447
 */
export function spectralWaves(
  X: ArrayLike,
  y: ArrayLike,
  options: { components?: number; input?: number } = {},
): SpectralMixtureOptions & { readonly period: readonly number[] } {
  checkOptions("spectralWaves", options, ["components", "input"]);
  const { components = 4, input = 0 } = options;
  checkCount("spectralWaves", "components", components, 1);
  checkInput("spectralWaves", input);
  const points = asMatrix(X, "spectralWaves: X");
  const targets = asVector(y, "spectralWaves: y");
  activeColumns("spectralWaves", [input], points.shape[1]);
  if (points.shape[0] !== targets.size) {
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `spectralWaves: X has ${points.shape[0]} rows but y has ${targets.size}. Give one target per row.`,
    );
  }
  const x = points.column(input).data;
  const range =
    x.reduce((high, value) => Math.max(high, value), -Infinity) - x.reduce((a, b) => Math.min(a, b), Infinity);
  if (!(range > 0)) {
    throw new ShapeError("EMPTY", `spectralWaves: column ${input} of X holds one value only. Give points that differ.`);
  }
  const rest = targets.data.map((value) => value - mean(targets));
  const waves = Array.from({ length: components }, () => takeStrongest(x, rest, range));
  return {
    period: waves.map(({ period }) => period),
    lengthScale: range,
    outputScale: waves.map(({ amplitude }) => amplitude / Math.SQRT2),
    input,
  };
}

/** The wave that explains most of `rest`, which loses it. */
function takeStrongest(x: Float64Array, rest: Float64Array, range: number): { period: number; amplitude: number } {
  const highest = x.length / 2 / range;
  const count = Math.min(mostFrequencies, stepsPerFrequency * Math.ceil(highest * range));
  let [best, strongest] = [highest, -1];
  for (let k = 1; k <= count; k++) {
    const frequency = (highest * k) / count;
    if (frequency * range < 0.5) continue;
    let [cosine, sine] = [0, 0];
    for (let i = 0; i < x.length; i++) {
      cosine += rest[i] * Math.cos(2 * Math.PI * frequency * x[i]);
      sine += rest[i] * Math.sin(2 * Math.PI * frequency * x[i]);
    }
    const power = cosine * cosine + sine * sine;
    if (power > strongest) [best, strongest] = [frequency, power];
  }
  const basis = new NDArray(
    Float64Array.from({ length: 2 * x.length }, (_, at) => {
      const angle = 2 * Math.PI * best * x[at >> 1];
      return at % 2 === 0 ? Math.cos(angle) : Math.sin(angle);
    }),
    [x.length, 2],
  );
  const [a, b] = leastSquares(basis, new NDArray(rest)).x.data;
  for (let i = 0; i < x.length; i++) rest[i] -= a * basis.data[2 * i] + b * basis.data[2 * i + 1];
  return { period: 1 / best, amplitude: Math.hypot(a, b) || Number.MIN_VALUE };
}
