import { type ArrayInput, convolve, linspace, NDArray, sum } from "@mesoscope/core";
import {
  checkOptions,
  checkPositive,
  type Displayable,
  displaySymbol,
  type MimeBundle,
  shortNumber,
  ValueError,
} from "@mesoscope/sdk";
import { finiteVector } from "../common/arguments.js";
import { showFigure } from "../common/show-figure.js";
import { scalogramFigure } from "./scalogram-figure.js";

/** Cycles of the wavelet within its envelope, as an angle; 6 makes scale and period nearly equal. */
const frequency = 6;
/** How many scales the envelope is followed to each side: beyond, it is below 10⁻⁸. */
const reach = 6.1;
const periodPerScale = (4 * Math.PI) / (frequency + Math.sqrt(2 + frequency ** 2));

/** Which periods are looked for. */
export interface ScalogramOptions {
  /** Time between two values in seconds; 1 unless given. */
  readonly interval?: number;
  /** The shortest period in seconds; twice the interval unless given. */
  readonly shortest?: number;
  /** The longest period in seconds; half the length of the series unless given. */
  readonly longest?: number;
  /** Steps from a period to twice the period; 8 unless given. */
  readonly periodsPerOctave?: number;
}

/** Which periods a series holds at which time. */
export class Scalogram implements Displayable {
  /** In seconds from the first value, of shape [n]. */
  readonly times: NDArray;
  /** In seconds, ascending, of shape [periods]. */
  readonly periods: NDArray;
  /** The square of the wavelet transform, in the square of the series' unit, of shape [periods, n]. */
  readonly power: NDArray;
  /** The longest period in seconds that the ends of the series do not disturb, by time, of shape [n]. */
  readonly coneOfInfluence: NDArray;

  /** @internal */
  constructor(parts: Pick<Scalogram, "times" | "periods" | "power" | "coneOfInfluence">) {
    this.times = parts.times;
    this.periods = parts.periods;
    this.power = parts.power;
    this.coneOfInfluence = parts.coneOfInfluence;
  }

  [displaySymbol](): Promise<MimeBundle> {
    return showFigure(this.toString(), (plot) => scalogramFigure(plot, this));
  }

  toString(): string {
    const [low, high] = [this.periods.data[0], this.periods.data[this.periods.size - 1]].map(shortNumber);
    return `Scalogram of ${this.times.size} values, ${this.periods.size} periods from ${low} s to ${high} s`;
  }
}

/**
 * The power of a series by time and period: its continuous transform by Morlet wavelets, with zeros beyond the ends and
 * the mean taken out.
 *
 * @example
 * const wave = Float64Array.from({ length: 128 }, (_, i) => Math.sin((2 * Math.PI * i) / 16));
 * const picture = scalogram(wave);
 * const middle = picture.power.column(64).data;
 * Math.round(picture.periods.data[middle.indexOf(Math.max(...middle))]); // 16
 *
 * @throws ValueError BAD_OPTION, NOT_FINITE; EMPTY with fewer than 4 values
 * @see Torrence & Compo, A practical guide to wavelet analysis, Bulletin of the American Meteorological Society 79 (1998)
 */
export function scalogram(values: ArrayInput, options: ScalogramOptions = {}): Scalogram {
  checkOptions("scalogram", options, ["interval", "shortest", "longest", "periodsPerOctave"]);
  const { data } = finiteVector(values, "scalogram: the input", 4);
  const { interval = 1, periodsPerOctave = 8 } = options;
  const { shortest = 2 * interval, longest = (data.length / 2) * interval } = options;
  for (const [name, value] of Object.entries({ interval, shortest, longest, periodsPerOctave })) {
    checkPositive("scalogram", name, value);
  }
  checkPeriods(shortest, longest, interval);
  const octaves = Math.log2(longest / shortest);
  const periods = linspace(0, octaves, Math.max(Math.round(octaves * periodsPerOctave), 1) + 1).map(
    (octave) => shortest * 2 ** octave,
  );
  const n = data.length;
  const average = sum(data) / n;
  const centred = data.map((value) => value - average);
  const power = new NDArray(new Float64Array(periods.size * n), [periods.size, n]);
  periods.data.forEach((period, k) => {
    power.data.set(powerAt(centred, period / periodPerScale / interval), k * n);
  });
  const fromEnd = (i: number) => (Math.min(i, n - 1 - i) + 0.5) * interval;
  return new Scalogram({
    times: linspace(0, (n - 1) * interval, n),
    periods,
    power,
    coneOfInfluence: new NDArray(data.map((_, i) => (fromEnd(i) / Math.SQRT2) * periodPerScale)),
  });
}

/** `|W|²` at a scale, given in samples. */
function powerAt(data: Float64Array, scale: number): Float64Array {
  const half = Math.min(Math.ceil(reach * scale), data.length - 1);
  const norm = Math.PI ** -0.25 / Math.sqrt(scale);
  const wave = (turn: (angle: number) => number) =>
    Float64Array.from({ length: 2 * half + 1 }, (_, at) => {
      const k = (at - half) / scale;
      return norm * Math.exp(-0.5 * k ** 2) * turn(frequency * k);
    });
  const [real, imaginary] = [Math.cos, Math.sin].map((turn) =>
    convolve(data, wave(turn)).data.subarray(half, half + data.length),
  );
  return real.map((value, i) => value ** 2 + imaginary[i] ** 2);
}

function checkPeriods(shortest: number, longest: number, interval: number): void {
  if (shortest >= 2 * interval && longest > shortest) return;
  throw new ValueError(
    "BAD_OPTION",
    `scalogram: periods from ${shortest} s to ${longest} s do not fit values every ${interval} s. Start at two intervals.`,
  );
}
