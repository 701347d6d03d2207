import { type Mark, vegaFigure } from "../vega-figure.js";

interface Drawable {
  readonly support: readonly [lower: number, upper: number];
  readonly isDiscrete: boolean;
  density(x: number): number;
  quantile(probability: number): number;
}

const points = 200;

/** The density, over all but a thousandth of the probability. */
export function distributionFigure(distribution: Drawable & { toString(): string }): object {
  const [lower, upper] = [distribution.quantile(0.0005), distribution.quantile(0.9995)];
  const [name, mark, x]: [string, Mark["mark"], number[]] = distribution.isDiscrete
    ? ["probability", "bar", wholeNumbers(lower, upper)]
    : ["density", "line", evenly(lower, upper)];
  const y = x.map((value) => distribution.density(value));
  const shown = x.filter((_, i) => Number.isFinite(y[i]));
  const description = `The ${name} of ${distribution}, from ${lower.toPrecision(4)} to ${upper.toPrecision(4)}.`;
  return vegaFigure({ title: String(distribution), description, x: "x", y: name }, [
    { mark, x: shown, y: y.filter(Number.isFinite) },
  ]);
}

function evenly(lower: number, upper: number): number[] {
  return Array.from({ length: points + 1 }, (_, i) => lower + ((upper - lower) * i) / points);
}

function wholeNumbers(lower: number, upper: number): number[] {
  const stride = Math.max(1, Math.ceil((upper - lower) / points));
  return Array.from({ length: Math.floor((upper - lower) / stride) + 1 }, (_, i) => lower + i * stride);
}
