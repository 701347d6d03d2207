import { NDArray } from "@mesoscope/core";
import { constant } from "../graph/leaves.js";
import { isCount, showShape } from "../graph/shape.js";
import type { Operand, Tensor } from "../graph/tensor.js";
import { add, subtract } from "../primitives/arithmetic.js";
import { cast } from "../primitives/comparison.js";
import { frontAxis, shapeError } from "../primitives/shape-errors.js";
import { productAlong } from "./product-along.js";

/** Complex numbers as two tensors of one shape. */
export interface ComplexTensor {
  readonly real: Tensor;
  readonly imaginary: Tensor;
}

/**
 * The lowest `modes` coefficients of the discrete Fourier transform along an axis, `Σ xⱼ exp(-2πi jk/n)` for k from 0:
 * products with matrices of cosines and sines, which cost less than a fast transform where few modes are kept.
 *
 * @param axis which becomes `modes` long, the last unless given
 *
 * @example
 * evaluate(() => fourierModes([1, 0, 0, 0], 2).real).data; // [1, 1]
 *
 * @throws ShapeError SHAPE_MISMATCH at more than n / 2 + 1 modes, with the line of the user's code
 * @see Li et al., Fourier neural operator for parametric partial differential equations (2021), section 4
 */
export function fourierModes(x: Operand, modes: number, axis = -1): ComplexTensor {
  const of = cast(x, "real");
  const along = frontAxis("fourierModes", axis, of.rank);
  const length = of.shape[along]!;
  checkModes("fourierModes", modes, Math.floor(length / 2) + 1, of);
  const angles = anglesOf(length, lowest(modes));
  return {
    real: productAlong(of, along, entries(angles, Math.cos)),
    imaginary: productAlong(
      of,
      along,
      entries(angles, (angle) => -Math.sin(angle)),
    ),
  };
}

/**
 * The real values of `length` along an axis whose lowest Fourier coefficients are given and whose others are 0: what
 * `fourierModes` does, the other way round.
 *
 * @example
 * evaluate(() => inverseFourierModes(fourierModes([1, 5, 2, 7], 3), 4)).data.map((x) => Math.round(x)); // [1, 5, 2, 7]
 *
 * @throws ShapeError SHAPE_MISMATCH at more than length / 2 + 1 modes, with the line of the user's code
 */
export function inverseFourierModes({ real, imaginary }: ComplexTensor, length: number, axis = -1): Tensor {
  const along = frontAxis("inverseFourierModes", axis, real.rank);
  const modes = real.shape[along]!;
  checkModes("inverseFourierModes", modes, Math.floor(length / 2) + 1, real);
  const angles = transposed(anglesOf(length, lowest(modes)));
  // Each mode stands for its conjugate too, except the mean and, of an even length, the highest.
  const weights = lowest(modes).map((k) => (k === 0 || 2 * k === length ? 1 : 2) / length);
  const weighted = (of: (angle: number) => number) => entries(angles, (angle, row) => weights[row]! * of(angle));
  return subtract(productAlong(real, along, weighted(Math.cos)), productAlong(imaginary, along, weighted(Math.sin)));
}

/**
 * The coefficients of a complex field along an axis for the frequencies 0 … modes-1 and -modes … -1, in this order: for
 * the second and further axes of a field, after `fourierModes` along its last.
 *
 * @param axis which becomes 2 `modes` long
 *
 * @example
 * const real = tensor([1, 2, 3, 4]);
 * evaluate(() => complexFourierModes({ real, imaginary: fill(0, [4]) }, 2, 0).real).data.map((x) => Math.round(x)); // [10, -2, -2, -2]
 *
 * @throws ShapeError SHAPE_MISMATCH at more than n / 2 modes, with the line of the user's code
 */
export function complexFourierModes(x: ComplexTensor, modes: number, axis: number): ComplexTensor {
  const along = frontAxis("complexFourierModes", axis, x.real.rank);
  const length = x.real.shape[along]!;
  checkModes("complexFourierModes", modes, Math.floor(length / 2), x.real);
  const angles = anglesOf(length, lowestOfBothSigns(modes));
  return complexProduct(
    x,
    along,
    entries(angles, Math.cos),
    entries(angles, (angle) => -Math.sin(angle)),
  );
}

/**
 * The complex values of `length` along an axis whose coefficients, as by `complexFourierModes`, are given and whose
 * others are 0.
 *
 * @example
 * const field = { real: tensor([1, 5, 2, 7]), imaginary: fill(0, [4]) };
 * const same = evaluate(() => inverseComplexFourierModes(complexFourierModes(field, 2, 0), 4, 0));
 * same.real.data.map((x) => Math.round(x)); // [1, 5, 2, 7]
 *
 * @throws ShapeError SHAPE_MISMATCH at more than length coefficients, with the line of the user's code
 */
export function inverseComplexFourierModes(x: ComplexTensor, length: number, axis: number): ComplexTensor {
  const along = frontAxis("inverseComplexFourierModes", axis, x.real.rank);
  const modes = x.real.shape[along]! / 2;
  checkModes("inverseComplexFourierModes", modes, Math.floor(length / 2), x.real);
  const angles = transposed(anglesOf(length, lowestOfBothSigns(modes)));
  return complexProduct(
    x,
    along,
    entries(angles, (angle) => Math.cos(angle) / length),
    entries(angles, (angle) => Math.sin(angle) / length),
  );
}

function complexProduct(x: ComplexTensor, axis: number, cosines: Tensor, sines: Tensor): ComplexTensor {
  const [real, imaginary] = [x.real, x.imaginary];
  return {
    real: subtract(productAlong(real, axis, cosines), productAlong(imaginary, axis, sines)),
    imaginary: add(productAlong(real, axis, sines), productAlong(imaginary, axis, cosines)),
  };
}

function lowest(modes: number): number[] {
  return Array.from({ length: modes }, (_, k) => k);
}

function lowestOfBothSigns(modes: number): number[] {
  return [...lowest(modes), ...lowest(modes).map((k) => k - modes)];
}

/** `2π jk / length`, of which the whole turns are left out before they cost digits. */
function anglesOf(length: number, frequencies: readonly number[]): number[][] {
  return lowest(length).map((j) => frequencies.map((k) => (2 * Math.PI * ((j * k) % length)) / length));
}

function transposed(matrix: readonly (readonly number[])[]): number[][] {
  return matrix[0]!.map((_, column) => matrix.map((row) => row[column]!));
}

function entries(angles: readonly (readonly number[])[], of: (angle: number, row: number) => number): Tensor {
  const values = angles.flatMap((line, row) => line.map((angle) => of(angle, row)));
  return constant(new NDArray(Float64Array.from(values), [angles.length, angles[0]!.length]));
}

function checkModes(owner: string, modes: number, most: number, x: Tensor): void {
  if (isCount(modes) && modes <= most) return;
  throw shapeError(owner, `${modes} modes for ${showShape(x.shape)}`, `Give 1 to ${most} modes.`);
}
