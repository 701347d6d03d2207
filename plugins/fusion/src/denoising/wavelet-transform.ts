import type { ArrayInput, NDArray } from "@mesoscope/core";
import {
  checkChoice,
  checkOptions,
  checkWhole,
  type Displayable,
  displaySymbol,
  type MimeBundle,
  shortNumber,
  tableBundle,
  ValueError,
} from "@mesoscope/sdk";
import { finiteField } from "../common/arguments.js";
import type { Extension } from "./extension.js";
import { analyse, analyseStationary, synthesise, synthesiseStationary } from "./filter-bank.js";
import { joinLines, splitLines } from "./lines.js";
import { checkWavelet, type Wavelet, type WaveletName, wavelet } from "./wavelet.js";

const waveletExtensions = ["symmetric", "reflect", "periodic", "zero"] as const;

/** How a series or a field is split into levels of detail. */
export interface WaveletOptions {
  /** `haar`, `db2`–`db10`, `sym4`–`sym8`, `coif1`–`coif5`; `sym8` unless given. */
  readonly wavelet?: WaveletName;
  /** How many times the slow part is split again; as often as the length allows unless given. */
  readonly levels?: number;
}

/** The same, with what stands beyond the ends. */
export interface DiscreteWaveletOptions extends WaveletOptions {
  /** What stands beyond the ends; `symmetric` unless given. */
  readonly extension?: (typeof waveletExtensions)[number];
}

/** One level back and forth, for a wavelet; `spacing` is 1 at the finest level and doubles with each. */
interface Scheme {
  readonly name: string;
  split(line: Float64Array, filters: Wavelet, spacing: number): ReturnType<typeof analyse>;
  join(bands: ReturnType<typeof analyse>, length: number, filters: Wavelet, spacing: number): Float64Array;
}

/**
 * The discrete wavelet transform of a series of shape [n] or a field of shape [rows, columns].
 *
 * @example
 * const transform = discreteWaveletTransform([1, 1, 5, 5], { wavelet: "haar", levels: 1 });
 * allClose(transform.details[0][0], [0, 0]); // true
 * allClose(transform.inverse(), [1, 1, 5, 5]); // true
 *
 * @throws ValueError BAD_OPTION, also where there are more levels than the length allows; NOT_FINITE; EMPTY
 * @see Mallat, A Wavelet Tour of Signal Processing, 3rd edition, section 7.3
 */
export function discreteWaveletTransform(values: ArrayInput, options: DiscreteWaveletOptions = {}): WaveletTransform {
  checkOptions("discreteWaveletTransform", options, ["wavelet", "levels", "extension"]);
  const { extension = "symmetric" } = options;
  checkChoice("discreteWaveletTransform", "extension", extension, waveletExtensions);
  return transformBy(discrete(extension), values, options);
}

/**
 * The stationary wavelet transform of a series or a field: no value is left out, so that a shift of the series shifts
 * the coefficients. The series is taken as periodic and may have any length.
 *
 * @example
 * const transform = stationaryWaveletTransform([1, 1, 5, 5], { wavelet: "haar", levels: 1 });
 * transform.details[0][0].shape; // [4]
 *
 * @throws ValueError BAD_OPTION, NOT_FINITE, EMPTY
 * @see Nason & Silverman, The stationary wavelet transform, Wavelets and Statistics (1995)
 */
export function stationaryWaveletTransform(values: ArrayInput, options: WaveletOptions = {}): WaveletTransform {
  checkOptions("stationaryWaveletTransform", options, ["wavelet", "levels"]);
  return transformBy(stationary, values, options);
}

/** The decimated transform, with what stands beyond the ends. */
export function discrete(extension: Extension): Scheme {
  return {
    name: "discreteWaveletTransform",
    split: (line, filters) => analyse(line, filters, extension),
    join: (bands, length, filters) => synthesise(bands, length, filters),
  };
}

/** The transform that leaves no value out. */
export const stationary: Scheme = {
  name: "stationaryWaveletTransform",
  split: analyseStationary,
  join: (bands, _length, filters, spacing) => synthesiseStationary(bands, filters, spacing),
};

