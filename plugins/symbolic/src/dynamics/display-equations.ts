import { escapeHtml, htmlTable, type MimeBundle, plainTable, type TextTable } from "@mesoscope/sdk";

/** Equations above, their coefficients below, then what else there is to say. */
export function displayEquations(
  equations: readonly string[],
  { headings, rows }: Pick<TextTable, "headings" | "rows">,
  notes: readonly string[],
): MimeBundle {
  const table = { caption: "Coefficients", headings, rows };
  const lines = equations.map((text) => `<code>${escapeHtml(text)}</code>`).join("<br>");
  return {
    "text/plain": [...equations, plainTable(table), ...notes].join("\n"),
    "text/html": `<p>${lines}</p>${htmlTable(table)}<p>${escapeHtml(notes.join(" "))}</p>`,
  };
}

/** To the two digits that mean something. */
export function errorText(standardError: number): string {
  return Number(standardError.toPrecision(2)).toString();
}
