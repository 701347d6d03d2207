import { checkOptions, ShapeError, ValueError } from "@mesoscope/sdk";
import { type ArrayInput, asArray } from "../arrays/as-array.js";
import { NDArray } from "../arrays/nd-array.js";
import { select } from "../arrays/select.js";
import { showShape, sizeOf } from "../arrays/shape.js";
import { fastLength } from "./factors.js";
import { inverseRealFourierTransform, realFourierTransform } from "./real-fourier-transform.js";

export interface ConvolutionOptions {
  /**
   * `"full"`: wherever the arrays overlap, of length m + n - 1, unless given; `"same"`: the middle of that, of the size of
   * the first array; `"valid"`: where the second array lies wholly within the first.
   */
  readonly mode?: "full" | "same" | "valid";
}

/**
 * The convolution `c[k] = Σⱼ a[j] b[k - j]` of two arrays of one rank, along all their axes; small ones directly, large
 * ones by Fourier transforms, whichever takes fewer operations. Transforms err by about 1e-16 of the largest entries, and
 * spread a NaN over the whole result.
 *
 * @example
 * convolve([1, 2, 3], [1, 1]).data; // [1, 3, 5, 3]
 * convolve([[1, 2], [3, 4]], [[1, 1]], { mode: "valid" }).data; // [3, 7]
 *
 * @throws ShapeError SHAPE_MISMATCH where ranks differ, or for `"valid"` where the second array is the larger one
 * @throws ValueError EMPTY, BAD_OPTION
 */
export function convolve(a: ArrayInput, b: ArrayInput, options: ConvolutionOptions = {}): NDArray {
  return convolved("convolve", asArray(a, "convolve: a"), asArray(b, "convolve: b"), options);
}

/**
 * The correlation `c[k] = Σⱼ a[j + k] b[j]` of two arrays of one rank, along all their axes, with the shift of b growing
 * from the first entry to the last.
 *
 * @example
 * correlate([1, 2, 3], [0, 1], { mode: "valid" }).data; // [2, 3]
 *
 * @throws ShapeError SHAPE_MISMATCH where ranks differ, or for `"valid"` where the second array is the larger one
 * @throws ValueError EMPTY, BAD_OPTION
 */
export function correlate(a: ArrayInput, b: ArrayInput, options: ConvolutionOptions = {}): NDArray {
  const second = asArray(b, "correlate: b");
  return convolved(
    "correlate",
    asArray(a, "correlate: a"),
    new NDArray(second.data.toReversed(), second.shape),
    options,
  );
}

function convolved(name: string, a: NDArray, b: NDArray, options: ConvolutionOptions): NDArray {
  checkOptions(name, options, ["mode"]);
  const { mode = "full" } = options;
  checkInput(name, a, b, mode);
  const lengths = a.shape.map((length, axis) => length + b.shape[axis]! - 1);
  const transformOperations = 20 * sizeOf(lengths) * Math.log2(Math.max(sizeOf(lengths), 2));
  const full = a.size * b.size <= transformOperations ? direct(a, b, lengths) : byTransforms(a, b, lengths);
  if (mode === "full") return full;
  const parts = lengths.map((length, axis) => {
    const margin = b.shape[axis]! - 1;
    const start = mode === "same" ? Math.floor(margin / 2) : margin;
    return { start, end: mode === "same" ? start + a.shape[axis]! : length - margin };
  });
  return select(full, ...parts);
}

/** Adds the whole of `b`, weighted by each entry of `a`, line by line of the last axis. */
function direct(a: NDArray, b: NDArray, lengths: readonly number[]): NDArray {
  const result = new Float64Array(sizeOf(lengths));
  const width = b.shape.at(-1)!;
  const lineStarts = (array: NDArray) => startsOf(array.shape.slice(0, -1), lengths.slice(0, -1), lengths.at(-1)!);
  const bStarts = lineStarts(b);
  const aWidth = a.shape.at(-1)!;
  lineStarts(a).forEach((aStart, aLine) => {
    for (let i = 0; i < aWidth; i++) {
      const weight = a.data[aLine * aWidth + i]!;
      bStarts.forEach((bStart, bLine) => {
        const to = aStart + bStart + i;
        for (let j = 0; j < width; j++) result[to + j]! += weight * b.data[bLine * width + j]!;
      });
    }
  });
  return new NDArray(result, lengths);
}

/** Where each line of the last axis of a smaller array starts in one of shape [...lengths, width]. */
function startsOf(shape: readonly number[], lengths: readonly number[], width: number): number[] {
  return shape.reduce<number[]>(
    (starts, length, axis) => {
      const stride = sizeOf(lengths.slice(axis + 1)) * width;
      return starts.flatMap((start) => Array.from({ length }, (_, i) => start + i * stride));
    },
    [0],
  );
}

function byTransforms(a: NDArray, b: NDArray, lengths: readonly number[]): NDArray {
  const padded = lengths.map((length) => 2 * fastLength(Math.ceil(length / 2)));
  const axes = lengths.map((_, axis) => axis);
  const [x, y] = [a, b].map((array) => realFourierTransform(pad(array, padded), { axes }));
  const whole = inverseRealFourierTransform(x!.multiply(y!), { axes, length: padded.at(-1)! });
  return select(whole, ...lengths.map((end) => ({ end })));
}

function pad(array: NDArray, lengths: readonly number[]): NDArray {
  const result = new Float64Array(sizeOf(lengths));
  const width = array.shape.at(-1)!;
  startsOf(array.shape.slice(0, -1), lengths.slice(0, -1), lengths.at(-1)!).forEach((start, line) => {
    result.set(array.data.subarray(line * width, (line + 1) * width), start);
  });
  return new NDArray(result, lengths);
}

function checkInput(name: string, a: NDArray, b: NDArray, mode: string): void {
  if (!["full", "same", "valid"].includes(mode)) {
    throw new ValueError(
      "BAD_OPTION",
      `${name}: mode is ${mode}. Give "full", "same" or "valid", which say how much to keep.`,
    );
  }
  const shapes = `shapes ${showShape(a.shape)} and ${showShape(b.shape)}`;
  if (a.rank !== b.rank || a.rank === 0) {
    throw new ShapeError("SHAPE_MISMATCH", `${name}: ${shapes} have not the same number of axes. Reshape one of them.`);
  }
  if (a.size === 0 || b.size === 0) {
    throw new ValueError(
      "EMPTY",
      `${name}: ${shapes}, and one of them has no entries. Give at least one entry in each.`,
    );
  }
  if (mode === "valid" && b.shape.some((length, axis) => length > a.shape[axis]!)) {
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `${name}: ${shapes}, and b nowhere lies within a. Give the larger array first.`,
    );
  }
}
