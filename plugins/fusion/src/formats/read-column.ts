import { DataError } from "@mesoscope/sdk";
import { type Finding, finding } from "../cleaning/report.js";
import { type Column, missingCount, withUnit } from "../column.js";
import { defaultMissing, type ReadOptions, repairs } from "../read-options.js";
import { isMissingCode, missingCodeOf } from "./missing-codes.js";
import { readNumber, type WrittenNumber } from "./read-number.js";
import { type DateOrder, dateOrderOf, isAmbiguousDate, readTime } from "./read-time.js";
import { recogniseUnit } from "./recognise-unit.js";

/** A column as it was understood; a second one where flags stood behind the numbers. */
export interface ReadColumn {
  readonly column: Column;
  readonly flags?: Column;
  /** The codes for missing values that were removed. */
  readonly codes?: ReadonlySet<number>;
  /** The lowest and the highest number, codes left out. */
  readonly range?: readonly number[];
  /** The unit that stood behind every number. */
  readonly unit?: string;
  readonly findings: readonly Finding[];
}

/** What an earlier piece of the same column was; what follows must fit. */
export type Learned = Pick<ReadColumn, "flags" | "codes" | "range" | "unit"> & {
  readonly kind: Column["kind"] | undefined;
};

type Kind = Column["kind"];
type Texts = readonly (string | null)[];

const flagged = /^([+-]?(?:\d+[.,]?\d*|[.,]\d+))\s*([A-Za-z*?†]{1,2})$/;
const yesOrNo = /^(yes|no|true|false)$/i;
const fillers = new Set(["*", "**", "***", "-", "--", "---", "—", "–", ".", "?"]);

/**
 * Understands the texts of one column: numbers, times, yes and no, or texts. What is missing, repaired and doubted is
 * reported. A column is of numbers if every text that is there is one, or a number with a short flag behind it.
 */
export function readColumn(
  name: string,
  fields: Texts,
  decimal: "." | ",",
  options: ReadOptions,
  learned?: Learned,
): ReadColumn {
  const codes = new Set(["", ...(options.missing ?? defaultMissing).map(String)]);
  const texts = fields.map((field) => {
    const text = field?.trim() ?? "";
    return codes.has(text) ? null : text;
  });
  const kind = options.kinds?.[name] ?? learned?.kind ?? kindOf(texts, decimal, options);
  const read = { number: readNumbers, time: readTimes, boolean: readBooleans, text: readTexts }[kind];
  const result = read(name, texts, decimal, options, learned);
  if (learned?.kind && !options.kinds?.[name]) checkFits(name, kind, result.findings);
  return { ...result, findings: [...result.findings, ...missingFinding(name, result.column, fields, texts)] };
}

/** Throws where a value is not of the kind that earlier ones have shown. */
function checkFits(name: string, kind: Kind, findings: readonly Finding[]): void {
  const odd = findings.find(({ what }) => misfits.has(what));
  if (!odd) return;
  throw new DataError(
    "MIXED_COLUMN",
    `scanTable: "${name}" holds ${kind} at first but later "${odd.before}". Give kinds: { "${name}": "text" }, or missing: ["${odd.before}"].`,
  );
}

const misfits: ReadonlySet<string> = new Set(["not a number", "not a time", "neither yes nor no"]);

/** What a column of texts is, by all of them. */
function kindOf(texts: Texts, decimal: "." | ",", options: ReadOptions): Kind {
  const present = texts.filter(
    (text): text is string => text !== null && !(options.missing === undefined && fillers.has(text)),
  );
  if (present.length === 0) return "text";
  if (present.some(isTooLong)) return "text";
  if (unitOfAll(present, decimal)) return "number";
  const isPlain = (text: string) => allowed(readNumber(text, decimal), options) !== undefined;
  const numbers = present.filter(isPlain).length;
  if (numbers === present.length) return "number";
  if (numbers > 0 && repairs(options, "flags") && present.every((text) => isPlain(text) || flagged.test(text)))
    return "number";
  if (present.every((text) => yesOrNo.test(text))) return "boolean";
  return repairs(options, "times") && areTimes(present, options) ? "time" : "text";
}

