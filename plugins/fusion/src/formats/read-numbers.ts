import { type Finding, finding } from "../cleaning/report.js";
import { withUnit } from "../column.js";
import { type ReadOptions, repairs } from "../read-options.js";
import { Changes, reasons } from "./changes.js";
import type { Learned, ReadColumn, Texts } from "./column-reading.js";
import { isMissingCode, missingCodeOf } from "./missing-codes.js";
import { readNumber, type WrittenNumber } from "./read-number.js";
import { recogniseUnit } from "./recognise-unit.js";

/** A number with a flag behind it. */
export const flagged = /^([+-]?(?:\d+[.,]?\d*|[.,]\d+))\s*([A-Za-z*?†]{1,2})$/;
/** What stands for a missing value among numbers. */
export const fillers: ReadonlySet<string> = new Set(["*", "**", "***", "-", "--", "---", "—", "–", ".", "?"]);

const withSuffix = /^([-+−]?[\d.,]+(?:[eE][+-]?\d+)?)\s*([\p{L}%°µ][^\d]*)$/u;

/** Texts as numbers, with what was repaired and doubted. */
export function readNumbers(
  name: string,
  texts: Texts,
  decimal: "." | ",",
  options: ReadOptions,
  learned?: Learned,
): ReadColumn {
  const repaired = new Changes();
  const doubted = new Changes();
  const flags: (string | null)[] = texts.map(() => null);
  const unit = learned?.kind ? learned.unit : unitOfAll(texts, decimal);
  const values = Float64Array.from(texts, (found, row) => {
    if (found === null) return Number.NaN;
    const text = unit ? (withSuffix.exec(found)?.[1] ?? found) : found;
    const plain = allowed(readNumber(text, decimal), options);
    if (plain) {
      if (plain.repair && plain.repair !== habit(decimal)) repaired.add(plain.repair, row, text, String(plain.value));
      return plain.value;
    }
    const maySplit = repairs(options, "flags") && (!learned?.kind || learned.flags !== undefined);
    const [, number, flag] = (maySplit && flagged.exec(text)) || [];
    const behind = number === undefined ? undefined : readNumber(number, decimal);
    if (behind) {
      flags[row] = flag!;
      repaired.add("flag", row, text, String(behind.value));
      return behind.value;
    }
    if (fillers.has(text)) repaired.add("sign for a missing value", row, text, "missing");
    else doubted.add("not a number", row, text, "missing");
    return Number.NaN;
  });
  const isFlagged = learned?.flags !== undefined || flags.some((flag) => flag !== null);
  return {
    ...numberColumn(name, values, options, learned, { repaired, doubted, unit, zeros: leadingZeros(name, texts) }),
    ...(isFlagged ? { flags: { kind: "text", values: flags } } : {}),
  };
}

/** What was found out about numbers besides their values. */
interface Besides {
  readonly repaired: Changes;
  readonly doubted: Changes;
  readonly unit: string | undefined;
  readonly zeros: readonly Finding[];
}

const nothing = (): Besides => ({ repaired: new Changes(), doubted: new Changes(), unit: undefined, zeros: [] });

/** A column of these numbers, from which codes for missing values are removed. */
export function numberColumn(
  name: string,
  values: Float64Array,
  options: ReadOptions,
  learned?: Learned,
  { repaired, doubted, unit, zeros } = nothing(),
): ReadColumn {
  const removes = options.missing === undefined && repairs(options, "missing codes");
  const codes = removes ? removeCodes(values, repaired, learned) : new Set<number>();
  return {
    column: withUnit({ kind: "number", values }, unit),
    ...(unit ? { unit } : {}),
    codes,
    range: extremes(values, learned?.range),
    findings: [
      ...repaired.findings(name, "repaired", reasons),
      ...doubted.findings(name, "doubted", reasons),
      ...suspects(name, values, options),
      ...zeros,
      ...unitFinding(name, unit, values.length),
    ],
  };
}

