import { type Displayable, displaySymbol, escapeHtml, type MimeBundle } from "@mesoscope/sdk";

/** One thing that was recognised, repaired or doubted in a table. */
export interface Finding {
  /** Understood without a change, changed, or left for a person to judge. */
  readonly kind: "recognised" | "repaired" | "doubted";
  /** Absent where the whole table is meant. */
  readonly column?: string;
  /** What it is, such as `decimal comma`. */
  readonly what: string;
  /** Why it was taken for that. */
  readonly why: string;
  /** How many values or rows are concerned. */
  readonly count: number;
  /** The first of the rows concerned, from 0. */
  readonly rows: readonly number[];
  /** One value as it was, and as it is. */
  readonly before?: string;
  readonly after?: string;
}

const rowsKept = 20;

/** How `console.log` and `%table` spell a finding. */
function sentence({ kind, column, what, count, before, after, why }: Finding): string {
  const change = before === undefined ? "" : after === undefined ? `: ${before}` : `: ${before} → ${after}`;
  return `${column === undefined ? "" : `${column}: `}${what} ${kind}, ${count}×${change} (${why})`;
}

/**
 * What was recognised, repaired and doubted in a table, one finding a change. It never changes and shows itself as a table.
 *
 * @example
 * const { report } = parseTable("time_s;load_kN\n0;1,5\n1;-9999\n2;2,5");
 * report.of("repaired").findings.map(({ column, what }) => `${column}: ${what}`); // ["load: missing-value code"]
 */
export class Report implements Displayable, Iterable<Finding> {
  readonly findings: readonly Finding[];

  /** @internal */
  constructor(findings: readonly Finding[] = []) {
    this.findings = findings;
  }

  /** The findings of one kind. */
  of(kind: Finding["kind"]): Report {
    return new Report(this.findings.filter((finding) => finding.kind === kind));
  }

  /** The findings on one column. */
  on(column: string): Report {
    return new Report(this.findings.filter((finding) => finding.column === column));
  }

  /** These findings and, after them, others. */
  and(others: Iterable<Finding>): Report {
    return new Report([...this.findings, ...others]);
  }

  [Symbol.iterator](): Iterator<Finding> {
    return this.findings[Symbol.iterator]();
  }

  toJSON(): readonly Finding[] {
    return this.findings;
  }

  [displaySymbol](): MimeBundle {
    return { "text/plain": String(this), "text/html": reportHtml(this.findings) };
  }

  /** One sentence a finding. */
  toString(): string {
    return this.findings.length === 0 ? "nothing to report" : this.findings.map(sentence).join("\n");
  }

  /** What `console.log` prints in Node. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return `Report\n${this}`;
  }
}

/** A finding about `rows`, of which the first are kept. */
export function finding(parts: Omit<Finding, "count" | "rows">, rows: readonly number[], count = rows.length): Finding {
  return { ...parts, count, rows: rows.slice(0, rowsKept) };
}

/** The findings as an HTML table. */
export function reportHtml(findings: readonly Finding[]): string {
  if (findings.length === 0) return "<p>Nothing to report.</p>";
  const heads = ["column", "what", "how", "count", "first rows", "example", "why"];
  const head = heads.map((name) => `<th scope="col" style="text-align: left">${name}</th>`).join("");
  return `<table><thead><tr>${head}</tr></thead><tbody>${findings.map(findingRow).join("")}</tbody></table>`;
}

const marks: Readonly<Record<Finding["kind"], string>> = { recognised: "✓", repaired: "✎", doubted: "?" };

function findingRow({ kind, column = "(table)", what, why, count, rows, before, after }: Finding): string {
  const cell = (text: string, align = "left") => `<td style="text-align: ${align}">${escapeHtml(text)}</td>`;
  const some = rows.slice(0, 3).join(", ") + (rows.length > 3 ? ", …" : "");
  const example = [before, after].filter((text) => text !== undefined).join(" → ");
  return `<tr><th scope="row" style="text-align: left">${escapeHtml(column)}</th>${cell(what)}${cell(`${marks[kind]} ${kind}`)}${cell(count.toLocaleString("en"), "right")}${cell(some)}${cell(example)}${cell(why)}</tr>`;
}
