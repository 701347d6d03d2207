import { parseUnit } from "@mesoscope/core";
import { DataError } from "@mesoscope/sdk";
import { checkNames } from "./checks.js";
import { type Finding, finding } from "./cleaning/report.js";
import { bare } from "./formats/heads.js";
import { recogniseUnit } from "./formats/recognise-unit.js";
import { type Heading, splitHeadings } from "./header-units.js";
import { type ReadOptions, repairs } from "./read-options.js";

/** The names and units of columns, and what was found about them. */
export interface NamedColumns {
  readonly headings: readonly Heading[];
  readonly findings: readonly Finding[];
}

/**
 * Names columns by their heads; units come from the options, the row of units or the heads, in this order.
 *
 * @throws DataError DUPLICATE_COLUMN, UNKNOWN_COLUMN; UnitError UNKNOWN_UNIT
 */
export function nameColumns(
  caller: string,
  heads: readonly string[],
  options: ReadOptions,
  unitRow: readonly string[] = [],
): NamedColumns {
  const findings: Finding[] = [];
  const filled = uniqueHeads(caller, heads, options, findings);
  const split = splitHeadings(filled);
  const names = split.map(({ name }) => name);
  checkNames(caller, "units", Object.keys(options.units ?? {}), [...names, ...heads]);
  const headings = split.map((heading, j) => {
    const named = headingOf(heading, filled[j]!, unitRow[j], options);
    const from = unitRow[j] || filled[j]!;
    if (named.unit && !isGiven(heading, filled[j]!, options)) {
      const why = unitRow[j] ? "the row of units" : "the head";
      const example = { before: from, after: named.unit };
      findings.push(finding({ kind: "recognised", column: named.name, what: "unit", why, ...example }, [], 1));
    } else if (!named.unit) findings.push(...unreadUnit(named.name, filled[j]!, unitRow[j], options));
    return named;
  });
  checkNames(
    caller,
    "kinds",
    Object.keys(options.kinds ?? {}),
    headings.map(({ name }) => name),
  );
  return { headings, findings };
}

function isGiven({ name }: Heading, head: string, { units = {} }: ReadOptions): boolean {
  return Object.hasOwn(units, name) || Object.hasOwn(units, head);
}

function headingOf(found: Heading, head: string, inRow: string | undefined, options: ReadOptions): Heading {
  const given = options.units?.[found.name] ?? options.units?.[head];
  if (given === "") return { name: head };
  if (given !== undefined) {
    parseUnit(given);
    return { name: found.name, unit: given };
  }
  const unit = (inRow && recogniseUnit(bare(inRow), found.name)) || found.unit;
  return unit === undefined ? { name: found.name } : { name: found.name, unit };
}

/** What stands where a unit would stand and is no known one; a single letter or a number is a label. */
function unreadUnit(name: string, head: string, inRow: string | undefined, options: ReadOptions): Finding[] {
  const written = inRow ? bare(inRow) : /[([]\s*([^()[\]]+?)\s*[)\]]$/.exec(head)?.[1];
  if (
    !written ||
    isGiven({ name }, head, options) ||
    !/^[^\s\d]{2,}$/.test(written) ||
    /^[-*.]+$|(YY|MM|HH).*\W/.test(written)
  )
    return [];
  const why = "no known unit; name one in the option units";
  return [finding({ kind: "doubted", column: name, what: "unit", why, before: written }, [], 1)];
}

/** Heads that are there and differ: an empty one is called by its place, a second one gets a number. */
function uniqueHeads(caller: string, heads: readonly string[], options: ReadOptions, findings: Finding[]): string[] {
  const taken = new Set<string>();
  return heads.map((head, j) => {
    const written = head.trim().replaceAll(/\s+/g, " ");
    const name = written === "" ? `column ${j + 1}` : written;
    if (written === "") {
      const why = "it has no head";
      findings.push(
        finding({ kind: "doubted", column: name, what: "name", why, before: "(empty)", after: name }, [], 1),
      );
    }
    const unique = taken.has(name) ? numbered(caller, name, taken, options) : name;
    if (unique !== name) {
      const why = "another column has this name";
      findings.push(
        finding({ kind: "repaired", column: unique, what: "name", why, before: name, after: unique }, [], 1),
      );
    }
    taken.add(unique);
    return unique;
  });
}

function numbered(caller: string, name: string, taken: ReadonlySet<string>, options: ReadOptions): string {
  if (!repairs(options, "duplicate names")) {
    throw new DataError(
      "DUPLICATE_COLUMN",
      `${caller}: two columns are named "${name}". Give every column a name of its own in the line of heads.`,
    );
  }
  let count = 2;
  while (taken.has(`${name} ${count}`)) count++;
  return `${name} ${count}`;
}
