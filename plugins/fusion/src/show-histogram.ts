import { escapeHtml } from "@mesoscope/sdk";
import { type Column, type Value, valueAt } from "./column.js";

const bins = 12;
const width = 72;
const height = 18;
const mostValues = 100_000;

/** How the values of a column are spread, as a small picture that takes the colour of the text around it. */
export function histogramSvg(name: string, column: Column): string {
  const values = present(column);
  if (values.length === 0) return "";
  const { counts, description } = isOrdered(column) ? overRange(values, column) : overKinds(values);
  const highest = Math.max(...counts);
  const step = width / counts.length;
  const bars = counts.map((count, i) => {
    const top = Number((height * (1 - count / highest)).toFixed(1));
    return count === 0 ? "" : `M${(i * step).toFixed(1)} ${height}V${top}h${(step - 1).toFixed(1)}V${height}Z`;
  });
  const label = escapeHtml(`How ${name} is spread: ${description}`);
  return `<svg role="img" aria-label="${label}" width="${width}" height="${height}" style="opacity: 0.5"><title>${label}</title><path fill="currentColor" d="${bars.join("")}"/></svg>`;
}

/** Values that are there, evenly thinned out where there are very many. */
function present(column: Column): Value[] {
  const step = Math.ceil(column.values.length / mostValues);
  const values: Value[] = [];
  for (let i = 0; i < column.values.length; i += step) {
    const value = valueAt(column, i);
    if (value !== null && Math.abs(Number(value)) !== Number.POSITIVE_INFINITY) values.push(value);
  }
  return values;
}

function isOrdered(column: Column): boolean {
  return column.kind === "number" || column.kind === "time";
}

interface Spread {
  readonly counts: readonly number[];
  readonly description: string;
}

function overRange(values: readonly Value[], column: Column): Spread {
  const numbers = values.map(Number);
  const [low, high] = numbers.reduce(([a, b], value) => [Math.min(a, value), Math.max(b, value)] as const, [
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ] as const);
  const counts = Array<number>(bins).fill(0);
  for (const value of numbers) counts[Math.min(bins - 1, Math.floor(((value - low) / (high - low || 1)) * bins))]!++;
  const unit = column.kind === "number" && column.unit ? ` ${column.unit}` : "";
  const shown = (value: number) =>
    column.kind === "time" ? new Date(value).toISOString().slice(0, 10) : Number(value.toPrecision(4));
  return { counts, description: `from ${shown(low)} to ${shown(high)}${unit}` };
}

/** The most frequent values. */
function overKinds(values: readonly Value[]): Spread {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(String(value), (counts.get(String(value)) ?? 0) + 1);
  const sorted = [...counts.values()].sort((a, b) => b - a);
  const words = sorted.length === 1 ? "one value" : `${sorted.length} different values`;
  return { counts: sorted.slice(0, bins), description: words };
}
