import { displaySymbol, type MimeBundle, UnitError } from "@mesoscope/sdk";
import { type ArrayInput, asArray } from "../arrays/as-array.js";
import { add, divide, multiply, subtract } from "../arrays/elementwise.js";
import type { NDArray, NestedNumbers } from "../arrays/nd-array.js";
import { plainText } from "../arrays/plain-text.js";
import { showShape } from "../arrays/shape.js";
import { tableHtml } from "../arrays/table-html.js";
import { unitOfDifference, unitOfMultiple, unitOfProduct, unitOfSum } from "./derived-units.js";
import type { Dimension } from "./dimension.js";
import type { KindOfUnit, PowerKind, ProductKind, QuotientKind, UnitFor } from "./kind.js";
import { Quantity } from "./quantity.js";
import { checkDimension, numberFromSI, numberToSI, parseUnit, type Unit } from "./unit.js";

declare const kind: unique symbol;

/**
 * A column, or an array of any shape, of numbers that have one unit: what `quantity` is for one number, entry by entry.
 *
 * @example
 * const force = quantities([10, 20], "kN");
 * const area = quantity("25 mm").multiply(quantity("4 mm"));
 * force.divide(area).in("MPa").data; // [100, 200]
 *
 * @throws UnitError UNKNOWN_UNIT, with the nearest known name
 */
export function quantities<const U extends string>(values: ArrayInput, unit: U): Quantities<KindOfUnit<U>>;
export function quantities(values: ArrayInput, unit: string): Quantities {
  const parsed = parseUnit(unit);
  return new Quantities(
    asArray(values, "quantities: the values").map((value) => numberToSI(value, parsed)),
    parsed,
  );
}

/** Numbers with one unit; `quantities` makes them. Never changes. `Kind` is what TypeScript knows, such as "pressure". */
// biome-ignore lint/suspicious/noExplicitAny: a kind that TypeScript does not know goes with every other
export class Quantities<Kind = any> {
  /** For TypeScript alone. */
  declare readonly [kind]: Kind;
  /** The numbers in SI. */
  readonly values: NDArray;
  /** The unit in which they show themselves. */
  readonly unit: Unit;

  /** @internal */
  constructor(values: NDArray, unit: Unit) {
    this.values = values;
    this.unit = unit;
  }

  /** Exponents of the base quantities: `{ mass: 1, length: -1, time: -2 }` for pressures. */
  get dimension(): Dimension {
    return this.unit.dimension;
  }

  /**
   * One entry, at one index per axis.
   *
   * @throws ValueError INDEX_OUT_OF_RANGE
   */
  get(...index: number[]): Quantity<Kind> {
    return new Quantity(this.values.get(...index), this.unit);
  }

  /**
   * The same quantities, shown in another unit.
   *
   * @throws UnitError DIMENSION_MISMATCH, UNKNOWN_UNIT
   */
  to<const U extends string>(unit: UnitFor<U, Kind>): Quantities<Kind>;
  to(unit: string): Quantities {
    const parsed = parseUnit(unit);
    checkDimension("quantities.to", titleOf(this), this.dimension, parsed);
    return new Quantities(this.values, parsed);
  }

  /**
   * The numbers in this unit.
   *
   * @throws UnitError DIMENSION_MISMATCH, UNKNOWN_UNIT
   */
  in<const U extends string>(unit: UnitFor<U, Kind>): NDArray;
  in(unit: string): NDArray {
    const parsed = parseUnit(unit);
    checkDimension("quantities.in", titleOf(this), this.dimension, parsed);
    return this.#numbersIn(parsed);
  }

  /**
   * The sums with one quantity or with as many, in the unit of these.
   *
   * @throws UnitError DIMENSION_MISMATCH; OFFSET_UNIT for temperatures in °C or °F, whose sum means nothing
   * @throws ShapeError SHAPE_MISMATCH
   */
  add(other: Quantities<Kind> | Quantity<Kind>): Quantities<Kind> {
    const unit = unitOfSum("quantities.add", named(this), named(other));
    return new Quantities(add(this.values, numbersOf(other)), unit);
  }

  /**
   * The differences, in the unit of these; of temperatures in °C or °F, in K.
   *
   * @throws UnitError DIMENSION_MISMATCH
   * @throws ShapeError SHAPE_MISMATCH
   */
  subtract(other: Quantities<Kind> | Quantity<Kind>): Quantities<Kind> {
    const unit = unitOfDifference("quantities.subtract", named(this), named(other));
    return new Quantities(subtract(this.values, numbersOf(other)), unit);
  }

  /**
   * The products with one quantity or with as many, in SI, or with a plain number, in the unit of these.
   *
   * @throws ShapeError SHAPE_MISMATCH
   */
  multiply(other: number): Quantities<Kind>;
  multiply<Other>(other: Quantities<Other> | Quantity<Other>): Quantities<ProductKind<Kind, Other>>;
  multiply(other: Quantities | Quantity | number): Quantities {
    const unit = typeof other === "number" ? unitOfMultiple(this.unit) : unitOfProduct(this.unit, other.unit);
    return new Quantities(multiply(this.values, numbersOf(other)), unit);
  }

  /**
   * The quotients by one quantity or by as many, in SI, or by a plain number, in the unit of these.
   *
   * @throws ShapeError SHAPE_MISMATCH
   */
  divide(other: number): Quantities<Kind>;
  divide<Other>(other: Quantities<Other> | Quantity<Other>): Quantities<QuotientKind<Kind, Other>>;
  divide(other: Quantities | Quantity | number): Quantities {
    const unit = typeof other === "number" ? unitOfMultiple(this.unit) : unitOfProduct(this.unit, other.unit, -1);
    return new Quantities(divide(this.values, numbersOf(other)), unit);
  }

  /** The powers, in SI; the exponent may be a fraction. */
  power<const N extends number>(exponent: N): Quantities<PowerKind<Kind, N>>;
  power(exponent: number): Quantities {
    return new Quantities(
      this.values.map((value) => value ** exponent),
      unitOfProduct(undefined, this.unit, exponent),
    );
  }

  /** The numbers in their unit, and the unit; `quantities(values, unit)` makes the same of them. */
  toJSON(): { values: NestedNumbers; unit: string } {
    return { values: this.#numbersIn(this.unit).toArray(), unit: this.unit.symbol };
  }

  toString(): string {
    return plainText(this.#numbersIn(this.unit), titleOf(this));
  }

  [displaySymbol](): MimeBundle {
    return { "text/plain": String(this), "text/html": tableHtml(this.#numbersIn(this.unit), titleOf(this)) };
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return String(this);
  }

  /** Refuses `a + b` and `a < b`, which would lose the units in silence. */
  [Symbol.toPrimitive](hint: string): string {
    if (hint === "string") return this.toString();
    throw new UnitError(
      "NOT_A_NUMBER",
      `quantities: ${titleOf(this)} are no plain number. Use add, multiply, …, or .values for SI and .in(unit).`,
    );
  }

  #numbersIn(unit: Unit): NDArray {
    return this.values.map((value) => numberFromSI(value, unit));
  }
}

function numbersOf(other: Quantities | Quantity | number): NDArray | number {
  if (typeof other === "number") return other;
  return other instanceof Quantities ? other.values : other.value;
}

function titleOf({ values, unit }: Quantities): string {
  return `Quantities ${showShape(values.shape)}${unit.symbol && ` in ${unit.symbol}`}`;
}

/** For messages: many quantities by their title, one as it is. */
function named(given: Quantities | Quantity) {
  return { unit: given.unit, toString: () => (given instanceof Quantities ? titleOf(given) : String(given)) };
}
