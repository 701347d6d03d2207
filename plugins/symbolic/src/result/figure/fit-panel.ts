import type { FrontPicture } from "./front-view.js";
import { grey, orange, panelSize } from "./style.js";

/** The data, and what the picked formula gives: over the only variable, else against what was observed. */
export function fitPanel(
  { front, titles, sample, values, isClickable }: FrontPicture,
  picked: string,
): Record<string, unknown> {
  const isCurve = titles.variables.length === 1;
  const rows = sample.target.map((observed, i) => ({
    ...(isCurve && { x: sample.columns[0][i] }),
    observed: short(observed),
    predicted: front.map((_, k) => (Number.isFinite(values[k][i]) ? short(values[k][i]) : null)),
  }));
  const quantitative = (field: string, title: string) => ({
    field,
    type: "quantitative",
    title,
    scale: { zero: false },
    axis: { format: ".4~g" },
  });
  const data = { data: { values: rows }, transform: [{ calculate: `datum.predicted[${picked}]`, as: "value" }] };
  const points = { type: "point", filled: true, color: grey, opacity: 0.55, size: 26 };
  if (isCurve) {
    const x = quantitative("x", titles.variables[0]);
    return {
      title: isClickable ? "Data, and the formula picked" : "Data and fit",
      width: panelSize,
      height: panelSize,
      ...data,
      layer: [
        { mark: points, encoding: { x, y: quantitative("observed", titles.target) } },
        {
          mark: { type: "line", color: orange, strokeWidth: 2 },
          encoding: { x, y: quantitative("value", titles.target) },
        },
      ],
    };
  }
  return {
    title: isClickable ? "Fit of the formula picked" : "Fit",
    width: panelSize,
    height: panelSize,
    ...data,
    layer: [
      {
        mark: { type: "line", color: grey, strokeDash: [4, 4], strokeWidth: 1 },
        encoding: { x: quantitative("observed", ""), y: quantitative("observed", "") },
      },
      {
        mark: { ...points, color: orange },
        encoding: { x: quantitative("observed", `${titles.target}, observed`), y: quantitative("value", "predicted") },
      },
    ],
  };
}

function short(value: number): number {
  return Number(value.toPrecision(5));
}
