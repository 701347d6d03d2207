import { gaussianPredictive, NDArray } from "@mesoscope/core";
import type * as Plot from "@mesoscope/plot";
import { type MimeBundle, plainTable } from "@mesoscope/sdk";
import { showFigure } from "../common/show-figure.js";

const rowsShown = 8;
const columnsShown = 8;
const panelsShown = 4;
const stepsShown = 1000;

/** A state through time as bands, and in text its first and last steps. */
export async function showSeries(title: string, mean: NDArray, std: NDArray): Promise<MimeBundle> {
  const text = seriesText(title, mean, std);
  return mean.shape[0] > 1 ? showFigure(text, (plot) => seriesFigure(plot, title, mean, std)) : { "text/plain": text };
}

/** One panel a component with its 95 % band, the first few only. */
function seriesFigure({ band, rows }: typeof Plot, title: string, mean: NDArray, std: NDArray): Plot.Figure {
  const [steps, d] = mean.shape;
  const every = Math.ceil(steps / stepsShown);
  const x = Array.from({ length: Math.ceil(steps / every) }, (_, k) => k * every);
  const count = Math.min(d, panelsShown);
  const panels = indices(0, count).map((j) => {
    const at = (values: NDArray) => new NDArray(Float64Array.from(x, (step) => values.get(step, j)));
    return band({ x }, gaussianPredictive({ mean: at(mean), std: at(std) }), {
      height: count === 1 ? 240 : 120,
      x: j === count - 1 ? "step" : "",
      y: `component ${j}`,
      ...(j === 0 && { title: count < d ? `${title}; the first ${count} of ${d} components` : title }),
    });
  });
  return rows(...panels);
}

function seriesText(title: string, mean: NDArray, std: NDArray): string {
  const [steps, d] = mean.shape;
  const components = indices(0, Math.min(d, columnsShown));
  const row = (k: number) => [
    String(k),
    ...components.map((j) => `${short(mean.get(k, j))} ± ${short(std.get(k, j))}`),
  ];
  return plainTable({
    caption: `${title}: ${steps} steps${d > columnsShown ? `, the first ${columnsShown} of ${d} components` : ""}`,
    headings: ["step", ...components.map((j) => `component ${j}`)],
    rows: steps <= rowsShown ? indices(0, steps).map(row) : bothEnds(steps, row),
  });
}

function bothEnds(steps: number, row: (k: number) => string[]): string[][] {
  const first = indices(0, rowsShown / 2).map(row);
  const last = indices(steps - rowsShown / 2, steps).map(row);
  return [...first, first[0].map(() => "…"), ...last];
}

const indices = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);
const short = (value: number) => String(Number(value.toPrecision(5)));
