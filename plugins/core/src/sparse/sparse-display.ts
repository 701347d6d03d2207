import { formatNumbers } from "../arrays/format-numbers.js";
import { showShape } from "../arrays/shape.js";
import type { SparseMatrix } from "./sparse-matrix.js";

const entriesShown = 8;
const cellsShown = 40;
const cellSize = 5;

/** Shape, number of entries and the first of them. */
export function sparseText(matrix: SparseMatrix): string {
  return [title(matrix), ...firstEntries(matrix).map(([i, j, value]) => `  (${i}, ${j})  ${value}`)].join("\n");
}

/** The same as a table, beside a picture of where the entries stand. */
export function sparseHtml(matrix: SparseMatrix): string {
  const rows = firstEntries(matrix).map(([i, j, value]) => `<tr><th>${i}</th><th>${j}</th><td>${value}</td></tr>`);
  const head = "<thead><tr><th>row</th><th>column</th><th>value</th></tr></thead>";
  return `<p>${title(matrix)}</p>${picture(matrix)}<table>${head}<tbody>${rows.join("")}</tbody></table>`;
}

function title({ shape, count }: SparseMatrix): string {
  const share = count / (shape[0] * shape[1] || 1);
  return `SparseMatrix ${showShape(shape)}: ${count} entries, ${Number((100 * share).toPrecision(3))} % of all`;
}

function firstEntries({ rowStarts, columns, values }: SparseMatrix): string[][] {
  const texts = formatNumbers([...values.subarray(0, entriesShown)]);
  const shown = texts.map((text, k) => [
    String(rowStarts.findIndex((start) => start > k) - 1),
    String(columns[k]),
    text,
  ]);
  return values.length > entriesShown ? [...shown, ["…", "…", "…"]] : shown;
}

/** A grid of cells, the darker the more entries stand in them. */
function picture(matrix: SparseMatrix): string {
  const [rows, columns] = matrix.shape;
  if (matrix.count === 0) return "";
  const scale = Math.min(1, cellsShown / Math.max(rows, columns));
  const [height, width] = [Math.ceil(rows * scale), Math.ceil(columns * scale)];
  const counts = new Float64Array(height * width);
  for (let i = 0; i < rows; i++) {
    for (let k = matrix.rowStarts[i]!; k < matrix.rowStarts[i + 1]!; k++) {
      counts[Math.floor(i * scale) * width + Math.floor(matrix.columns[k]! * scale)]!++;
    }
  }
  const most = counts.reduce((a, b) => Math.max(a, b));
  const cells = Array.from(counts, (count, at) => {
    if (count === 0) return "";
    const place = `x="${(at % width) * cellSize}" y="${Math.floor(at / width) * cellSize}"`;
    return `<rect ${place} width="${cellSize}" height="${cellSize}" fill-opacity="${(0.2 + (0.8 * count) / most).toFixed(2)}"/>`;
  });
  const size = `width="${width * cellSize}" height="${height * cellSize}"`;
  const name = `Where the entries of a sparse matrix of ${rows} rows and ${columns} columns stand`;
  return `<svg ${size} role="img" aria-label="${name}" fill="#0072b2" style="outline:1px solid gray">${cells.join("")}</svg>`;
}
