/** What was found, for errors: `null`, `an array`, `an object`, `a Map`, `a number` … */
export function found(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  const name = typeof value === "object" ? (value.constructor?.name ?? "Object") : typeof value;
  return name === "Array" || name === "Object" ? `an ${name.toLowerCase()}` : `a ${name}`;
}
