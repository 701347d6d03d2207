import { type CellProvenance, escapeHtml } from "@mesoscope/sdk";

/** What is drawn of one cell. */
interface Row {
  readonly cell: CellProvenance;
  readonly y: number;
}

/** A cell and those that take something from it: one line beside the cells, from the first to the last of them. */
interface Line {
  readonly from: Row;
  readonly to: readonly { readonly row: Row; readonly names: readonly string[] }[];
  readonly top: number;
  readonly bottom: number;
  lane: number;
}

const rowHeight = 22;
const noteHeight = 16;
const laneWidth = 14;
const bend = 6;
const fontSize = 12;
/** Of a fixed-width font, at most. */
const letterWidth = 7.4;
const longestTitle = 44;
const longestNote = 90;
const ink = "var(--jp-ui-font-color1, #767676)";
const faint = "var(--jp-ui-font-color2, #767676)";
const warning = "var(--jp-warn-color0, #a65e00)";

/** `data [1], model [3]`: what a cell takes, and from which. */
export function takenFrom({ reads }: CellProvenance, cells: readonly CellProvenance[]): string {
  const counts = new Map(cells.map(({ id, count }) => [id, count]));
  return Object.entries(reads)
    .map(([name, id]) => `${name} [${counts.get(id) ?? "deleted"}]`)
    .join(", ");
}

/** Cells below each other, beside them a line from each to those that take something from it, as SVG. */
export function drawGraph(cells: readonly CellProvenance[], summary: string): string {
  const rows = placeRows(cells);
  const lines = placeLines(rows);
  const x = laneWidth * (1 + Math.max(0, ...lines.map(({ lane }) => lane + 1)));
  const texts = rows.map((row) => drawRow(row, x, cells));
  const widest = Math.max(...texts.map(({ letters }) => letters));
  const width = Math.ceil(x + laneWidth + letterWidth * widest);
  const last = rows.at(-1)!;
  const height = last.y + heightOf(last.cell) + noteHeight;
  const legend = text(x + laneWidth, height - noteHeight / 2, faint, "● up to date   ◇ out of date");
  return `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="${escapeHtml(summary)}" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" style="max-width:100%;height:auto" font-family="var(--jp-code-font-family, monospace)" font-size="${fontSize}">
<title>${escapeHtml(summary)}</title>
${[...lines.map((line) => drawLine(line, x)), ...texts.map(({ svg }) => svg), legend].join("\n")}
</svg>`;
}

/** Each cell after those that it takes something from, else in the order given. */
export function sourcesFirst(cells: readonly CellProvenance[]): CellProvenance[] {
  const byId = new Map(cells.map((cell) => [cell.id, cell]));
  const placed = new Set<CellProvenance>();
  const begun = new Set<CellProvenance>();
  const waiting = cells.toReversed();
  for (let cell = waiting.at(-1); cell; cell = waiting.at(-1)) {
    const sources = Object.values(cell.reads).flatMap((id) => byId.get(id) ?? []);
    const missing = begun.has(cell) ? [] : sources.filter((source) => !begun.has(source));
    begun.add(cell);
    if (missing.length > 0) waiting.push(...missing.toReversed());
    else placed.add(waiting.pop()!);
  }
  return [...placed];
}

function placeRows(cells: readonly CellProvenance[]): Row[] {
  let y = rowHeight / 2;
  return cells.map((cell) => {
    const row = { cell, y };
    y += heightOf(cell);
    return row;
  });
}

const heightOf = (cell: CellProvenance): number => rowHeight + (cell.stale.length > 0 ? noteHeight : 0);

/** Lines that pass each other get lanes of their own; short ones are next to the cells. */
function placeLines(rows: readonly Row[]): Line[] {
  const lines = rows.flatMap((from) => lineOf(from, rows) ?? []);
  const placed: Line[] = [];
  for (const line of lines.toSorted((a, b) => a.bottom - a.top - (b.bottom - b.top) || a.top - b.top)) {
    const meets = placed.filter((other) => other.top <= line.bottom && line.top <= other.bottom);
    while (meets.some(({ lane }) => lane === line.lane)) line.lane++;
    placed.push(line);
  }
  return placed;
}

function lineOf(from: Row, rows: readonly Row[]): Line | undefined {
  const to = rows.flatMap((row) => {
    const names = Object.entries(row.cell.reads).flatMap(([name, id]) => (id === from.cell.id ? [name] : []));
    return names.length > 0 ? [{ row, names }] : [];
  });
  if (to.length === 0) return undefined;
  const ends = [from, ...to.map(({ row }) => row)].map(({ y }) => y);
  return { from, to, top: Math.min(...ends), bottom: Math.max(...ends), lane: 0 };
}

/** From the cell to the farthest that takes something; those between branch off. */
function drawLine({ from, to, lane }: Line, x: number): string {
  const middle = x - laneWidth * (lane + 1);
  const end = x - bend;
  const farthest = [Math.min, Math.max].map((extreme) => extreme(from.y, ...to.map(({ row }) => row.y)));
  return to
    .map(({ row: { y, cell }, names }) => {
      const turn = Math.sign(y - from.y) * bend;
      const start = `M${end} ${from.y}H${middle + bend}Q${middle} ${from.y} ${middle} ${from.y + turn}V${y - turn}`;
      const path = `${farthest.includes(y) ? start : `M${middle} ${y - turn}`}Q${middle} ${y} ${middle + bend} ${y}H${end}`;
      const head = `M${end - 4} ${y - 3}L${end} ${y}L${end - 4} ${y + 3}`;
      const title = `${names.join(", ")}: [${from.cell.count}] to [${cell.count}]`;
      return `<path d="${path}${head}" fill="none" stroke="${faint}" stroke-width="1.2"><title>${escapeHtml(title)}</title></path>`;
    })
    .join("\n");
}

function drawRow({ cell, y }: Row, x: number, cells: readonly CellProvenance[]): { svg: string; letters: number } {
  const [reason = "", ...others] = cell.stale;
  const name = `[${cell.count}] ${shortened(cell.title, longestTitle)}`;
  const from = shortened(takenFrom(cell, cells), longestNote - longestTitle);
  const source = from && `  ← ${from}`;
  const more = others.length > 0 ? ` (and ${others.length} more)` : "";
  const note = reason && shortened(`out of date: ${reason}${more}`, longestNote);
  const left = x + laneWidth;
  const parts = [
    reason ? diamond(x, y) : `<circle cx="${x}" cy="${y}" r="4" fill="${ink}"/>`,
    `<text x="${left}" y="${y}" dy="0.35em" fill="${ink}" xml:space="preserve" style="white-space:pre">${escapeHtml(name)}<tspan fill="${faint}">${escapeHtml(source)}</tspan></text>`,
    note && text(left + 4 * letterWidth, y + noteHeight, warning, note),
  ];
  return { svg: parts.filter(Boolean).join(""), letters: Math.max(name.length + source.length, note.length + 4) };
}

const diamond = (x: number, y: number): string =>
  `<path d="M${x} ${y - 5}l5 5l-5 5l-5 -5Z" fill="none" stroke="${warning}" stroke-width="1.6"/>`;

const text = (x: number, y: number, colour: string, content: string): string =>
  `<text x="${x}" y="${y}" dy="0.35em" fill="${colour}" xml:space="preserve" style="white-space:pre">${escapeHtml(content)}</text>`;

const shortened = (content: string, longest: number): string =>
  content.length > longest ? `${content.slice(0, longest - 1)}…` : content;