/** Whether digits would be lost: an identifier rather than a number. */
function isTooLong(text: string): boolean {
  return /^-?\d{16,}$/.test(text) && String(Number(text)) !== text;
}

const withSuffix = /^([+-−]?[\d.,]+(?:[eE][+-]?\d+)?)\s*([\p{L}%°µ][^\d]*)$/u;

/** The unit that stands behind every number, written the same. */
function unitOfAll(texts: Texts, decimal: "." | ","): string | undefined {
  const present = texts.filter((text) => text !== null);
  const [, , first] = withSuffix.exec(present[0] ?? "") ?? [];
  const unit = first && recogniseUnit(first);
  const isSame = (text: string) => {
    const [, number = "", suffix] = withSuffix.exec(text) ?? [];
    return suffix === first && readNumber(number, decimal) !== undefined;
  };
  return unit && present.every(isSame) ? unit : undefined;
}

function areTimes(present: readonly string[], options: ReadOptions): boolean {
  if (!readTime(present[0]!, "day first") && !readTime(present[0]!, "month first")) return false;
  const order = options.dateOrder ?? dateOrderOf(present);
  if (!order && present.some(isAmbiguousDate)) return false;
  return present.every((text) => readTime(text, order) !== undefined);
}

/** Collects what happened to single values, by what it is. */
class Changes {
  readonly #changes = new Map<string, { rows: number[]; before: string; after: string }>();

  add(what: string, row: number, before: string, after: string): void {
    const change = this.#changes.get(what);
    if (change) change.rows.push(row);
    else this.#changes.set(what, { rows: [row], before, after });
  }

  findings(column: string, kind: Finding["kind"], reasons: Readonly<Record<string, string>>): Finding[] {
    return [...this.#changes].map(([what, { rows, before, after }]) =>
      finding({ kind, column, what, why: reasons[what] ?? "", before, after }, rows),
    );
  }
}

const reasons: Readonly<Record<string, string>> = {
  "decimal comma": "one comma between digits that form no thousands",
  "thousands separator": "groups of three digits",
  "missing-value code": "it is a usual code and lies far below all other values",
  "sign for a missing value": "it stands in a column of numbers",
  flag: "letters behind a number; they are kept in a column of their own",
  "not a number": "the column was said to hold numbers",
};

