import { maximum, sum } from "@mesoscope/core";
import type { Scalogram } from "./scalogram.js";

const columnsShown = 180;
/** Powers smaller than the largest by more than this are shown alike. */
const decadesShown = 4;

/** A Vega-Lite figure of the power over time and period; times are drawn together so that it stays fluent. */
export function scalogramFigure(picture: Scalogram): object {
  const { times, periods, power } = picture;
  const n = times.size;
  const width = Math.ceil(n / columnsShown);
  const step = n > 1 ? times.data[1] - times.data[0] : 1;
  const ratio = periods.size > 1 ? Math.sqrt(periods.data[1] / periods.data[0]) : 2;
  const least = Math.max(maximum(power) * 10 ** -decadesShown, Number.MIN_VALUE);
  const values = Array.from(periods.data).flatMap((period, k) =>
    Array.from({ length: Math.ceil(n / width) }, (_, j) => {
      const [from, to] = [j * width, Math.min((j + 1) * width, n)];
      const mean = sum(power.data.subarray(k * n + from, k * n + to)) / (to - from);
      return {
        start: times.data[from],
        end: times.data[from] + (to - from) * step,
        low: period / ratio,
        high: period * ratio,
        power: Math.log10(Math.max(mean, least)),
      };
    }),
  );
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v5.json",
    title: "Periods over time",
    description: `${picture}. The power by time in seconds (across) and period in seconds (up, logarithmic), as colours.`,
    width: 520,
    height: 320,
    data: { values },
    mark: { type: "rect", strokeWidth: 0 },
    encoding: {
      x: { field: "start", type: "quantitative", title: "time (s)", scale: { nice: false, zero: false } },
      x2: { field: "end" },
      y: { field: "low", type: "quantitative", title: "period (s)", scale: { type: "log", nice: false } },
      y2: { field: "high" },
      color: { field: "power", type: "quantitative", title: "log₁₀ of the power", scale: { scheme: "viridis" } },
    },
  };
}
