import { type ArrayInput, asArray, NDArray } from "@mesoscope/core";
import { checkOptions, ShapeError, tick, ValueError } from "@mesoscope/sdk";
import { compile, type DeviceOptions, greater, reshape, subtract, type Tensor, where } from "@mesoscope/tensor";
import { type Attribution, checkOneNumber } from "./attribution.js";

/** Options of `occlusion`. */
export interface OcclusionOptions extends DeviceOptions {
  /** What hides a part: a number, 0 unless given, or an array as of one row. */
  readonly baseline?: ArrayInput | number;
  /** Lengths of the parts along the axes of a row, 1 for all unless given; the last ones may be shorter. */
  readonly window?: readonly number[];
}

/**
 * How much a prediction falls when a part of the input is hidden, part after part; each entry of the result holds what
 * its part gives. Needs no gradient and sees jumps; one call for each part, for all rows at once.
 *
 * @param f one number per row, for inputs of shape [n, …]
 *
 * @example
 * import { multiply, sum } from "@mesoscope/tensor";
 *
 * const hide = occlusion((x) => sum(multiply(x, [3, -2]), 1), { device: "reference" });
 * (await hide([[10, 20]])).data; // [30, -40]
 *
 * @throws ValueError BAD_OPTION, NO_DEVICE; ShapeError SHAPE_MISMATCH, NOT_SCALAR where f gives more than one number per row
 * @see Zeiler & Fergus, Visualizing and understanding convolutional networks, ECCV (2014), section 4.2
 */
export function occlusion(f: (x: Tensor) => Tensor, options: OcclusionOptions = {}): Attribution<Tensor> {
  checkOptions("occlusion", options, ["baseline", "window", "device", "precision"]);
  const { baseline = 0, window, ...device } = options;
  const bad = window?.find((length) => !(Number.isInteger(length) && length >= 1));
  if (bad !== undefined) {
    throw new ValueError("BAD_OPTION", `occlusion: window has a length of ${bad}. Give whole numbers of at least 1.`);
  }
  const fall = compile((x: Tensor, mask: Tensor, hidden: Tensor) => {
    const values = f(x);
    checkOneNumber("occlusion", values, x.shape[0]);
    return reshape(subtract(values, f(where(greater(mask, 0.5), hidden, x))), [-1]);
  }, device);

  const explain = async (given: ArrayInput | number): Promise<NDArray> => {
    const x = asArray(given as ArrayInput, "occlusion: the input");
    if (x.size === 0 || x.rank < 2) {
      throw new ShapeError(
        "EMPTY",
        `occlusion: the input has shape [${x.shape.join(", ")}]. Give rows of at least one entry.`,
      );
    }
    const row = x.shape.slice(1);
    const result = new NDArray(new Float64Array(x.size), x.shape);
    const size = x.size / x.shape[0];
    const parts = partsOf(row, window ?? row.map(() => 1));
    for (const [k, entries] of parts.entries()) {
      await tick(k, parts.length);
      const mask = new NDArray(new Float64Array(size), [1, ...row]);
      for (const at of entries) mask.data[at] = 1;
      const { data } = await fall(x, mask, baseline);
      for (let i = 0; i < x.shape[0]; i++) for (const at of entries) result.data[i * size + at] = data[i];
    }
    return result;
  };
  return Object.assign(explain, { dispose: () => fall.dispose() });
}

/** The entries of a row, by number, in parts of a window's lengths. */
function partsOf(row: readonly number[], window: readonly number[]): number[][] {
  if (window.length !== row.length) {
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `occlusion: window has ${window.length} lengths but a row has shape [${row.join(", ")}]. Give one for each axis.`,
    );
  }
  const parts = new Map<string, number[]>();
  const size = row.reduce((product, length) => product * length, 1);
  for (let at = 0; at < size; at++) {
    let rest = at;
    const part = row.map((length, axis) => {
      const inner = row.slice(axis + 1).reduce((product, next) => product * next, 1);
      const place = Math.floor(rest / inner) % length;
      rest %= inner;
      return Math.floor(place / window[axis]);
    });
    const key = part.join(" ");
    const entries = parts.get(key);
    if (entries) entries.push(at);
    else parts.set(key, [at]);
  }
  return [...parts.values()];
}
