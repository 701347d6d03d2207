import { maximum, mean, NDArray } from "@mesoscope/core";
import type * as Plot from "@mesoscope/plot";
import type { Scalogram } from "./scalogram.js";

const columnsShown = 80;
/** Powers smaller than the largest by more than this are shown alike. */
const decadesShown = 4;

/** The power over time and period, and below which line the ends of the series do not disturb it. */
export function scalogramFigure({ heatmap, layer, line }: typeof Plot, picture: Scalogram): Plot.Figure {
  const { periods, coneOfInfluence } = picture;
  const [shortest, longest] = [periods.data[0], periods.data[periods.size - 1]];
  const times = thinned(picture.times.data);
  const cone = thinned(coneOfInfluence.data).map((period) => Math.min(Math.max(period, shortest), longest));
  const field = { values: levels(picture.power), x: times, y: periods };
  const axes = { x: { title: "time (s)" }, y: { title: "period (s)", scale: "log" as const } };
  const figure = heatmap(field, {
    ...axes,
    title: "Periods over time",
    subtitle: "Above the line the ends of the series disturb the power",
    color: "log₁₀ of the power",
    description: `${picture}. The power by time in seconds (across) and period in seconds (up, logarithmic), as colours; above a line the ends of the series disturb it.`,
  });
  return cone.some((period) => period > shortest && period < longest)
    ? layer(figure, line({ x: times, y: cone }, axes))
    : figure;
}

/** Decimal logarithms of the power, times drawn together so that the figure stays fluent. */
function levels(power: NDArray): NDArray {
  const rows = Array.from({ length: power.shape[0] }, (_, k) => thinned(power.row(k).data));
  const least = Math.max(maximum(power) * 10 ** -decadesShown, Number.MIN_VALUE);
  return new NDArray(
    Float64Array.from(
      rows.flatMap((row) => [...row]),
      (value) => Number(Math.log10(Math.max(value, least)).toFixed(3)),
    ),
    [rows.length, rows[0].length],
  );
}

/** The means of neighbours, at most so many as are shown. */
function thinned(values: Float64Array): Float64Array {
  const width = Math.ceil(values.length / columnsShown);
  return Float64Array.from({ length: Math.ceil(values.length / width) }, (_, j) =>
    mean(values.subarray(j * width, (j + 1) * width)),
  );
}
