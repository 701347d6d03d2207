import { displaySymbol, escapeHtml, type MimeBundle, UnitError, ValueError } from "@mesoscope/sdk";
import { checkSameDimension, unitOfDifference, unitOfMultiple, unitOfProduct, unitOfSum } from "./derived-units.js";
import type { Dimension } from "./dimension.js";
import type { KindOfText, KindOfUnit, PowerKind, ProductKind, QuotientKind, UnitFor } from "./kind.js";
import { checkDimension, numberFromSI, numberToSI, parseUnit, type Unit } from "./unit.js";

declare const kind: unique symbol;

/**
 * A physical quantity: `quantity("210 GPa")` or `quantity(210, "GPa")`. TypeScript knows the kind of common units, here a
 * pressure, and refuses to add another kind to it; every dimension is checked when the program runs, too.
 *
 * @example
 * const modulus = quantity("210 GPa");
 * modulus.value; // 210000000000
 * modulus.in("MPa"); // 210000
 * modulus.to("psi").toString(); // "30457924.9233 psi"
 *
 * @throws ValueError BAD_NUMBER where the text starts with no number
 * @throws UnitError UNKNOWN_UNIT, with the nearest known name
 */
export function quantity<const T extends string>(text: T): Quantity<KindOfText<T>>;
export function quantity<const U extends string>(value: number, unit: U): Quantity<KindOfUnit<U>>;
export function quantity(given: string | number, unit?: string): Quantity {
  const [value, symbol] = typeof given === "number" ? [given, unit ?? ""] : splitText(given, unit);
  const parsed = parseUnit(symbol);
  return new Quantity(numberToSI(value, parsed), parsed);
}

/** A number with its unit; `quantity` makes one. Never changes. `Kind` is what TypeScript knows, such as "pressure". */
// biome-ignore lint/suspicious/noExplicitAny: a kind that TypeScript does not know goes with every other
export class Quantity<Kind = any> {
  /** For TypeScript alone. */
  declare readonly [kind]: Kind;
  /** The number in SI. */
  readonly value: number;
  /** The unit in which it shows itself. */
  readonly unit: Unit;

  /** @internal */
  constructor(value: number, unit: Unit) {
    this.value = value;
    this.unit = unit;
  }

  /** Exponents of the base quantities: `{ mass: 1, length: -1, time: -2 }` for a pressure. */
  get dimension(): Dimension {
    return this.unit.dimension;
  }

  /**
   * The same quantity, shown in another unit.
   *
   * @throws UnitError DIMENSION_MISMATCH, UNKNOWN_UNIT
   */
  to<const U extends string>(unit: UnitFor<U, Kind>): Quantity<Kind>;
  to(unit: string): Quantity {
    const parsed = parseUnit(unit);
    checkDimension("quantity.to", String(this), this.dimension, parsed);
    return new Quantity(this.value, parsed);
  }

  /**
   * The number in this unit.
   *
   * @throws UnitError DIMENSION_MISMATCH, UNKNOWN_UNIT
   */
  in<const U extends string>(unit: UnitFor<U, Kind>): number;
  in(unit: string): number {
    const parsed = parseUnit(unit);
    checkDimension("quantity.in", String(this), this.dimension, parsed);
    return numberFromSI(this.value, parsed);
  }

  /**
   * The sum, in the unit of this one.
   *
   * @throws UnitError DIMENSION_MISMATCH; OFFSET_UNIT for two temperatures in °C or °F, whose sum means nothing
   */
  add(other: Quantity<Kind>): Quantity<Kind> {
    return new Quantity(this.value + other.value, unitOfSum("quantity.add", this, other));
  }

  /**
   * The difference, in the unit of this one; of two temperatures in °C or °F, in K.
   *
   * @throws UnitError DIMENSION_MISMATCH
   */
  subtract(other: Quantity<Kind>): Quantity<Kind> {
    return new Quantity(this.value - other.value, unitOfDifference("quantity.subtract", this, other));
  }

  /** The product with a quantity, in SI, or with a plain number, in the unit of this one. */
  multiply(other: number): Quantity<Kind>;
  multiply<Other>(other: Quantity<Other>): Quantity<ProductKind<Kind, Other>>;
  multiply(other: Quantity | number): Quantity {
    if (typeof other === "number") return new Quantity(this.value * other, unitOfMultiple(this.unit));
    return new Quantity(this.value * other.value, unitOfProduct(this.unit, other.unit));
  }

  /** The quotient by a quantity, in SI, or by a plain number, in the unit of this one. */
  divide(other: number): Quantity<Kind>;
  divide<Other>(other: Quantity<Other>): Quantity<QuotientKind<Kind, Other>>;
  divide(other: Quantity | number): Quantity {
    if (typeof other === "number") return new Quantity(this.value / other, unitOfMultiple(this.unit));
    return new Quantity(this.value / other.value, unitOfProduct(this.unit, other.unit, -1));
  }

  /** The power, in SI; the exponent may be a fraction. */
  power<const N extends number>(exponent: N): Quantity<PowerKind<Kind, N>>;
  power(exponent: number): Quantity {
    return new Quantity(this.value ** exponent, unitOfProduct(undefined, this.unit, exponent));
  }

  /**
   * Negative where this is less than `other`, positive where it is more, 0 where they are equal: for sorting, too.
   *
   * @throws UnitError DIMENSION_MISMATCH
   */
  compare(other: Quantity<Kind>): number {
    checkSameDimension("quantity.compare", this, other);
    return Math.sign(this.value - other.value);
  }

  /** The number and the unit, with 12 digits. */
  toString(): string {
    const number = Number(numberFromSI(this.value, this.unit).toPrecision(12));
    return this.unit.symbol === "" ? String(number) : `${number} ${this.unit.symbol}`;
  }

  toJSON(): { value: number; unit: string } {
    return { value: numberFromSI(this.value, this.unit), unit: this.unit.symbol };
  }

  [displaySymbol](): MimeBundle {
    return { "text/plain": String(this), "text/html": `<span>${markup(String(this))}</span>` };
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return String(this);
  }

  /** Refuses `a + b` and `a < b`, which would lose the units in silence. */
  [Symbol.toPrimitive](hint: string): string {
    if (hint === "string") return this.toString();
    throw new UnitError(
      "NOT_A_NUMBER",
      `quantity: ${this} is no plain number. Use add, multiply, compare, …, or .value for SI and .in(unit).`,
    );
  }
}

function splitText(text: string, unit: string | undefined): [number, string] {
  if (typeof text !== "string" || unit !== undefined) {
    throw new ValueError(
      "BAD_NUMBER",
      `quantity: found ${text === undefined ? text : `a ${typeof text}`}${unit === undefined ? "" : " and a unit"}. Give one text, such as "5 mm", or a number and a unit.`,
    );
  }
  const match = /^\s*([-+−]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)(.*)$/s.exec(text);
  if (match) return [Number(match[1]!.replace("−", "-")), match[2]!.trim()];
  throw new ValueError(
    "BAD_NUMBER",
    `quantity: "${text.slice(0, 40)}" starts with no number. Write a number and a unit, such as "210 GPa".`,
  );
}

function markup(text: string): string {
  return escapeHtml(text).replaceAll(/\^(-?[\d.]+)/g, "<sup>$1</sup>");
}
