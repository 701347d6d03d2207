import { readFileSync } from "node:fs";
import { join } from "node:path";
import { unitOf } from "./feynman-units.ts";
import type { Law } from "./law.ts";

/**
 * The 100 laws of the Feynman Symbolic Regression Database: formula and range of every variable as published.
 *
 * @see Udrescu & Tegmark, "AI Feynman", Science Advances 6 (2020), eaay2631, table S1–S3; arXiv 1905.11481
 */
export const feynmanLaws: readonly Law[] = readFileSync(join(import.meta.dirname, "feynman.csv"), "utf8")
  .trim()
  .split(/\r?\n/)
  .slice(1)
  .map((line) => {
    const [id, target, expression, ranges] = line.split(",");
    const variables = ranges.split("; ").map((range) => {
      const [name, low, high] = range.split(" ");
      return { name, low: Number(low), high: Number(high), unit: unitOf(id, name) };
    });
    return { id, expression, target: { name: target, unit: unitOf(id, target) }, variables };
  });