function readNumbers(
  name: string,
  texts: Texts,
  decimal: "." | ",",
  options: ReadOptions,
  learned?: Learned,
): ReadColumn {
  const repaired = new Changes();
  const doubted = new Changes();
  const flags: (string | null)[] = texts.map(() => null);
  const unit = learned ? learned.unit : unitOfAll(texts, decimal);
  const values = Float64Array.from(texts, (found, row) => {
    if (found === null) return Number.NaN;
    const text = unit ? (withSuffix.exec(found)?.[1] ?? found) : found;
    const plain = allowed(readNumber(text, decimal), options);
    if (plain) {
      if (plain.repair && plain.repair !== habit(decimal)) repaired.add(plain.repair, row, text, String(plain.value));
      return plain.value;
    }
    const maySplit = repairs(options, "flags") && (!learned || learned.flags !== undefined);
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
  const removes = options.missing === undefined && repairs(options, "missing codes");
  const codes = removes ? removeCodes(values, repaired, learned) : new Set<number>();
  return {
    column: withUnit({ kind: "number", values }, unit),
    ...(unit ? { unit } : {}),
    codes,
    range: extremes(values, learned?.range),
    ...(learned?.flags || flags.some((flag) => flag !== null) ? { flags: { kind: "text", values: flags } } : {}),
    findings: [
      ...repaired.findings(name, "repaired", reasons),
      ...doubted.findings(name, "doubted", reasons),
      ...suspects(name, values, options),
      ...leadingZeros(name, texts),
      ...(unit
        ? [
            finding(
              { kind: "recognised", column: name, what: "unit", why: "it stands behind every number", after: unit },
              [],
              values.length,
            ),
          ]
        : []),
    ],
  };
}

/** What is no repair where the whole table is written with decimal commas. */
function habit(decimal: "." | ","): string | undefined {
  return decimal === "," ? "decimal comma" : undefined;
}

function allowed(number: WrittenNumber | undefined, options: ReadOptions): WrittenNumber | undefined {
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
  const rows = [...values.keys()].filter((row) => isMissingCode(values[row]!));
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

function readTimes(name: string, texts: Texts, _: "." | ",", options: ReadOptions): ReadColumn {
  const present = texts.filter((text) => text !== null);
  const order: DateOrder | undefined = options.dateOrder ?? dateOrderOf(present);
  const doubted = new Changes();
  const values = texts.map((text, row) => {
    if (text === null) return null;
    const time = readTime(text, order);
    if (!time) doubted.add("not a time", row, text, "missing");
    return time ?? null;
  });
  const first = texts.findIndex((text) => text !== null);
  const before = texts[first] ?? "";
  const why = isAmbiguousDate(before) ? `the ${order ?? "day first"}, as other rows show` : "every text is one";
  const recognised = finding(
    { kind: "recognised", column: name, what: "times", why, before, after: values[first]?.toISOString() ?? "missing" },
    [],
    present.length,
  );
  return {
    column: { kind: "time", values },
    findings: [recognised, ...doubted.findings(name, "doubted", { "not a time": "the column was said to hold times" })],
  };
}

function readBooleans(name: string, texts: Texts): ReadColumn {
  const doubted = new Changes();
  const values = texts.map((text, row) => {
    if (text === null) return null;
    if (!yesOrNo.test(text)) {
      doubted.add("neither yes nor no", row, text, "missing");
      return null;
    }
    return /^(yes|true)$/i.test(text);
  });
  const found = finding(
    { kind: "recognised", column: name, what: "yes or no", why: "no other text is there" },
    [],
    texts.length,
  );
  return {
    column: { kind: "boolean", values },
    findings: [
      found,
      ...doubted.findings(name, "doubted", { "neither yes nor no": "the column was said to be yes or no" }),
    ],
  };
}

function readTexts(name: string, texts: Texts, decimal: "." | ","): ReadColumn {
  const present = [...texts.keys()].filter((row) => texts[row] !== null);
  const odd = present.filter((row) => !readNumber(texts[row]!, decimal));
  const findings: Finding[] = [];
  const long = present.filter((row) => isTooLong(texts[row]!));
  if (long.length > 0) {
    const why = "they have more digits than a number keeps, so they stay texts";
    findings.push(
      finding({ kind: "doubted", column: name, what: "long numbers", why, before: texts[long[0]!]! }, long),
    );
  } else if (odd.length > 0 && odd.length < present.length / 2) {
    const why = `the other ${present.length - odd.length} values are numbers; kinds: { "${name}": "number" } makes these missing`;
    findings.push(
      finding({ kind: "doubted", column: name, what: "texts among numbers", why, before: texts[odd[0]!]! }, odd),
    );
  } else if (present.length > 0 && present.every((row) => isAmbiguousDate(texts[row]!))) {
    const why = "no row tells whether the day or the month comes first; give the option dateOrder";
    findings.push(finding({ kind: "doubted", column: name, what: "dates", why, before: texts[present[0]!]! }, present));
  }
  return { column: { kind: "text", values: texts }, findings };
}

/** Values that are missing because the field says so; codes that were removed have a finding of their own. */
function missingFinding(name: string, column: Column, fields: Texts, texts: Texts): Finding[] {
  if (missingCount(column) === 0) return [];
  const rows = [...texts.keys()].filter((row) => texts[row] === null);
  if (rows.length === 0) return [];
  const before = fields[rows[0]!] || "(empty)";
  return [
    finding(
      { kind: "recognised", column: name, what: "missing values", why: `of ${texts.length} values`, before },
      rows,
    ),
  ];
}
