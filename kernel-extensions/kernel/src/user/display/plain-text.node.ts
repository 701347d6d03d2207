import { inspect } from "node:util";

const longest = 20_000;
const options = { depth: 4, maxArrayLength: 100, maxStringLength: 10_000, breakLength: 100 };

/** A value as Node prints it, cut where it is very long; never empty. */
export function plainText(value: unknown): string {
  const text = inspect(value, options) || typeof value;
  return text.length > longest ? `${text.slice(0, longest)}\n… ${text.length - longest} more characters` : text;
}
