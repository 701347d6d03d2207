import { DataError } from "@mesoscope/sdk";

/** `value` as a number; `place` says where it stands, for the error. */
export function numberAt(value: unknown, subject: string, place: () => string): number {
  if (typeof value === "number") return value;
  if (typeof value === "bigint" && BigInt.asIntN(54, value) === value) return Number(value);
  if (value === null || value === undefined) {
    throw new DataError(
      "MISSING_VALUES",
      `${subject} has ${value} at ${place()}. Drop or fill missing values first; NaN is a number and may stay.`,
    );
  }
  const advice = hasUnit(value) ? "Give its numbers in one unit, by in(unit)." : "Convert or leave out such columns.";
  throw new DataError(
    "DATA_NOT_NUMERIC",
    `${subject} has ${describe(value)} at ${place()} where a number is needed. ${advice}`,
  );
}

/** Whether it is a quantity, or several. */
function hasUnit(value: unknown): boolean {
  return typeof (value as { in?: unknown }).in === "function";
}

function describe(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.length > 24 ? `${value.slice(0, 24)}…` : value);
  if (typeof value === "function") return "a function";
  if (typeof value !== "object") return String(value);
  const name = (value as object).constructor?.name ?? "object";
  if (name === "Quantities") return name;
  return `${/^[AEIOU]/i.test(name) ? "an" : "a"} ${name}`;
}
