import type { NDArrayLike } from "@mesoscope/sdk";
import { formatNumbers } from "./format-numbers.js";
import { plainText } from "./plain-text.js";
import { showShape } from "./shape.js";
import { shownPositions } from "./shown-part.js";

const rowsShown = 20;
const columnsShown = 12;

/** The array as an HTML table: vectors as one column, matrices as they are, others as preformatted text. */
export function tableHtml(array: NDArrayLike, title = `NDArray ${showShape(array.shape)}`): string {
  if (array.shape.length !== 1 && array.shape.length !== 2) return `<pre>${plainText(array, title)}</pre>`;
  const [length, width = 1] = array.shape as [number, number?];
  const rows = shownPositions(length, rowsShown);
  const columns = shownPositions(width, columnsShown);
  const cells = columns.map((j) => columnCells(array.data, width, rows, j));
  const heading =
    array.shape.length === 2 ? `<thead><tr><th></th>${columns.map(headingCell).join("")}</tr></thead>` : "";
  const body = rows.map(
    (i, k) => `<tr>${headingCell(i)}${cells.map((column) => `<td>${column[k]}</td>`).join("")}</tr>`,
  );
  return `<table>${heading}<tbody>${body.join("")}</tbody></table><p>${title}</p>`;
}

function headingCell(position: number | undefined): string {
  return `<th>${position ?? "⋮"}</th>`;
}

function columnCells(
  data: Float64Array,
  width: number,
  rows: readonly (number | undefined)[],
  column: number | undefined,
): string[] {
  if (column === undefined) return rows.map(() => "…");
  const texts = formatNumbers(rows.filter((i) => i !== undefined).map((i) => data[i * width + column]!));
  let next = 0;
  return rows.map((i) => (i === undefined ? "⋮" : texts[next++]!));
}
