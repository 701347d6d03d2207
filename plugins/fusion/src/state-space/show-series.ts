import type { NDArray } from "@mesoscope/core";
import { htmlTable, type MimeBundle, plainTable } from "@mesoscope/sdk";

const rowsShown = 8;
const columnsShown = 8;

/** The first and last steps of a state, each component with its standard deviation. */
export function showSeries(title: string, mean: NDArray, std: NDArray): MimeBundle {
  const [steps, d] = mean.shape;
  const components = Array.from({ length: Math.min(d, columnsShown) }, (_, j) => j);
  const row = (k: number) => [
    String(k),
    ...components.map((j) => `${short(mean.get(k, j))} ± ${short(std.get(k, j))}`),
  ];
  const table = {
    caption: `${title}: ${steps} steps${d > columnsShown ? `, the first ${columnsShown} of ${d} components` : ""}`,
    headings: ["step", ...components.map((j) => `component ${j}`)],
    rows: steps <= rowsShown ? indices(0, steps).map(row) : bothEnds(steps, row),
  };
  return { "text/plain": plainTable(table), "text/html": htmlTable(table) };
}

function bothEnds(steps: number, row: (k: number) => string[]): string[][] {
  const first = indices(0, rowsShown / 2).map(row);
  const last = indices(steps - rowsShown / 2, steps).map(row);
  return [...first, first[0].map(() => "…"), ...last];
}

const indices = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);
const short = (value: number) => String(Number(value.toPrecision(5)));
