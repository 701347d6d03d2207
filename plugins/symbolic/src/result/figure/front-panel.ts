import { rSquaredText } from "../numbers-in-words.js";
import type { FrontPicture } from "./front-view.js";
import { blue, grey, orange, panelSize } from "./style.js";

/** Losses of rounding are drawn here. */
const leastLoss = 1e-32;

/** The formulas by complexity and loss; the picked one is orange, the chosen one a diamond. */
export function frontPanel({ front, chosen, isClickable }: FrontPicture, picked: string): Record<string, unknown> {
  const values = front.map((formula, k) => ({
    formula: k,
    complexity: formula.complexity,
    loss: Math.max(formula.loss, leastLoss),
    text: formula.text,
    rSquared: rSquaredText(formula.loss),
    nats: Math.round(formula.descriptionLength - front[chosen].descriptionLength),
    choice: k === chosen ? "chosen" : "",
    // One that is there for a constant less than a simpler one that fits better stands above the line.
    isOnLine: front.slice(0, k).every((simpler) => simpler.loss > formula.loss),
  }));
  const complexities = front.map(({ complexity }) => complexity);
  const x = {
    field: "complexity",
    type: "quantitative",
    title: "complexity (nodes)",
    scale: { domain: [Math.min(...complexities) - 1, Math.max(...complexities) + 1], nice: false },
    axis: { tickMinStep: 1, format: "d" },
  };
  const { domain, ticks } = powersOfTen(values.map(({ loss }) => loss));
  const y = {
    field: "loss",
    type: "quantitative",
    title: "unexplained: 1 − R²",
    scale: { type: "log", domain, nice: false },
    axis: { format: "~e", values: ticks },
  };
  const isPicked = { test: `datum.formula === ${picked}` };
  return {
    title: isClickable ? "Front: click a point" : "Front",
    width: panelSize,
    height: panelSize,
    data: { values },
    encoding: { x, y },
    layer: [
      {
        transform: [{ filter: "datum.isOnLine" }],
        mark: { type: "line", interpolate: "step-after", color: grey, strokeWidth: 1 },
      },
      {
        name: "front",
        mark: { type: "point", filled: true, opacity: 1, cursor: "pointer", strokeWidth: 1.5 },
        encoding: {
          shape: { condition: { test: "datum.choice === 'chosen'", value: "diamond" }, value: "circle" },
          size: { condition: { ...isPicked, value: 240 }, value: 90 },
          fill: { condition: { ...isPicked, value: orange }, value: blue },
          stroke: { value: "#FFFFFF" },
          tooltip: [
            { field: "text", title: "formula" },
            { field: "rSquared", title: "R²" },
            { field: "complexity", title: "complexity" },
            { field: "nats", title: "nats more" },
          ],
        },
      },
      {
        transform: [{ filter: "datum.choice === 'chosen'" }],
        mark: { type: "text", align: "left", dx: 12, dy: -12, fontSize: 12 },
        encoding: { text: { field: "choice" } },
      },
    ],
  };
}

/** A logarithmic axis around these values, with at most some seven ticks at powers of ten. */
function powersOfTen(values: readonly number[]): {
  readonly domain: readonly number[];
  readonly ticks: readonly number[];
} {
  const logarithms = values.map(Math.log10);
  const low = Math.floor(Math.min(...logarithms) - 0.2);
  const high = Math.max(...logarithms) + 0.3;
  const stride = Math.ceil((high - low) / 7);
  const count = Math.floor((high - low) / stride) + 1;
  const ticks = Array.from({ length: count }, (_, i) => Number(`1e${low + i * stride}`));
  return { domain: [10 ** low, 10 ** high], ticks };
}
