/** Which of two numbers in 03/04/2021 is the day. */
export type DateOrder = "day first" | "month first";

const clock = String.raw`(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(am|pm)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?`;
const yearFirst = new RegExp(`^(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})${clock}$`, "i");
const yearLast = new RegExp(`^(\\d{1,2})[-/.](\\d{1,2})[-/.](\\d{4})${clock}$`, "i");
const dayMonthName = new RegExp(`^(\\d{1,2})[- ]([a-z]{3,9})\\.?[- ](\\d{4})${clock}$`, "i");
const monthNameDay = new RegExp(`^([a-z]{3,9})\\.? (\\d{1,2}),? (\\d{4})${clock}$`, "i");
const compact = /^(\d{4})(\d{2})(\d{2})?$/;
const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** The point in time that a text says, in UTC where it names no zone; undefined where it says none. */
export function readTime(text: string, order: DateOrder = "day first"): Date | undefined {
  const plain = readPlainTime(text);
  if (plain) return plain;
  let match = yearFirst.exec(text);
  if (match) return timeOf(match, Number(match[1]), Number(match[2]), Number(match[3]));
  match = yearLast.exec(text);
  if (match) {
    const numbers = [Number(match[1]), Number(match[2])] as const;
    const [day, month] = order === "day first" ? numbers : [numbers[1], numbers[0]];
    return timeOf(match, Number(match[3]), month, day);
  }
  match = dayMonthName.exec(text);
  if (match) return timeOf(match, Number(match[3]), monthOf(match[2]!), Number(match[1]));
  match = monthNameDay.exec(text);
  if (match) return timeOf(match, Number(match[3]), monthOf(match[1]!), Number(match[2]));
  // 194904 is a number unless times are asked for.
  const [, year, month, day = "1"] = compact.exec(text) ?? [];
  return year ? timeOf([], Number(year), Number(month), Number(day)) : undefined;
}

/** A time such as 2021-03-04T12:00:00.000Z, the usual way, without the pains of a pattern; undefined for others. */
function readPlainTime(text: string): Date | undefined {
  const isUtc = text.endsWith("Z");
  const length = text.length - Number(isUtc);
  const isBetween = text[10] === "T" || text[10] === " ";
  if ((length !== 19 && length !== 23) || !isBetween || text[4] !== "-" || text[7] !== "-") return undefined;
  if (text[13] !== ":" || text[16] !== ":" || (length === 23 && text[19] !== ".")) return undefined;
  const [year, month, day] = [digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10)];
  const [hour, minute, second] = [digits(text, 11, 13), digits(text, 14, 16), digits(text, 17, 19)];
  const milliseconds = length === 23 ? digits(text, 20, 23) : 0;
  // Every month has 28 days, and `Date.UTC` takes early years for those of a later century.
  const isSure = year >= 100 && month >= 1 && month <= 12 && day >= 1 && day <= 28;
  if (!isSure || !(hour < 24 && minute < 60 && second < 60 && milliseconds >= 0)) return undefined;
  return new Date(Date.UTC(year, month - 1, day, hour, minute, second, milliseconds));
}

/** The number that these digits say; NaN where others stand among them. */
function digits(text: string, start: number, end: number): number {
  let number = 0;
  for (let i = start; i < end; i++) {
    const digit = text.charCodeAt(i) - 48;
    number = digit >= 0 && digit <= 9 ? 10 * number + digit : Number.NaN;
  }
  return number;
}

/** Which number is the day in dates such as 13/04/2021: undefined where no text tells, or two of them contradict. */
export function dateOrderOf(texts: readonly string[]): DateOrder | undefined {
  const orders = new Set<DateOrder>();
  for (const text of texts) {
    const match = yearLast.exec(text);
    if (!match) continue;
    // Points between the numbers are the custom of countries that put the day first.
    if (Number(match[1]) > 12 || text.includes(".")) orders.add("day first");
    else if (Number(match[2]) > 12) orders.add("month first");
  }
  return orders.size === 1 ? [...orders][0] : undefined;
}

/** Whether the text is a date whose first two numbers may stand in either order. */
export function isAmbiguousDate(text: string): boolean {
  return yearLast.test(text);
}

function monthOf(name: string): number {
  return months.indexOf(name.slice(0, 3).toLowerCase()) + 1;
}

function timeOf(match: readonly string[], year: number, month: number, day: number): Date | undefined {
  const [hours = "0", minutes = "0", seconds = "0", fraction = "", half, zone] = match.slice(4);
  const hour = half ? (Number(hours) % 12) + (half.toLowerCase() === "pm" ? 12 : 0) : Number(hours);
  const milliseconds = Math.floor(Number(`0.${fraction || "0"}`) * 1000);
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  if (hour > 24 || Number(minutes) > 59 || Number(seconds) > 60) return undefined;
  date.setUTCHours(hour, Number(minutes), Number(seconds), milliseconds);
  return new Date(date.getTime() - offsetOf(zone));
}

/** How far a zone is ahead of UTC, in milliseconds. */
function offsetOf(zone: string | undefined): number {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone ?? "") ?? [];
  return sign ? Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes)) * 60_000 : 0;
}
