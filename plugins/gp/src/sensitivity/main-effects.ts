import { linspace, NDArray } from "@mesoscope/core";
import {
  checkOptions,
  type Displayable,
  displaySymbol,
  htmlTable,
  type MimeBundle,
  plainTable,
  shortNumber,
  ValueError,
} from "@mesoscope/sdk";
import { evenlySpread } from "../propagation/evenly-spread.js";
import { type Input, readInputs, valuesOf } from "../propagation/input-distribution.js";
import { inputNames } from "../propagation/input-names.js";
import { evaluateAt, type Simulated } from "../propagation/simulator-function.js";

/** How the mean of a result goes with one input. */
export interface MainEffect {
  /** Values of the input, of shape [points]. */
  readonly x: NDArray;
  /** Mean of the result over all other inputs, of shape [points]. */
  readonly mean: NDArray;
}

/** Options of `mainEffects`. */
export interface MainEffectOptions {
  /** Places on each curve, from the 1 % to the 99 % quantile of the input; 21 by default. */
  readonly points?: number;
  /** Draws of the other inputs, the same at every place; 256 by default. */
  readonly samples?: number;
  /** What the inputs are called; as a model knows them, or x0, x1, …, unless given. */
  readonly names?: readonly string[];
  /** 0 by default. */
  readonly seed?: number;
}

/** One curve per input, that show themselves. */
export interface MainEffects extends Displayable {
  readonly curves: readonly MainEffect[];
}

/**
 * How the expected result goes with each input while all others vary: what first-order Sobol indices measure, as curves.
 *
 * @example
 * const { curves } = await mainEffects(([a, b]) => a * a + b, [[-1, 1], [0, 1]], { points: 3 });
 * curves[0].mean.data[0] > curves[0].mean.data[1]; // true
 *
 * @throws ValueError BAD_OPTION, BAD_VALUE; DataError MISSING_VALUES
 * @see Oakley & O'Hagan, J. R. Stat. Soc. B 66 (2004) 751, section 2.2
 */
export async function mainEffects(
  simulated: Simulated,
  inputs: readonly Input[],
  options: MainEffectOptions = {},
): Promise<MainEffects> {
  const owner = "mainEffects";
  checkOptions(owner, options, ["points", "samples", "names", "seed"]);
  const { points = 21, samples = 256, seed = 0 } = options;
  for (const [name, value] of [
    ["points", points],
    ["samples", samples],
  ] as const) {
    if (Number.isSafeInteger(value) && value >= 2) continue;
    throw new ValueError("BAD_OPTION", `${owner}: ${name} is ${value}. Give a whole number of at least 2.`);
  }
  const distributions = readInputs(owner, inputs);
  const size = distributions.length;
  const names = inputNames(owner, options.names, size, simulated);
  const others = evenlySpread(samples, size, seed);
  const places = linspace(0.01, 0.99, points).data;
  const curves: MainEffect[] = [];
  for (const [j, distribution] of distributions.entries()) {
    const all = Float64Array.from({ length: points * samples * size }, (_, at) =>
      at % size === j ? places[Math.floor(at / (samples * size))] : others.data[at % (samples * size)],
    );
    const { data } = await evaluateAt(
      owner,
      simulated,
      valuesOf(new NDArray(all, [points * samples, size]), distributions),
    );
    const mean = places.map((_, k) => {
      return data.subarray(k * samples, (k + 1) * samples).reduce((sum, value) => sum + value, 0) / samples;
    });
    curves.push({ x: new NDArray(places.map((p) => distribution.quantile(p))), mean: new NDArray(mean) });
  }
  return { curves, [displaySymbol]: () => displayCurves(curves, names) };
}

async function displayCurves(curves: readonly MainEffect[], names: readonly string[]): Promise<MimeBundle> {
  const { columns, line } = await import("@mesoscope/plot");
  const title = "Main effects: range of the mean result along each input";
  const headings = ["input", "lowest mean", "highest mean"];
  const rows = curves.map(({ mean }, j) => [
    names[j],
    shortNumber(Math.min(...mean.data)),
    shortNumber(Math.max(...mean.data)),
  ]);
  const figures = curves.map(({ x, mean }, j) => line({ x, y: mean }, { x: names[j], y: "mean result" }));
  return {
    "text/plain": `${title}\n${plainTable({ headings, rows })}`,
    "text/html": `${htmlTable({ caption: title, headings, rows })}${await columns(...figures).toSVG()}`,
  };
}
