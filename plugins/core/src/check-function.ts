import { ValueError } from "@mesoscope/sdk";

/** Throws unless `f` is a function. */
export function checkFunction(owner: string, f: unknown): void {
  if (typeof f === "function") return;
  throw new ValueError(
    "BAD_VALUE",
    `${owner}: found ${String(f)} instead of a function. Give one, such as (x) => x * x - 2.`,
  );
}
