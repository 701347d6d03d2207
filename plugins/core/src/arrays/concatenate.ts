import { ShapeError, ValueError } from "@mesoscope/sdk";
import { type ArrayInput, asArray } from "./as-array.js";
import { NDArray } from "./nd-array.js";
import { checkAxis, showShape, sizeOf } from "./shape.js";

/**
 * The arrays one after the other along an axis they have, the first unless given.
 *
 * @example
 * concatenate([[1, 2], [3]]).data; // [1, 2, 3]
 * concatenate([[[1], [2]], [[3], [4]]], 1).toArray(); // [[1, 3], [2, 4]]
 *
 * @throws ShapeError SHAPE_MISMATCH where they differ along another axis
 * @throws ValueError EMPTY without arrays, BAD_AXIS
 */
export function concatenate(parts: readonly ArrayInput[], axis = 0): NDArray {
  return joined("concatenate", arraysOf("concatenate", parts), axis);
}

/**
 * Arrays of one shape along a new axis, which becomes the first unless given.
 *
 * @example
 * stack([[1, 2], [3, 4]]).shape; // [2, 2]
 * stack([[1, 2], [3, 4]], 1).toArray(); // [[1, 3], [2, 4]]
 *
 * @throws ShapeError SHAPE_MISMATCH
 * @throws ValueError EMPTY without arrays, BAD_AXIS
 */
export function stack(parts: readonly ArrayInput[], axis = 0): NDArray {
  const arrays = arraysOf("stack", parts);
  const front = checkAxis("stack", axis, arrays[0]!.rank + 1);
  const lengthened = arrays.map((part) => part.reshape(part.shape.toSpliced(front, 0, 1)));
  return joined("stack", lengthened, front);
}

/**
 * The parts of an array between positions along an axis, the first unless given; a single number of parts makes them
 * equal.
 *
 * @example
 * split([1, 2, 3, 4], 2).map(String).length; // 2
 * split([1, 2, 3, 4, 5], [1, 3])[1].data; // [2, 3]
 *
 * @throws ValueError BAD_VALUE where the parts cannot be equal or the positions do not ascend within the axis, BAD_AXIS
 */
export function split(values: ArrayInput, parts: number | readonly number[], axis = 0): NDArray[] {
  const given = asArray(values, "split: the input");
  const front = checkAxis("split", axis, given.rank);
  const length = given.shape[front]!;
  const inside = Array.isArray(parts) ? parts : equalPositions(Number(parts), length);
  const bounds = [0, ...inside, length];
  return bounds.slice(1).map((end, i) => {
    const start = bounds[i]!;
    if (!Number.isSafeInteger(end) || end < start) throw badPositions(bounds.slice(1, -1), length);
    return given.take(
      Int32Array.from({ length: end - start }, (_, k) => start + k),
      front,
    );
  });
}

function equalPositions(parts: number, length: number): number[] {
  if (Number.isSafeInteger(parts) && parts > 0 && length % parts === 0) {
    return Array.from({ length: parts - 1 }, (_, i) => ((i + 1) * length) / parts);
  }
  throw new ValueError(
    "BAD_VALUE",
    `split: ${length} entries do not make ${parts} equal parts. Give a divisor, or the positions to split at.`,
  );
}

function badPositions(positions: readonly number[], length: number): ValueError {
  return new ValueError(
    "BAD_VALUE",
    `split: the positions ${showShape(positions)} do not ascend from 0 to ${length}. Give ascending whole numbers.`,
  );
}

function arraysOf(name: string, parts: readonly ArrayInput[]): NDArray[] {
  if (!Array.isArray(parts) || parts.length === 0) {
    throw new ValueError("EMPTY", `${name}: no arrays were given. Give a list of at least one, as in ${name}([a, b]).`);
  }
  return parts.map((part, i) => asArray(part, `${name}: part ${i}`));
}

function joined(name: string, parts: readonly NDArray[], axis: number): NDArray {
  const first = parts[0]!;
  const front = checkAxis(name, axis, first.rank);
  const other = parts.find(
    ({ shape }) => shape.length !== first.rank || shape.some((n, i) => i !== front && n !== first.shape[i]),
  );
  if (other) {
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `${name}: shapes ${showShape(first.shape)} and ${showShape(other.shape)} do not fit along axis ${front}. Give equal other axes.`,
    );
  }
  const length = parts.reduce((total, { shape }) => total + shape[front]!, 0);
  const outer = sizeOf(first.shape.slice(0, front));
  const data = new Float64Array(parts.reduce((total, { size }) => total + size, 0));
  let to = 0;
  for (let i = 0; i < outer; i++) {
    for (const part of parts) {
      const block = part.size / outer;
      data.set(part.data.subarray(i * block, (i + 1) * block), to);
      to += block;
    }
  }
  return new NDArray(data, first.shape.with(front, length));
}
