import { nearestName, UnitError } from "@mesoscope/sdk";
import { type ArrayInput, asArray } from "../arrays/as-array.js";
import type { NDArray } from "../arrays/nd-array.js";
import { type Dimension, dimensionFrom, dimensionName, sameDimension } from "./dimension.js";
import { mathjsUnits, type ParsedUnit } from "./mathjs-units.js";
import { readableUnit } from "./unit-text.js";

/** A unit: a number in it is `number · factor + offset` in SI. */
export interface Unit {
  /** As it was written. */
  readonly symbol: string;
  readonly factor: number;
  /** 0 but for scales with another zero, such as °C. */
  readonly offset: number;
  readonly dimension: Dimension;
}

const known = new Map<string, Unit>();

/** dB and its kin, such as dBA and dBm. */
const decibel = /^(dB[A-Zcimu]{0,3}|decibels?)$/;

/**
 * The unit that a text such as `"MPa·m^0.5"`, `"W/(m K)"`, `"µm"`, `"°C"` or `"percent"` names; an empty text is a plain
 * number. A degree in a product, such as `W/(m °C)`, is a difference. Decibels are none: a unit multiplies, a level is a
 * logarithm.
 *
 * @example
 * parseUnit("MPa·m^0.5").factor; // 1000000
 *
 * @throws UnitError UNKNOWN_UNIT, with the nearest known name; for decibels with the ratio to give
 */
export function parseUnit(text: string): Unit {
  if (typeof text !== "string") {
    throw new UnitError(
      "UNKNOWN_UNIT",
      `parseUnit: the unit is ${String(text)}. Give its name as text, such as "kN", or "" for plain numbers.`,
    );
  }
  const found = known.get(text) ?? readUnit(text);
  known.set(text, found);
  return found;
}

/**
 * What a number in this unit is multiplied by to be in SI.
 *
 * @example
 * unitFactor("kN"); // 1000
 *
 * @throws UnitError UNKNOWN_UNIT; OFFSET_UNIT for °C and °F, which `toSI` converts
 */
export function unitFactor(unit: string): number {
  const { factor, offset } = parseUnit(unit);
  if (offset === 0) return factor;
  throw new UnitError(
    "OFFSET_UNIT",
    `unitFactor: ${unit} has another zero than SI, so no factor converts it. Use toSI, or K for differences.`,
  );
}

/**
 * Numbers in this unit, in SI.
 *
 * @example
 * toSI([0, 100], "degC").data; // [273.15, 373.15]
 *
 * @throws UnitError UNKNOWN_UNIT
 */
export function toSI(values: ArrayInput, unit: string): NDArray {
  const parsed = parseUnit(unit);
  return asArray(values, "toSI: the input").map((value) => numberToSI(value, parsed));
}

/**
 * Numbers in SI, in this unit.
 *
 * @example
 * fromSI([2.1e11], "GPa").data; // [210]
 *
 * @throws UnitError UNKNOWN_UNIT
 */
export function fromSI(values: ArrayInput, unit: string): NDArray {
  const parsed = parseUnit(unit);
  return asArray(values, "fromSI: the input").map((value) => numberFromSI(value, parsed));
}

/** A quotient by 1000 is exact where a product with 0.001 is not. */
export function numberToSI(value: number, { factor, offset }: Unit): number {
  const inverse = wholeInverse(factor);
  return (inverse ? value / inverse : value * factor) + offset;
}

export function numberFromSI(value: number, { factor, offset }: Unit): number {
  const inverse = wholeInverse(factor);
  return inverse ? (value - offset) * inverse : (value - offset) / factor;
}

function wholeInverse(factor: number): number | undefined {
  const inverse = Math.round(1 / factor);
  return factor < 1 && 1 / inverse === factor ? inverse : undefined;
}

/** Throws where what is `shown`, of dimension `found`, cannot be given in `unit`. */
export function checkDimension(where: string, shown: string, found: Dimension, unit: Unit): void {
  if (sameDimension(found, unit.dimension)) return;
  throw new UnitError(
    "DIMENSION_MISMATCH",
    `${where}: ${shown} and ${unit.symbol || "a plain number"} differ in dimension (${dimensionName(found)}, ` +
      `${dimensionName(unit.dimension)}). Choose a unit of the same dimension.`,
  );
}

function readUnit(text: string): Unit {
  const readable = readableUnit(text);
  if (readable === "") return { symbol: "", factor: 1, offset: 0, dimension: {} };
  const parsed = parse(text, readable);
  const only = parsed.units.length === 1 && parsed.units[0]!.power === 1 ? parsed.units[0] : undefined;
  const factor = factorOf(parsed);
  const holdsNumber = parsed.value !== null && Math.abs(parsed.value / factor - 1) > 1e-9;
  if (holdsNumber) throw unknownUnit(text, undefined);
  return {
    symbol: text.trim(),
    factor,
    offset: only ? only.unit.offset * factor : 0,
    dimension: dimensionFrom(parsed.dimensions),
  };
}

function parse(text: string, readable: string): ParsedUnit {
  try {
    return mathjsUnits().parse(readable, { allowNoUnits: true });
  } catch (cause) {
    throw unknownUnit(text, /Unit "(.*)" not found/.exec(String(cause))?.[1]);
  }
}

function unknownUnit(text: string, name: string | undefined): UnitError {
  if (name && decibel.test(name)) {
    return new UnitError(
      "UNKNOWN_UNIT",
      `parseUnit: "${name}" is a level, a logarithm that no factor converts. ` +
        "Give the ratio, 10^(L/10) or 10^(L/20) of amplitudes, or the level without a unit.",
    );
  }
  const nearest = name && nearestName(name, unitNames());
  const advice = nearest ? `The nearest name is "${nearest}".` : "Write units like kN, kg/(m s^2) or MPa·m^0.5.";
  const reason = name ? `"${name}" is no known unit` : `"${text}" cannot be read as a unit`;
  return new UnitError("UNKNOWN_UNIT", `parseUnit: ${reason}. ${advice}`);
}

/** Names to suggest: first the short ones with the prefixes of engineering. */
function* unitNames(): Generator<string> {
  const names = Object.entries(mathjsUnits().UNITS);
  const prefixed = (prefix: string) =>
    names.filter(([name, { prefixes }]) => name.length <= 3 && prefix in prefixes).map(([name]) => prefix + name);
  yield* ["k", "M", "G"].flatMap(prefixed);
  yield* names.map(([name]) => name);
  yield* ["m", "c", "u", "n"].flatMap(prefixed);
}

/** The product of the parts, with their powers of ten added up as whole numbers so that no digit is lost. */
function factorOf({ units }: ParsedUnit): number {
  let tens = 0;
  let above = 1;
  let below = 1;
  for (const part of units) {
    for (const scale of [part.unit.value, part.prefix.value]) {
      const exponent = tenExponent(scale);
      if (exponent !== undefined) tens += exponent * part.power;
      else if (part.power > 0) above *= scale ** part.power;
      else below *= scale ** -part.power;
    }
  }
  if (!Number.isInteger(tens)) return (above / below) * 10 ** tens;
  return tens < 0 ? above / (below * Number(`1e${-tens}`)) : (above * Number(`1e${tens}`)) / below;
}

function tenExponent(scale: number): number | undefined {
  const exponent = Math.round(Math.log10(scale));
  return Math.abs(scale / Number(`1e${exponent}`) - 1) < 1e-14 ? exponent : undefined;
}
