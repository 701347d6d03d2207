import { linspace, maximum, minimum } from "@mesoscope/core";
import { escapeHtml, htmlTable, type MimeBundle, plainTable, shortNumber } from "@mesoscope/sdk";
import type { MultiFidelityModel } from "./multi-fidelity-model.js";

const title = "Model of several fidelities: links that were tried";
const headings = ["link", "functions", "leave-one-out log density", "weight"];
const functions = { rbf: "smooth (RBF)", matern: "rougher (Matérn 5/2)" };
const curvePoints = 201;

/** A summary in plain text. */
export function multiFidelityText(model: MultiFidelityModel): string {
  return [title, ...factsOf(model).map((fact) => `  ${fact}`), plainTable({ headings, rows: rowsOf(model) })].join(
    "\n",
  );
}

/** A summary as text and as a table; for one input also a picture of the fit. */
export async function displayMultiFidelity(model: MultiFidelityModel): Promise<MimeBundle> {
  const picture = model.levels[0].X.shape[1] === 1 ? await fitSvg(model) : "";
  const facts = factsOf(model)
    .map((fact) => `<li>${escapeHtml(fact)}</li>`)
    .join("");
  return {
    "text/plain": multiFidelityText(model),
    "text/html": `${htmlTable({ caption: title, headings, rows: rowsOf(model) })}<ul>${facts}</ul>${picture}`,
  };
}

function rowsOf({ comparison }: MultiFidelityModel): string[][] {
  return comparison.map(({ link, smoothness, logDensity, weight }) => [
    link,
    functions[smoothness],
    shortNumber(logDensity),
    weight.toFixed(3),
  ]);
}

function factsOf({ levels, comparison, inflation }: MultiFidelityModel): string[] {
  const rows = levels.map(({ y }) => y.size).join(" + ");
  const share = comparison
    .filter(({ link }) => link === comparison[0].link)
    .reduce((sum, { weight }) => sum + weight, 0);
  const facts = [
    `${rows} rows from the lowest level to the highest, ${levels[0].X.shape[1]} input(s)`,
    `best: ${comparison[0].link}, which has ${(100 * share).toFixed(0)} % of the weight; densities in nats per target of the highest level`,
  ];
  if (inflation === 1) return facts;
  return [...facts, `standard deviations times ${shortNumber(inflation)}, from leave-one-out errors`];
}

/** Mean and 95 % band of the highest level, with the data of all. */
async function fitSvg(model: MultiFidelityModel): Promise<string> {
  const { band, layer, scatter } = await import("@mesoscope/plot");
  const places = model.levels.flatMap(({ X }) => Array.from(X.data));
  const x = linspace(minimum(places), maximum(places), curvePoints);
  const points = {
    x: places,
    y: model.levels.flatMap(({ y }) => Array.from(y.data)),
    color: model.levels.flatMap(({ y }, level) => Array.from(y.data, () => `level ${level}`)),
  };
  const titles = { x: "x0", y: "y" };
  return layer(band({ x }, model.predictive(x), titles), scatter(points, { ...titles, color: "data" })).toSVG();
}
