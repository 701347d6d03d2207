import type { Figure } from "@mesoscope/plot";
import {
  counted,
  escapeHtml,
  htmlTable,
  type MimeBundle,
  plainTable,
  shortNumber,
  type TextTable,
} from "@mesoscope/sdk";
import { spreadOf } from "./learn.js";
import { hasSucceeded } from "./simulate.js";
import type { SurrogateStudy } from "./surrogate-study.js";

const outputsShown = 6;
const size = { width: 300, height: 240 };

/** A summary in plain text. */
export function studyText<Name extends string>(study: SurrogateStudy<Name>): string {
  return [titleOf(study), ...tablesOf(study).map(plainTable), ...failuresOf(study)].join("\n\n");
}

/** A summary as text, and with tables and figures. */
export async function displayStudy<Name extends string>(study: SurrogateStudy<Name>): Promise<MimeBundle> {
  const figures = study.scores.length > 0 ? await figuresOf(study) : [];
  const pictures = await Promise.all(figures.map((figure) => figure.toSVG()));
  return {
    "text/plain": studyText(study),
    "text/html": [
      `<p>${escapeHtml(titleOf(study))}</p>`,
      ...tablesOf(study).map(htmlTable),
      ...failuresOf(study).map((text) => `<p>${escapeHtml(text)}</p>`),
      ...pictures.map((svg) => `<div style="display:inline-block;margin:4px 12px 4px 0">${svg}</div>`),
    ].join(""),
  };
}

function titleOf<Name extends string>({ runs, budget, scores: [best] }: SurrogateStudy<Name>): string {
  const done = `Surrogate of a simulator, ${runs.length} of ${counted(budget, "run")}`;
  if (!best) return `${done}, no model yet`;
  return `${done}: ${best.name}, wrong by ${percent(best.relativeError)} of the outputs' spread on unseen runs`;
}

function failuresOf<Name extends string>({ runs }: SurrogateStudy<Name>): string[] {
  const failed = runs.filter((run) => !hasSucceeded(run));
  return failed.length === 0 ? [] : [`${counted(failed.length, "run")} failed, the first: ${failed[0].reason}`];
}

function tablesOf<Name extends string>(study: SurrogateStudy<Name>): TextTable[] {
  const { scores, inputs } = study;
  if (scores.length === 0) return [];
  const { X } = study.unseen;
  const ends = (take: (...values: number[]) => number, j: number) => shortNumber(take(...X.column(j).data));
  return [
    {
      caption: "Estimators on unseen runs, the best first",
      headings: ["estimator", "error / spread", "R²", "95 % intervals hold"],
      rows: scores.map(({ name, relativeError, determination, coverage, error }) =>
        error === undefined
          ? [name, percent(relativeError), determination.toFixed(4), percent(coverage)]
          : [name, "not fitted", "–", "–"],
      ),
    },
    {
      caption: "Not to be trusted outside, nor far from all runs: trusts(X) tells",
      headings: ["input", "from", "to"],
      rows: inputs.names.map((name, j) => [name, ends(Math.min, j), ends(Math.max, j)]),
    },
  ];
}

function percent(share: number): string {
  return Number.isNaN(share) ? "–" : `${Number((100 * share).toPrecision(3))} %`;
}

async function figuresOf<Name extends string>(study: SurrogateStudy<Name>): Promise<Figure[]> {
  const { layer, line, scatter } = await import("@mesoscope/plot");
  const points = parityPoints(study);
  const values = points.flatMap(({ simulated, predicted }) => [simulated, predicted]);
  const ends = [Math.min(...values), Math.max(...values)];
  const isVector = study.unseen.y.rank > 1;
  const unit = isVector ? ", standard deviations" : "";
  const parity = layer(
    scatter(points, {
      x: { column: "simulated", title: `simulated${unit}` },
      y: { column: "predicted", title: `predicted without the run${unit}` },
      ...(isVector && { color: "output" }),
      title: "Unseen runs; line: as it should be",
      ...size,
    }),
    line({ x: ends, y: ends }),
  );
  if (study.rounds.length < 2) return [parity];
  const rounds = study.rounds.map(({ runs, relativeError }) => ({ runs, error: 100 * relativeError }));
  const y = { column: "error", title: "error, % of the outputs' spread", zero: true };
  return [parity, line(rounds, { x: "runs", y, points: true, title: "Error against number of runs", ...size })];
}

/** Each run as it was and as it was predicted; several outputs in units of their spread about their mean. */
function parityPoints<Name extends string>({ unseen: { y, predicted } }: SurrogateStudy<Name>) {
  const outputs = y.size / y.shape[0];
  const spread = spreadOf(y);
  const means = Array.from(spread.data, (_, k) => {
    const column = y.data.filter((_, at) => at % outputs === k);
    return column.reduce((sum, value) => sum + value / column.length, 0);
  });
  const scaled = (value: number, k: number) => (y.rank > 1 ? (value - means[k]) / (spread.data[k] || 1) : value);
  return Array.from(y.data, (value, at) => ({
    simulated: scaled(value, at % outputs),
    predicted: scaled(predicted.data[at], at % outputs),
    output: `output ${at % outputs}`,
    k: at % outputs,
  })).filter(({ k }) => k < outputsShown);
}
