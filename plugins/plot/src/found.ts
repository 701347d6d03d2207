/** What was found, for errors: `null`, `an array`, `a Map`, `a number` … */
export function found(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return "an array";
  return `a ${typeof value === "object" ? (value.constructor?.name ?? "object") : typeof value}`;
}
