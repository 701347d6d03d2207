import { type ArrayInput, asVector, NDArray } from "@mesoscope/core";
import { ValueError } from "@mesoscope/sdk";

/**
 * Knudsen numbers `Kn = λ / L` of a gas with mean free path `λ` (m) in gaps of the widths `L` (m): below about 0.01 it
 * is a continuum, above about 10 its molecules fly freely.
 *
 * @example
 * knudsenNumber(68e-9, [68e-9, 68e-6]).data; // [1, 0.001]
 *
 * @throws ValueError NOT_POSITIVE
 */
export function knudsenNumber(meanFreePath: number, widths: ArrayInput): NDArray {
  if (!(meanFreePath > 0)) {
    throw new ValueError(
      "NOT_POSITIVE",
      `knudsenNumber: meanFreePath is ${meanFreePath}. Give a length in metres that is above 0.`,
    );
  }
  return new NDArray(asVector(widths, "knudsenNumber: widths").data.map((width) => meanFreePath / width));
}
