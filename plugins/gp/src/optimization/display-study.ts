import { escapeHtml, htmlTable, type MimeBundle, plainTable, shortNumber } from "@mesoscope/sdk";
import { type OptimizationStudy, violation } from "./optimization-study.js";

const rowsShown = 10;

/** A summary in plain text. */
export function studyText(study: OptimizationStudy): string {
  const { title, headings, rows } = tableOf(study);
  return [title, ...(rows.length > 0 ? [plainTable({ headings, rows })] : [])].join("\n");
}

/** A summary as text and as a table, and a picture of how the search went. */
export async function displayStudy(study: OptimizationStudy): Promise<MimeBundle> {
  const { title, headings, rows } = tableOf(study);
  const picture = study.progress.some(Number.isFinite) ? await progressSvg(study) : "";
  return {
    "text/plain": studyText(study),
    "text/html":
      rows.length > 0 ? `${htmlTable({ caption: title, headings, rows })}${picture}` : `<p>${escapeHtml(title)}</p>`,
  };
}

/** The best evaluations: the front, or those of the lowest values. */
function tableOf(study: OptimizationStudy) {
  const { evaluations, names, objectives, front } = study;
  const allowed = evaluations.filter((one) => violation(one) === 0);
  const best = objectives > 1 ? front : allowed.toSorted((a, b) => a.objectives[0] - b.objectives[0]);
  const values = objectives > 1 ? Array.from({ length: objectives }, (_, k) => `objective ${k}`) : ["objective"];
  const kind = objectives > 1 ? `${front.length} of them on the Pareto front` : "the lowest first";
  return {
    title: `Bayesian optimisation, ${evaluations.length} evaluations, ${allowed.length} allowed; ${kind}`,
    headings: ["evaluation", ...values, ...names],
    rows: best
      .slice(0, rowsShown)
      .map((one) => [String(evaluations.indexOf(one)), ...[...one.objectives, ...one.X].map(shortNumber)]),
  };
}

async function progressSvg({ progress, objectives }: OptimizationStudy): Promise<string> {
  const { line } = await import("@mesoscope/plot");
  const shown = progress.map((value, i) => ({ i, value })).filter(({ value }) => Number.isFinite(value));
  const y = objectives > 1 ? "dominated hypervolume" : "lowest objective so far";
  return line({ x: shown.map(({ i }) => i), y: shown.map(({ value }) => value) }, { x: "evaluation", y }).toSVG();
}
