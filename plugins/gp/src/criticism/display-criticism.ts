import type { Figure } from "@mesoscope/plot";
import { escapeHtml, htmlTable, type MimeBundle, plainTable, shortNumber } from "@mesoscope/sdk";
import { priorMatrix } from "../likelihoods/gaussian-sites.js";
import type { Criticism } from "./criticism.js";

const checkHeadings = ["drawn targets", "observed", "5 %", "95 %", "drawn above"];
const parameterHeadings = ["hyper-parameter", "of", "value", "unit", "in the fit"];
const size = { width: 300, height: 220 };
const mostHeatRows = 60;

/** The findings and the tables, in plain text. */
export function criticismText(criticism: Criticism): string {
  return [
    titleOf(criticism),
    ...findingsOf(criticism).map((finding) => `  ${finding}`),
    plainTable({ headings: checkHeadings, rows: checkRows(criticism) }),
    plainTable({ headings: parameterHeadings, rows: parameterRows(criticism) }),
  ].join("\n");
}

/** Findings, pictures and tables. */
export async function displayCriticism(criticism: Criticism): Promise<MimeBundle> {
  const figures = await Promise.all((await figuresOf(criticism)).map((figure) => figure.toSVG()));
  const findings = findingsOf(criticism).map((finding) => `<li>${escapeHtml(finding)}</li>`);
  const pictures = figures.map((svg) => `<div style="display:inline-block;margin:4px 12px 4px 0">${svg}</div>`);
  return {
    "text/plain": criticismText(criticism),
    "text/html": [
      `<h3>${escapeHtml(titleOf(criticism))}</h3><ul>${findings.join("")}</ul>`,
      `<div>${pictures.join("")}</div>`,
      htmlTable({
        caption: "Targets drawn from the model beside the real ones",
        headings: checkHeadings,
        rows: checkRows(criticism),
      }),
      htmlTable({ caption: "Hyper-parameters", headings: parameterHeadings, rows: parameterRows(criticism) }),
    ].join(""),
  };
}

function titleOf({ model, rows }: Criticism): string {
  return `Criticism of a Gaussian process, ${model.kernel.name} + noise, on ${rows.length} measured rows`;
}

function findingsOf({ findings }: Criticism): readonly string[] {
  return findings.length > 0 ? findings : ["nothing stands out"];
}

function checkRows({ checks }: Criticism): string[][] {
  return checks.map(({ statistic, observed, lower, upper, probability }) => [
    statistic,
    ...[observed, lower, upper].map(shortNumber),
    `${(100 * probability).toFixed(0)} %`,
  ]);
}

function parameterRows({ model }: Criticism): string[][] {
  return model.hyperparameters.map(({ name, inputs, value, unit, isFixed }) => [
    name,
    inputs.join(", "),
    shortNumber(value),
    unit,
    isFixed ? "fixed" : "fitted",
  ]);
}

async function figuresOf(criticism: Criticism): Promise<Figure[]> {
  const { histogram, layer, line, rule, scatter } = await import("@mesoscope/plot");
  const { model, rows, standardizedResiduals, calibration, learningCurve } = criticism;
  const mean = model.leaveOneOut().mean;
  const residuals = layer(
    scatter(
      { x: rows.map((i) => mean.data[i]), y: standardizedResiduals },
      {
        title: "Residuals, each row left out",
        x: "predicted target",
        y: "residual in standard deviations",
        ...size,
      },
    ),
    rule({ y: 2 }),
    rule({ y: 0 }),
    rule({ y: -2 }),
  );
  const coverage = layer(
    scatter(
      { x: calibration.map(({ level }) => level), y: calibration.map(({ coverage: found }) => found) },
      { title: "Calibration; line: as it should be", x: "level of the interval", y: "rows inside, share", ...size },
    ),
    line({ x: [0, 1], y: [0, 1] }),
  );
  const spread = histogram(
    { x: standardizedResiduals },
    { title: "Distribution of the residuals", x: "residual in standard deviations", ...size },
  );
  const curve = line(
    { x: learningCurve.map(({ rows: count }) => count), y: learningCurve.map((point) => point.rootMeanSquareError) },
    { title: "Learning curve", x: "rows", y: "root mean square error on the others", points: true, ...size },
  );
  return [residuals, coverage, spread, ...(learningCurve.length > 1 ? [curve] : []), await heatOf(criticism)];
}

/** How rows, ordered along the first input, correlate before the data. */
async function heatOf({ model, rows }: Criticism): Promise<Figure> {
  const { heatmap } = await import("@mesoscope/plot");
  const { X, inputs } = model.data;
  const ordered = rows.toSorted((a, b) => X.get(a, 0) - X.get(b, 0));
  const step = Math.max(1, ordered.length / mostHeatRows);
  const shown = Array.from({ length: Math.min(ordered.length, mostHeatRows) }, (_, k) => ordered[Math.floor(k * step)]);
  const values = model.kernel.parameters(inputs.length).map(({ start }) => start!);
  const matrix = priorMatrix(X.take(shown), model.kernel.bind(values, inputs.length));
  const count = shown.length;
  const correlation = matrix.map((value, at) => {
    const [i, j] = [Math.floor(at / count), at % count];
    return value / Math.sqrt(matrix.data[i * (count + 1)] * matrix.data[j * (count + 1)]);
  });
  return heatmap(
    { values: correlation },
    {
      title: "Kernel between the rows",
      x: `row, by ${inputs[0]}`,
      y: `row, by ${inputs[0]}`,
      color: "correlation",
      middle: 0,
      width: 220,
      height: 220,
    },
  );
}
