import { NDArray } from "@mesoscope/core";
import { matmul, permuteAxes, reshape, type Shape, type Tensor, tensor } from "@mesoscope/tensor";

/**
 * The lowest Fourier modes of [n, channels, …lengths] as [n, channels, modes, 2], real and imaginary parts, one axis after
 * the other as a product with a constant matrix: for few modes faster than an FFT.
 *
 * Along the last axis the waves are 0 to below `kept`, along the others also those of the opposite sign. Each coefficient
 * is a mean over the points, so it does not depend on how many there are.
 */
export function toModes(x: Tensor, kept: readonly number[]): Tensor {
  const [n, channels, ...lengths] = x.shape;
  const last = lengths.length - 1;
  const first = matmul(x, tensor(realAnalysis(lengths[last], wavesOf(kept[last], true))));
  let modes = kept[last];
  let found = reshape(first, [n, channels, ...lengths.slice(0, -1), modes, 2]);
  for (let axis = last - 1; axis >= 0; axis--) {
    const waves = wavesOf(kept[axis], false);
    // [n, channels, …, length, modes, 2] to [n, channels, …, modes, 2 · length].
    const rank = found.shape.length;
    const front = found.shape.slice(0, rank - 3);
    const order = [...front.keys(), rank - 2, rank - 1, rank - 3];
    const rows = reshape(permuteAxes(found, order), [...front, modes, 2 * lengths[axis]]);
    modes *= waves.length;
    found = reshape(matmul(rows, tensor(complexAnalysis(lengths[axis], waves))), [...front, modes, 2]);
  }
  return found;
}

/** The field of [n, channels, …lengths] with these modes; undoes `toModes` for fields without other modes. */
export function fromModes(spectrum: Tensor, kept: readonly number[], lengths: Shape): Tensor {
  const [n, channels] = spectrum.shape;
  const last = lengths.length - 1;
  let modes = spectrum.shape[2];
  let found = spectrum;
  for (let axis = 0; axis < last; axis++) {
    const waves = wavesOf(kept[axis], false);
    modes /= waves.length;
    const front = found.shape.slice(0, -2);
    const rows = reshape(found, [...front, modes, 2 * waves.length]);
    const spread = matmul(rows, tensor(complexSynthesis(lengths[axis], waves)));
    // [n, channels, …, modes, 2, length] to [n, channels, …, length, modes, 2].
    const open = reshape(spread, [...front, modes, 2, lengths[axis]]);
    const rank = open.shape.length;
    found = permuteAxes(open, [...front.keys(), rank - 1, rank - 3, rank - 2]);
  }
  const rows = reshape(found, [n, channels, ...lengths.slice(0, -1), 2 * kept[last]]);
  return matmul(rows, tensor(realSynthesis(lengths[last], wavesOf(kept[last], true))));
}

/** Waves 0 … kept - 1; of both signs, then -kept … -1. */
function wavesOf(kept: number, positive: boolean): readonly number[] {
  const waves = Array.from({ length: kept }, (_, k) => k);
  return positive ? waves : [...waves, ...waves.map((k) => k - kept)];
}

/** [length, waves · 2]: means of x e^(-iθ). */
const realAnalysis = remembered((length, waves) =>
  matrix(length, 2 * waves.length, (point, column) => {
    const angle = angleOf(point, waves[column >> 1], length);
    return (column % 2 === 0 ? Math.cos(angle) : -Math.sin(angle)) / length;
  }),
);

/** [2 · length, waves · 2]: means of z e^(-iθ), all real parts of z before the imaginary ones. */
const complexAnalysis = remembered((length, waves) =>
  matrix(2 * length, 2 * waves.length, (row, column) => {
    const angle = angleOf(row % length, waves[column >> 1], length);
    return rotation(row < length, column % 2 === 0, -angle) / length;
  }),
);

/** [waves · 2, 2 · length]: sums of z e^(iθ), all real parts of the result before the imaginary ones. */
const complexSynthesis = remembered((length, waves) =>
  matrix(2 * waves.length, 2 * length, (row, column) => {
    const angle = angleOf(column % length, waves[row >> 1], length);
    return rotation(row % 2 === 0, column < length, angle);
  }),
);

/** [waves · 2, length]: real parts of the sum over waves of both signs, of which those below 0 are conjugates. */
const realSynthesis = remembered((length, waves) =>
  matrix(2 * waves.length, length, (row, point) => {
    const wave = waves[row >> 1];
    const angle = angleOf(point, wave, length);
    return (wave === 0 ? 1 : 2) * (row % 2 === 0 ? Math.cos(angle) : -Math.sin(angle));
  }),
);

/** Exact for large products, which are taken modulo the length first. */
function angleOf(point: number, wave: number, length: number): number {
  return (2 * Math.PI * ((point * wave) % length)) / length;
}

/** The entry of a rotation by an angle that leads from one part of a complex number to another. */
function rotation(fromReal: boolean, toReal: boolean, angle: number): number {
  if (fromReal === toReal) return Math.cos(angle);
  return fromReal ? Math.sin(angle) : -Math.sin(angle);
}

function matrix(rows: number, columns: number, entry: (row: number, column: number) => number): NDArray {
  const data = Float64Array.from({ length: rows * columns }, (_, at) => entry(Math.floor(at / columns), at % columns));
  return new NDArray(data, [rows, columns]);
}

/** Keeps each matrix, so that layers of one size share it in their graph. */
function remembered(
  make: (length: number, waves: readonly number[]) => NDArray,
): (length: number, waves: readonly number[]) => NDArray {
  const made = new Map<string, NDArray>();
  return (length, waves) => {
    const key = `${length} ${waves}`;
    if (!made.has(key)) made.set(key, make(length, waves));
    return made.get(key)!;
  };
}
