import { type ArrayInput, asArray } from "@mesoscope/core";
import { ShapeError, ValueError } from "@mesoscope/sdk";
import { finiteVector } from "../common/arguments.js";

/**
 * How far the signal stands above the noise, in decibels: `10 log₁₀ (Σ signal² / Σ (noisy - signal)²)`.
 *
 * @example
 * signalToNoise([10, -10], [11, -11]); // 20
 *
 * @throws ShapeError SHAPE_MISMATCH; ValueError NOT_FINITE, EMPTY; BAD_VALUE where the signal is 0 everywhere
 */
export function signalToNoise(signal: ArrayInput, noisy: ArrayInput): number {
  const [clean, dirty] = [asArray(signal, "signalToNoise: signal"), asArray(noisy, "signalToNoise: noisy")];
  if (clean.shape.join() !== dirty.shape.join()) {
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `signalToNoise: signal has shape [${clean.shape.join(", ")}] but noisy has [${dirty.shape.join(", ")}]. Give equal shapes.`,
    );
  }
  const [s, x] = [clean, dirty].map((array) => finiteVector(array.data, "signalToNoise: the input").data);
  const power = s.reduce((total, value) => total + value * value, 0);
  if (power === 0) {
    throw new ValueError(
      "BAD_VALUE",
      "signalToNoise: the signal is 0 everywhere, so it has no power. Give the signal itself.",
    );
  }
  return 10 * Math.log10(power / x.reduce((total, value, i) => total + (value - s[i]) ** 2, 0));
}
