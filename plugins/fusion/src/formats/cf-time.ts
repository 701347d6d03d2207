const milliseconds: Readonly<Record<string, number>> = {
  day: 86_400_000,
  d: 86_400_000,
  hour: 3_600_000,
  hr: 3_600_000,
  h: 3_600_000,
  minute: 60_000,
  min: 60_000,
  second: 1000,
  sec: 1000,
  s: 1000,
  millisecond: 1,
  msec: 1,
  ms: 1,
};

const pattern =
  /^\s*(\w+?)s?\s+since\s+(-?\d{1,4})-(\d{1,2})-(\d{1,2})(?:[T ]+(\d{1,2}):(\d{1,2})(?::(\d{1,2}(?:\.\d*)?))?)?\s*(Z|UTC|GMT|[+-]\d{1,2}(?::?\d{2})?)?\s*$/i;
const knownCalendars = new Set(["standard", "gregorian", "proleptic_gregorian"]);
const gregorianReform = Date.UTC(1582, 9, 15);

/**
 * Numbers such as "hours since 1900-01-01" as points in time; undefined where the unit is no such one, or the calendar
 * has days that ours lacks (`noleap`, `360_day`).
 *
 * @see CF conventions 1.11, section 4.4: before 1582-10-15 the standard calendar is that of Julius Caesar
 */
export function cfTimes(values: Float64Array, units: string, calendar = "standard"): (Date | null)[] | undefined {
  const match = pattern.exec(units);
  const name = match?.[1]?.toLowerCase() ?? "";
  const step = milliseconds[name] ?? milliseconds[`${name}s`];
  if (!match || step === undefined || !knownCalendars.has(calendar.toLowerCase())) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(2, 8).map((text) => Number(text ?? 0)) as Six;
  const midnight = startOf(year, month, day, calendar.toLowerCase() !== "proleptic_gregorian");
  const origin = midnight + hour * 3_600_000 + minute * 60_000 + second * 1000 - zoneOf(match[8]);
  return Array.from(values, (value) => (Number.isNaN(value) ? null : new Date(Math.round(origin + value * step))));
}

type Six = [number, number, number, number, number, number];

function startOf(year: number, month: number, day: number, isMixed: boolean): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (!isMixed || date.getTime() >= gregorianReform) return date.getTime();
  return (julianDayNumber(year, month, day) - 2_440_588) * 86_400_000;
}

/**
 * Days since the beginning of the Julian period of a date in the Julian calendar; 1970-01-01 of ours is 2,440,588.
 *
 * @see Explanatory Supplement to the Astronomical Almanac, section 12.92
 */
function julianDayNumber(year: number, month: number, day: number): number {
  const shift = Math.floor((14 - month) / 12);
  const y = year + 4800 - shift;
  const m = month + 12 * shift - 3;
  return day + Math.floor((153 * m + 2) / 5) + 365 * y + Math.floor(y / 4) - 32_083;
}

function zoneOf(zone = ""): number {
  const [, sign, hours = "0", minutes = "0"] = /^([+-])(\d{1,2}):?(\d{2})?$/.exec(zone) ?? [];
  return sign ? Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes)) * 60_000 : 0;
}
