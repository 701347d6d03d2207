import { linspace, maximum, minimum } from "@mesoscope/core";
import { escapeHtml, htmlTable, type MimeBundle, plainTable, shortNumber } from "@mesoscope/sdk";
import type { GaussianProcessModel } from "./gaussian-process-model.js";

const headings = ["hyper-parameter", "of", "value", "unit", "in the fit"];
const curvePoints = 201;

/** A summary in plain text. */
export function modelText(model: GaussianProcessModel): string {
  return [
    titleOf(model),
    ...factsOf(model).map((fact) => `  ${fact}`),
    plainTable({ headings, rows: rowsOf(model) }),
  ].join("\n");
}

/** A summary as text and as a table; for one input also a picture of the fit. */
export async function displayModel(model: GaussianProcessModel): Promise<MimeBundle> {
  const picture = model.data.X.shape[1] === 1 ? await fitSvg(model) : "";
  const list = factsOf(model)
    .map((fact) => `<li>${escapeHtml(fact)}</li>`)
    .join("");
  return {
    "text/plain": modelText(model),
    "text/html": `${htmlTable({ caption: titleOf(model), headings, rows: rowsOf(model) })}<ul>${list}</ul>${picture}`,
  };
}

function titleOf({ kernel }: GaussianProcessModel): string {
  return `Gaussian process, ${kernel.name} + noise`;
}

function rowsOf({ hyperparameters }: GaussianProcessModel): string[][] {
  return hyperparameters.map(({ name, inputs, value, unit, isFixed }) => [
    name,
    inputs.join(", "),
    shortNumber(value),
    unit,
    isFixed ? "fixed" : "fitted",
  ]);
}

function factsOf({ data, search, jitter, logMarginalLikelihood }: GaussianProcessModel): string[] {
  const [rows, columns] = data.X.shape;
  const censored = data.bounds?.reduce((count, bound) => count + Math.abs(bound), 0) ?? 0;
  const facts = [
    `${counted(rows, "row")}, ${counted(columns, "input")}${censored > 0 ? `, ${censored} of the targets only bounds` : ""}`,
    `log marginal likelihood ${shortNumber(logMarginalLikelihood)} nats`,
    search
      ? `fitted from ${counted(search.starts.length, "start")} with ${counted(search.evaluations, "evaluation")}`
      : "hyper-parameters as given: nothing was fitted",
  ];
  return jitter > 0 ? [...facts, `jitter ${jitter} of the mean variance was needed`] : facts;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** Mean and 95 % band of the target, with the data. */
async function fitSvg(model: GaussianProcessModel): Promise<string> {
  const { band, layer, scatter } = await import("@mesoscope/plot");
  const { X, y, inputs, bounds } = model.data;
  const [low, high] = [minimum(X), maximum(X)];
  const margin = 0.05 * (high - low || 1);
  const x = linspace(low - margin, high + margin, curvePoints);
  const titles = { x: inputs[0], y: "y" };
  const points = { x: X.reshape([X.size]), y };
  const data = bounds
    ? scatter(
        { ...points, color: Array.from(bounds, (bound) => boundNames[bound + 1]) },
        { ...titles, color: "target" },
      )
    : scatter(points, titles);
  return layer(band({ x }, model.predictive(x), titles), data).toSVG();
}

const boundNames = ["upper bound", "measured", "lower bound"];
