import { escapeHtml, htmlTable, type MimeBundle, plainTable, shortNumber } from "@mesoscope/sdk";
import type { Hyperparameter } from "./hyperparameter.js";

const headings = ["hyper-parameter", "of", "value", "unit", "in the fit"];

/** What a model says of itself. */
export interface Description {
  readonly title: string;
  readonly hyperparameters: readonly Hyperparameter[];
  readonly facts: readonly string[];
}

/** A description in plain text. */
export function describeText({ title, hyperparameters, facts }: Description): string {
  return [title, ...facts.map((fact) => `  ${fact}`), plainTable({ headings, rows: hyperparameters.map(rowOf) })].join(
    "\n",
  );
}

/** A description as text and as a table, with a picture where there is one. */
export function describe(description: Description, picture = ""): MimeBundle {
  const list = description.facts.map((fact) => `<li>${escapeHtml(fact)}</li>`).join("");
  const table = htmlTable({ caption: description.title, headings, rows: description.hyperparameters.map(rowOf) });
  return { "text/plain": describeText(description), "text/html": `${table}<ul>${list}</ul>${picture}` };
}

function rowOf({ name, inputs, value, unit, isFixed }: Hyperparameter): string[] {
  return [name, inputs.join(", "), shortNumber(value), unit, isFixed ? "fixed" : "fitted"];
}

/** A number of things: `1 row`, `12 rows`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
