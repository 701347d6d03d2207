import type { Figure } from "@mesoscope/plot";
import { escapeHtml, htmlTable, type MimeBundle, plainTable, type TextTable } from "@mesoscope/sdk";
import type { Discovery } from "./discovery.js";
import { placeText } from "./domain.js";
import type { FittedConstant } from "./fitted-constant.js";
import type { FormulaContext } from "./formula-data.js";
import { rSquaredText, shown } from "./numbers-in-words.js";

/** A discovery in plain text: the law, its constants, the front and what else it could have been. */
export function discoveryText(discovery: Discovery, context: FormulaContext): string {
  const { best } = discovery;
  return [`${best.text}    R² = ${rSquaredText(best.loss)}`, ...tablesOf(discovery, context).map(plainTable)].join(
    "\n\n",
  );
}

/** The same with the law typeset, a picture of the front and the fit, and the explanation. */
export async function displayDiscovery(
  discovery: Discovery,
  context: FormulaContext,
  picture: Figure,
): Promise<MimeBundle> {
  const tex = `$$${discovery.best.toTex()}$$`;
  const tables = tablesOf(discovery, context).map(htmlTable).join("");
  return {
    "text/plain": discoveryText(discovery, context),
    "text/html": [
      `<div style="font-size: 1.3em">${escapeHtml(tex)}</div>`,
      await picture.toSVG(),
      `<div style="display: flex; flex-wrap: wrap; gap: 2em; align-items: flex-start">${tables}</div>`,
      `<details><summary>Explanation</summary><p>${escapeHtml(discovery.explain())}</p></details>`,
    ].join(""),
    "text/latex": tex,
  };
}

function tablesOf(discovery: Discovery, context: FormulaContext): TextTable[] {
  return [...constantsTable(discovery), frontTable(discovery), ...alternativesTable(discovery, context)];
}

/** Could it have been another law? */
function alternativesTable(discovery: Discovery, context: FormulaContext): TextTable[] {
  const alternatives = discovery.alternatives();
  if (alternatives.length === 0) return [];
  return [
    {
      caption: "Other forms, at most 5 nats longer",
      headings: ["formula", "nats more", "differs most at", "by noise deviations"],
      rows: alternatives.map(({ formula, nats, measureAt, difference }) => [
        formula.text,
        shown(nats, 2),
        placeText(context, measureAt),
        Number.isFinite(difference) ? shown(difference, 2) : "–",
      ]),
    },
  ];
}

function frontTable({ front, best }: Discovery): TextTable {
  return {
    caption: "Front",
    headings: ["formula", "complexity", "R²", "nats more", ""],
    rows: front.map((formula) => [
      formula.text,
      String(formula.complexity),
      rSquaredText(formula.loss),
      String(Math.round(formula.descriptionLength - best.descriptionLength)),
      formula === best ? "chosen" : "",
    ]),
  };
}

function constantsTable({ best }: Discovery): TextTable[] {
  if (best.constants.length === 0) return [];
  const headings = ["constant", "value", "standard error", "95 % from", "to", "unit", "read as"];
  const rows = best.constants.map(constantRow);
  return [withoutEmptyColumns({ caption: `Constants of ${best.form}`, headings, rows })];
}

function constantRow(constant: FittedConstant): string[] {
  const { name, group, value, standardError, unit, tidied } = constant;
  const { lower, upper } = constant.interval(0.95);
  const numbers =
    standardError === undefined ? ["–", "–", "–"] : [standardError, lower, upper].map((number) => shown(number));
  const label = group === undefined ? name : `${name} (${group})`;
  return [label, shown(value, 8), ...numbers, unit ?? "", tidied ?? ""];
}

function withoutEmptyColumns({ headings, rows, ...table }: TextTable): TextTable {
  const isKept = headings.map((_, column) => rows.some((row) => row[column] !== ""));
  const kept = (cells: readonly string[]) => cells.filter((_, column) => isKept[column]);
  return { ...table, headings: kept(headings), rows: rows.map(kept) };
}