/** The unit that stands behind every number, written the same. */
export function unitOfAll(texts: Texts, decimal: "." | ","): string | undefined {
  const present = texts.filter((text) => text !== null);
  const [, , first] = withSuffix.exec(present[0] ?? "") ?? [];
  const unit = first && recogniseUnit(first);
  const isSame = (text: string) => {
    const [, number = "", suffix] = withSuffix.exec(text) ?? [];
    return suffix === first && readNumber(number, decimal) !== undefined;
  };
  return unit && present.every(isSame) ? unit : undefined;
}

function unitFinding(name: string, unit: string | undefined, count: number): Finding[] {
  if (unit === undefined) return [];
  const why = "it stands behind every number";
  return [finding({ kind: "recognised", column: name, what: "unit", why, after: unit }, [], count)];
}

/** What is no repair where the whole table is written with decimal commas. */
function habit(decimal: "." | ","): string | undefined {
  return decimal === "," ? "decimal comma" : undefined;
}

/** The number, unless it is written in a way that may not be repaired. */
export function allowed(number: WrittenNumber | undefined, options: ReadOptions): WrittenNumber | undefined {
  if (number?.repair === "decimal comma" && !repairs(options, "decimal commas")) return undefined;
  return number?.repair === "thousands separator" && !repairs(options, "thousands separators") ? undefined : number;
}

/** Removes the codes that are known and those that lie alone, and says which. */
function removeCodes(values: Float64Array, repaired: Changes, learned?: Learned): ReadonlySet<number> {
  const codes = new Set(learned?.codes);
  const remove = (code: number) =>
    values.forEach((value, row) => {
      if (value !== code) return;
      values[row] = Number.NaN;
      repaired.add("missing-value code", row, String(code), "missing");
    });
  for (const code of codes) remove(code);
  // A code below another code, -99999 below -9999, is found first.
  let code = missingCodeOf(values, learned?.range);
  while (code !== undefined && !codes.has(code)) {
    codes.add(code);
    remove(code);
    code = missingCodeOf(values, learned?.range);
  }
  return codes;
}

function extremes(values: Float64Array, known: readonly number[] = []): readonly number[] {
  let [low, high] = [known[0] ?? Number.NaN, known[1] ?? Number.NaN];
  for (const value of values) {
    if (!(value >= low)) low = Number.isNaN(value) ? low : value;
    if (!(value <= high)) high = Number.isNaN(value) ? high : value;
  }
  return Number.isNaN(low) ? [] : [low, high];
}

/** Values that look like codes but lie too near the others to be sure. */
function suspects(name: string, values: Float64Array, options: ReadOptions): Finding[] {
  if (options.missing !== undefined) return [];
  const rows: number[] = [];
  for (let row = 0; row < values.length; row++) if (isMissingCode(values[row]!)) rows.push(row);
  if (rows.length === 0) return [];
  const why = "a usual code, but other values are as low; name it in the option missing, or clean the column";
  return [
    finding({ kind: "doubted", column: name, what: "missing-value code", why, before: String(values[rows[0]!]) }, rows),
  ];
}

/** Numbers written with zeros in front and one length may be names: 00123. */
function leadingZeros(name: string, texts: Texts): Finding[] {
  const present = [...texts.keys()].filter((row) => texts[row] !== null);
  const zeros = present.filter((row) => /^0\d{2,}$/.test(texts[row]!));
  const length = texts[zeros[0] ?? -1]?.length;
  if (zeros.length === 0 || !present.every((row) => texts[row]!.length === length)) return [];
  const [before, why] = [texts[zeros[0]!]!, `zeros in front are lost; kinds: { "${name}": "text" } keeps them`];
  return [
    finding(
      { kind: "doubted", column: name, what: "leading zeros", why, before, after: String(Number(before)) },
      zeros,
    ),
  ];
}
