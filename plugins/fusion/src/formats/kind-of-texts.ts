import type { Column } from "../column.js";
import { type ReadOptions, repairs } from "../read-options.js";
import type { Texts } from "./column-reading.js";
import { readNumber } from "./read-number.js";
import { allowed, fillers, flagged, unitOfAll } from "./read-numbers.js";
import { dateOrderOf, isAmbiguousDate, readTime } from "./read-time.js";

/** Texts that are yes or no. */
export const yesOrNo = /^(yes|no|true|false)$/i;

/** What a column of texts is, by all of them. */
export function kindOf(texts: Texts, decimal: "." | ",", options: ReadOptions): Column["kind"] {
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
export function isTooLong(text: string): boolean {
  return /^-?\d{16,}$/.test(text) && String(Number(text)) !== text;
}

function areTimes(present: readonly string[], options: ReadOptions): boolean {
  if (!readTime(present[0]!, "day first") && !readTime(present[0]!, "month first")) return false;
  const order = options.dateOrder ?? dateOrderOf(present);
  if (!order && present.some(isAmbiguousDate)) return false;
  return present.every((text) => readTime(text, order) !== undefined);
}
