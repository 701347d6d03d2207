import { type ReadOptions, repairs } from "../read-options.js";
import { codeTest } from "./code-test.js";
import type { Learned } from "./column-reading.js";
import type { Fields } from "./fields.js";
import { isTooLong } from "./kind-of-texts.js";
import { readNumber } from "./read-number.js";

/** Numbers, and the rows in which there is none. */
interface PlainNumbers {
  readonly values: Float64Array;
  readonly missing: readonly number[];
}

/** The powers of ten that a double holds exactly. */
const powersOfTen = Float64Array.from({ length: 23 }, (_, i) => Number(`1e${i}`));
const [tab, blank, plus, minus, zero, nine, upperE, lowerE] = [9, 32, 43, 45, 48, 57, 69, 101] as const;

/**
 * Reads a column of which every field is a plain number or says that it is missing, straight from its bytes; undefined
 * where there is anything to recognise, to repair or to doubt, which is left to `readColumn`.
 */
export function plainNumbers(
  name: string,
  fields: Fields,
  decimal: "." | ",",
  options: ReadOptions,
  learned?: Learned,
): PlainNumbers | undefined {
  const known = options.kinds?.[name] ?? learned?.kind;
  if ((known ?? "number") !== "number" || learned?.unit || learned?.flags) return undefined;
  if (decimal === "," && !repairs(options, "decimal commas")) return undefined;
  const { isCode, numbers } = codeTest(decimal, options);
  const { bytes, ends } = fields;
  const values = new Float64Array(fields.count);
  const missing: number[] = [];
  const mark = decimal.charCodeAt(0);
  for (let row = 0, start = 0; row < values.length; row++) {
    const end = ends[row]!;
    let value = start === end ? Number.NaN : readPlain(bytes, start, end, mark);
    if (Number.isNaN(value)) {
      const text = fields.text(row).trim();
      if (!isCode(text)) {
        value = mayBeName(text) || (!known && isTooLong(text)) ? Number.NaN : plainValue(text, decimal);
        if (Number.isNaN(value)) return undefined;
      }
    } else if (numbers.size > 0 && numbers.has(value)) value = Number.NaN;
    if (Number.isNaN(value)) missing.push(row);
    values[row] = value;
    start = end;
  }
  return known || missing.length < values.length ? { values, missing } : undefined;
}

/** Whether zeros in front say that it may be a name: 00123. */
function mayBeName(text: string): boolean {
  return /^0\d{2,}$/.test(text);
}

/** A number that needs no word in the report; NaN for others. */
function plainValue(text: string, decimal: "." | ","): number {
  const number = readNumber(text, decimal);
  const isHabit = number?.repair === undefined || (number.repair === "decimal comma" && decimal === ",");
  return number && isHabit && /^[+-]?[\d.,]*(?:[eE][+-]?\d+)?$/.test(text) ? number.value : Number.NaN;
}

/**
 * A number of at most 15 digits with a small exponent, rounded as `Number` rounds: then the digits and the power of ten
 * are exact and one operation rounds. NaN for what is written otherwise.
 *
 * @see Clinger, Proc. PLDI 1990, 92, section 3
 */
function readPlain(bytes: Uint8Array, first: number, last: number, mark: number): number {
  let [i, end] = [first, last];
  while (i < end && isBlank(bytes[i]!)) i++;
  while (end > i && isBlank(bytes[end - 1]!)) end--;
  const isNegative = bytes[i] === minus;
  if (isNegative || bytes[i] === plus) i++;
  if (bytes[i] === zero && i + 1 < end && isDigit(bytes[i + 1]!)) return Number.NaN;
  let digits = 0;
  let count = 0;
  const whole = i;
  for (; i < end && isDigit(bytes[i]!); i++) {
    digits = 10 * digits + bytes[i]! - zero;
    count++;
  }
  let exponent = 0;
  if (i < end && bytes[i] === mark) {
    const fraction = ++i;
    for (; i < end && isDigit(bytes[i]!); i++) {
      digits = 10 * digits + bytes[i]! - zero;
      if (digits > 0) count++;
    }
    exponent = fraction - i;
    if (exponent === 0 && (whole === fraction - 1 || mark !== 46)) return Number.NaN;
  } else if (i === whole) return Number.NaN;
  if (i < end && (bytes[i] === lowerE || bytes[i] === upperE)) {
    const sign = bytes[++i] === minus ? -1 : 1;
    if (bytes[i] === minus || bytes[i] === plus) i++;
    // More digits make no power that is exact.
    if (i >= end || end - i > 3) return Number.NaN;
    let power = 0;
    for (; i < end && isDigit(bytes[i]!); i++) power = 10 * power + bytes[i]! - zero;
    exponent += sign * power;
  }
  if (i < end || count > 15 || exponent < -22 || exponent > 22) return Number.NaN;
  const size = exponent < 0 ? digits / powersOfTen[-exponent]! : digits * powersOfTen[exponent]!;
  return isNegative ? -size : size;
}

const isDigit = (byte: number) => byte >= zero && byte <= nine;
const isBlank = (byte: number) => byte === blank || byte === tab;
