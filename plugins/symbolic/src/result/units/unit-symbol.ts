import { baseUnits } from "@mesoscope/core";
import type { DimensionVector } from "../../search/problem.js";
import { exponentsOver, logSizeOver, type SimpleUnit, simpleUnit } from "./simple-unit.js";

/** Units of SI with a name of their own that people read at once. */
const namedUnits = ["N", "Pa", "J", "W", "C", "V", "ohm", "F", "T", "H"];

const prefixes = ["p", "n", "u", "m", "", "k", "M", "G", "T"];

/** A smaller difference of logarithms of sizes is rounding. */
const tolerance = 1e-9;

/** So many names at most, unless it takes more. */
const mostNames = 3;

interface Part {
  readonly unit: SimpleUnit;
  readonly exponent: number;
}

/** A unit that a symbol may be made of, and what a reader pays for its name. */
interface Choice {
  readonly unit: SimpleUnit;
  readonly cost: number;
}

/**
 * The shortest way to write the unit of a dimension, such as `1/MPa` or `W/(m K)`, preferably in the units of the data.
 *
 * @param own the units of the data, which go together
 * @param basis of independent ones that all sizes follow from
 */
export function compactSymbol(
  dimension: DimensionVector,
  own: readonly SimpleUnit[],
  basis: readonly SimpleUnit[],
): string {
  const choices = choicesFrom(own, basis);
  let best: { readonly parts: readonly Part[]; readonly cost: number } | undefined;
  for (const chosen of combinationsBySize(choices)) {
    const least = chosen.reduce((sum, { cost }) => sum + cost, 0);
    if (best && best.cost <= least) continue;
    const parts = partsOver(
      chosen.map(({ unit }) => unit),
      dimension,
    );
    if (!parts || parts.length < chosen.length) continue;
    const cost = parts.reduce((sum, { exponent }) => sum + costOf(exponent), least);
    if (!best || cost < best.cost) best = { parts, cost };
  }
  return textOf(best?.parts ?? partsOver(basis, dimension) ?? []);
}

/** Own units first; those of SI in the size that goes with them, where it has a prefix. */
function choicesFrom(own: readonly SimpleUnit[], basis: readonly SimpleUnit[]): Choice[] {
  const isOwn = ({ dimension }: SimpleUnit) => own.some((unit) => unit.dimension.join() === dimension.join());
  const sized = (names: readonly string[], cost: number) =>
    names.flatMap((name) => {
      const unit = isOwn(simpleUnit(name)) ? undefined : inSizeOf(basis, name);
      return unit ? [{ unit, cost }] : [];
    });
  return [...own.map((unit) => ({ unit, cost: 1 })), ...sized(baseUnits, 1.5), ...sized(namedUnits, 2.5)];
}

/** With the prefix that makes a unit of SI as large as the basis asks; `undefined` where none does. */
function inSizeOf(basis: readonly SimpleUnit[], name: string): SimpleUnit | undefined {
  const unit = simpleUnit(name);
  const thousands = ((logSizeOver(basis, unit.dimension) as number) - unit.logSize) / Math.log(1000);
  if (Math.abs(thousands) < tolerance) return unit;
  const stem = name === "kg" ? "g" : name;
  const prefix = prefixes[Math.round(thousands) + prefixes.indexOf(name === "kg" ? "k" : "")];
  const isWhole = Math.abs(thousands - Math.round(thousands)) < tolerance;
  return prefix !== undefined && isWhole && name !== "bit" ? simpleUnit(prefix + stem) : undefined;
}

/** Small ones first: what they cost rules out most of the others unseen. */
function* combinationsBySize<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let size = 0; size <= mostNames; size++) yield* combinations(items, size);
}

function* combinations<T>(items: readonly T[], size: number, from = 0): Generator<readonly T[]> {
  if (size === 0) return yield [];
  for (let i = from; i < items.length; i++) {
    for (const rest of combinations(items, size - 1, i + 1)) yield [items[i], ...rest];
  }
}

function partsOver(units: readonly SimpleUnit[], dimension: DimensionVector): Part[] | undefined {
  return exponentsOver(units, dimension)
    ?.map((exponent, k) => ({ unit: units[k], exponent: Number(exponent.toFixed(6)) }))
    .filter(({ exponent }) => exponent !== 0);
}

function costOf(exponent: number): number {
  const isWhole = Number.isInteger(exponent);
  return Math.abs(exponent) + (isWhole ? 0 : Number.isInteger(2 * exponent) ? 1.5 : 3);
}

/** `W/(m K)`: derived units first. */
function textOf(parts: readonly Part[]): string {
  const ordered = parts.toSorted((a, b) => basesIn(b.unit) - basesIn(a.unit));
  const product = (sign: 1 | -1) =>
    ordered
      .filter(({ exponent }) => Math.sign(exponent) === sign)
      .map(({ unit, exponent }) => (Math.abs(exponent) === 1 ? unit.symbol : `${unit.symbol}^${Math.abs(exponent)}`));
  const [above, below] = [product(1), product(-1)];
  if (below.length === 0) return above.join(" ");
  return `${above.join(" ") || "1"}/${below.length === 1 ? below[0] : `(${below.join(" ")})`}`;
}

function basesIn({ dimension }: SimpleUnit): number {
  return dimension.filter((exponent) => exponent !== 0).length;
}