/** A series or a field as one slow part and levels of detail. */
export class WaveletTransform implements Displayable {
  readonly wavelet: WaveletName;
  /** What is left when all details are taken out. */
  readonly approximation: NDArray;
  /** Details by level, the slowest first: one band of a series; horizontal, vertical and diagonal bands of a field. */
  readonly details: readonly (readonly NDArray[])[];
  /** Shapes of what was split, the slowest level first. */
  readonly #shapes: readonly (readonly number[])[];
  readonly #scheme: Scheme;

  /** @internal */
  constructor(
    parts: Pick<WaveletTransform, "wavelet" | "approximation" | "details">,
    shapes: readonly (readonly number[])[],
    scheme: Scheme,
  ) {
    this.wavelet = parts.wavelet;
    this.approximation = parts.approximation;
    this.details = parts.details;
    this.#shapes = shapes;
    this.#scheme = scheme;
  }

  /** The same transform with other details, of the same shapes; `level` counts from 0, the slowest. */
  mapDetails(change: (band: NDArray, level: number) => NDArray): WaveletTransform {
    const details = this.details.map((bands, level) => bands.map((band) => change(band, level)));
    const { wavelet, approximation } = this;
    return new WaveletTransform({ wavelet, approximation, details }, this.#shapes, this.#scheme);
  }

  /** The series or the field that has these coefficients. */
  inverse(): NDArray {
    const filters = wavelet(this.wavelet);
    return this.details.reduce((slow, bands, level) => {
      const shape = this.#shapes[level];
      const spacing = 2 ** (this.details.length - 1 - level);
      const join = (axis: number) => (low: NDArray, high: NDArray) =>
        joinLines(low, high, axis, (pair) => this.#scheme.join(pair, shape[axis], filters, spacing));
      if (bands.length === 1) return join(0)(slow, bands[0]);
      const [horizontal, vertical, diagonal] = bands;
      return join(0)(join(1)(slow, vertical), join(1)(horizontal, diagonal));
    }, this.approximation);
  }

  [displaySymbol](): MimeBundle {
    const energy = (band: NDArray) => shortNumber(band.data.reduce((total, value) => total + value * value, 0));
    const row = (name: string, bands: readonly NDArray[]) => [
      name,
      bands[0].shape.join(" × "),
      bands.map(energy).join(", "),
    ];
    const levels = this.details.map((bands, level) => row(`detail ${this.details.length - level}`, bands));
    return tableBundle({
      caption: `${this.#scheme.name}, wavelet ${this.wavelet}`,
      headings: ["part", "shape", "energy"],
      rows: [row("approximation", [this.approximation]), ...levels],
    });
  }
}

/** The transform by a scheme; `owner` is who is named in errors. */
export function transformBy(
  scheme: Scheme,
  values: ArrayInput,
  options: WaveletOptions,
  owner = scheme.name,
): WaveletTransform {
  const name = options.wavelet ?? "sym8";
  checkWavelet(owner, name);
  const filters = wavelet(name);
  let slow = finiteField(values, `${owner}: the input`);
  const levels = checkedLevels(owner, options.levels, slow.shape, filters);
  const shapes: (readonly number[])[] = [];
  const details: NDArray[][] = [];
  for (let level = 0; level < levels; level++) {
    shapes.unshift(slow.shape);
    const split = (field: NDArray, axis: number) =>
      splitLines(field, axis, (line) => scheme.split(line, filters, 2 ** level));
    const [low, high] = split(slow, 0);
    if (slow.rank === 1) {
      details.unshift([high]);
      slow = low;
    } else {
      const [[approximation, vertical], [horizontal, diagonal]] = [split(low, 1), split(high, 1)];
      details.unshift([horizontal, vertical, diagonal]);
      slow = approximation;
    }
  }
  return new WaveletTransform({ wavelet: name, approximation: slow, details }, shapes, scheme);
}

/** At most so many levels that the slowest filter is not longer than the series. */
function checkedLevels(owner: string, levels: number | undefined, shape: readonly number[], filters: Wavelet): number {
  const length = Math.min(...shape);
  const most = Math.max(Math.floor(Math.log2(length / (filters.analysisLow.length - 1))), 0);
  if (levels !== undefined) checkWhole(owner, "levels", levels, 1);
  if (most >= (levels ?? 1)) return levels ?? most;
  throw new ValueError(
    "BAD_OPTION",
    `${owner}: ${length} values allow ${most} levels of ${filters.name}${levels ? `, not ${levels}` : ""}. Use fewer, or a shorter wavelet such as haar.`,
  );
}
