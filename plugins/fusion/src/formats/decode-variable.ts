import type { Column } from "../column.js";
import { cfTimes } from "./cf-time.js";
import { type Attributes, type RawVariable, toNumbers } from "./raw-file.js";
import { recogniseUnit } from "./recognise-unit.js";

/** What netCDF leaves where nothing was written. */
const unwritten = 9.969209968386869e36;

/**
 * The values of a variable as the CF conventions mean them: `_FillValue`, `missing_value` and what is outside the valid
 * range are missing, `scale_factor` and `add_offset` applied, times since a date as dates, units as `parseUnit` reads them.
 */
export async function decodeVariable({ name, attributes, read }: RawVariable): Promise<Column> {
  const stored = await read();
  if (Array.isArray(stored) && typeof stored[0] === "string") return { kind: "text", values: stored };
  const values = scaled(toNumbers(stored as Iterable<number>), attributes);
  const written = String(attributes.units ?? "");
  const times = cfTimes(values, written, attributes.calendar as string | undefined);
  if (times) return { kind: "time", values: times };
  const unit = recogniseUnit(written, name);
  return unit ? { kind: "number", values, unit } : { kind: "number", values };
}

function scaled(stored: Float64Array, attributes: Attributes): Float64Array {
  const { scale_factor: scale = 1, add_offset: offset = 0 } = attributes;
  const isMissing = missingTest(attributes);
  return stored.map((value) => (isMissing(value) ? Number.NaN : value * Number(scale) + Number(offset)));
}

/** What is missing is told in stored values, before they are scaled. */
function missingTest(attributes: Attributes): (value: number) => boolean {
  const codes = new Set([attributes._FillValue, attributes.missing_value].flat().map(Number));
  const [low, high] = [attributes.valid_range ?? [attributes.valid_min, attributes.valid_max]].flat() as (
    | number
    | undefined
  )[];
  return (value) =>
    codes.has(value) ||
    value === unwritten ||
    (low !== undefined && value < low) ||
    (high !== undefined && value > high);
}
