import { fromSI } from "@mesoscope/core";
import type { Value } from "./column-values.js";

/** SI values as numbers of `unit`; what is missing stays missing. */
export function shownIn(values: readonly Value[], unit: string): readonly Value[] {
  const numbers = fromSI(
    values.map((value) => (typeof value === "number" ? value : Number.NaN)),
    unit,
  ).data;
  return values.map((value, i) => (value === null ? null : numbers[i]!));
}
