import { fromSI, parseUnit } from "@mesoscope/core";
import { UnitError } from "@mesoscope/sdk";
import type { Value } from "./column-values.js";

/** SI values as numbers of `unit`; what is missing stays missing. */
export function shownIn(values: readonly Value[], unit: string): readonly Value[] {
  const numbers = fromSI(
    values.map((value) => (typeof value === "number" ? value : Number.NaN)),
    unit,
  ).data;
  return values.map((value, i) => (value === null ? null : numbers[i]!));
}

/** `title (unit)`, unless the title ends with that unit already, however it is written: "load, kN", "T [°C]" with degC. */
export function titleWithUnit(title: string, unit: string | undefined): string {
  const last = /[([,/]\s*([^()[\],]+?)[)\]]?$/.exec(title)?.[1];
  return !unit || (last && isSameUnit(last, unit)) ? title : `${title} (${unit})`;
}

function isSameUnit(text: string, unit: string): boolean {
  if (text === unit) return true;
  try {
    const [first, second] = [parseUnit(text), parseUnit(unit)];
    const written = ({ factor, offset, dimension }: typeof first) => JSON.stringify([factor, offset, dimension]);
    return written(first) === written(second);
  } catch (error) {
    if (error instanceof UnitError) return false;
    throw error;
  }
}
