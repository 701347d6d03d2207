import { gridPoints, linspace, type NDArray } from "@mesoscope/core";
import { escapeHtml, htmlTable, type MimeBundle, plainTable, shortNumber } from "@mesoscope/sdk";
import { problemText } from "../problem.js";
import type { PhysicsInformedModel } from "./physics-informed-model.js";

const curvePoints = 201;
const gridSize = 81;
const level = 0.95;
const headings = ["unknown", "value", "standard error", "95 % from", "to"];

/** A summary in plain text. */
export function modelText(model: PhysicsInformedModel): string {
  const rows = unknownRows(model);
  const table = rows.length > 0 ? [plainTable({ headings, rows })] : [];
  return [problemText(model.problem), ...factsOf(model).map((fact) => `  ${fact}`), ...table].join("\n");
}

/** The summary, the unknowns as a table, and pictures of the search and, for one or two coordinates, of the fields. */
export async function displayModel(model: PhysicsInformedModel): Promise<MimeBundle> {
  const list = factsOf(model).map((fact) => `<li>${escapeHtml(fact)}</li>`);
  const rows = unknownRows(model);
  const table = rows.length > 0 ? htmlTable({ headings, rows }) : "";
  const figures = [await historyFigure(model), ...(await fieldFigures(model))];
  const pictures = await Promise.all(figures.map((figure) => figure.toSVG()));
  return {
    "text/plain": modelText(model),
    "text/html": `<p>${escapeHtml(problemText(model.problem))}</p><ul>${list.join("")}</ul>${table}${pictures.join("")}`,
  };
}

/** The round that counts. */
function bestOf({ history }: PhysicsInformedModel) {
  return history.reduce((best, round) => (round.loss < best.loss ? round : best));
}

function factsOf(model: PhysicsInformedModel): string[] {
  const { iterations, residual, conditions, error } = bestOf(model);
  const facts = [`root mean square residual ${shortNumber(residual)} after ${iterations} iterations`];
  conditions.forEach((left, i) => {
    facts.push(`${model.problem.terms[i]?.name ?? "data"}: root mean square ${shortNumber(left)}`);
  });
  return error === undefined ? facts : [...facts, `relative error against the reference ${shortNumber(error)}`];
}

function unknownRows({ unknowns }: PhysicsInformedModel): string[][] {
  return Object.entries(unknowns).map(([name, unknown]) => {
    const { lower, upper } = unknown.interval(level);
    return [name, ...[unknown.value, unknown.std, lower, upper].map(shortNumber)];
  });
}

async function historyFigure({ history }: PhysicsInformedModel) {
  const { line } = await import("@mesoscope/plot");
  const hasError = history.every(({ error }) => error !== undefined);
  const curves = [
    { of: "residual", value: history.map(({ residual }) => residual) },
    ...(hasError ? [{ of: "error", value: history.map(({ error }) => error!) }] : []),
  ];
  const table = {
    x: curves.flatMap(() => history.map(({ iterations }) => iterations)),
    y: curves.flatMap(({ value }) => value),
    color: curves.flatMap(({ of, value }) => value.map(() => of)),
  };
  return line(table, {
    title: "Search",
    x: "iterations",
    y: { title: hasError ? "rms residual, relative error" : "rms residual", scale: "log" },
    points: true,
  });
}

async function fieldFigures(model: PhysicsInformedModel) {
  const { fields, coordinates } = model.problem.names;
  if (coordinates.length > 2) return [];
  const { heatmap, line } = await import("@mesoscope/plot");
  const { lower, upper } = model.problem.domain;
  const count = coordinates.length === 1 ? curvePoints : gridSize;
  const axes = coordinates.map((_, j) => linspace(lower[j]!, upper[j]!, count));
  const grid = gridPoints(...axes);
  const found = fields.map((field) => valuesOn(model, field, grid));
  if (axes.length === 1) {
    return fields.map((field, k) =>
      line({ x: axes[0]!, y: found[k]! }, { x: coordinates[0]!, y: field, title: field }),
    );
  }
  return fields.map((field, k) => {
    const rows = Array.from({ length: count }, (_, i) => found[k]!.slice(i * count, (i + 1) * count));
    const values = { values: rows, x: axes[1]!, y: axes[0]! };
    return heatmap(values, { title: field, color: field, x: coordinates[1]!, y: coordinates[0]! });
  });
}

/** A field on a grid, NaN outside the domain. */
function valuesOn(model: PhysicsInformedModel, field: string, grid: NDArray): number[] {
  const isInside = model.problem.domain.contains(grid);
  const rows = Int32Array.from(isInside.flatMap((inside, i) => (inside ? [i] : [])));
  const values = new Array<number>(isInside.length).fill(Number.NaN);
  model.evaluate(field, grid.take(rows, 0)).data.forEach((value, k) => {
    values[rows[k]!] = value;
  });
  return values;
}
