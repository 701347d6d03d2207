import type { Predictive } from "@mesoscope/sdk";
import { formatNumbers } from "../arrays/format-numbers.js";
import { shownPositions } from "../arrays/shown-part.js";

const rowsShown = 12;
const headings = ["", "mean", "std", "95 % from", "to"];

/** Mean, standard deviation and 95 % interval of each entry, in aligned columns. */
export function predictiveText(predictive: Predictive): string {
  const rows = [headings, ...tableRows(predictive)];
  const widths = headings.map((_, j) => Math.max(...rows.map((row) => row[j]!.length)));
  const lines = rows.map((row) => row.map((cell, j) => cell.padStart(widths[j]!)).join("  "));
  return [title(predictive), ...lines].join("\n");
}

/** The same as an HTML table. */
export function predictiveHtml(predictive: Predictive): string {
  const head = headings.map((heading) => `<th>${heading}</th>`).join("");
  const body = tableRows(predictive).map(([at, ...cells]) => {
    return `<tr><th>${at}</th>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`;
  });
  return `<p>${title(predictive)}</p><table><thead><tr>${head}</tr></thead><tbody>${body.join("")}</tbody></table>`;
}

function title(predictive: Predictive): string {
  const count = predictive.mean.data.length;
  return `${count} normal prediction${count === 1 ? "" : "s"}`;
}

function tableRows(predictive: Predictive): string[][] {
  const { lower, upper } = predictive.interval(0.95);
  const positions = shownPositions(predictive.mean.data.length, rowsShown);
  const shown = positions.filter((at) => at !== undefined);
  const columns = [predictive.mean, predictive.std, lower, upper].map(({ data }) =>
    formatNumbers(shown.map((at) => Number(data[at]!.toPrecision(6)))),
  );
  return positions.map((at) => {
    const row = shown.indexOf(at ?? -1);
    return at === undefined ? headings.map(() => "…") : [String(at), ...columns.map((column) => column[row]!)];
  });
}
