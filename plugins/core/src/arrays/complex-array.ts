import { displaySymbol, type MimeBundle } from "@mesoscope/sdk";
import { type ArrayInput, asArray } from "./as-array.js";
import { combine } from "./broadcast.js";
import { add, multiply, subtract } from "./elementwise.js";
import { NDArray } from "./nd-array.js";
import { plainText } from "./plain-text.js";
import { checkSameShape, showShape } from "./shape.js";
import { tableHtml } from "./table-html.js";

/** Complex numbers as two arrays of one shape. */
export interface ComplexInput {
  readonly real: ArrayInput;
  readonly imaginary: ArrayInput;
}

/**
 * An array of complex numbers: its real and its imaginary parts, two arrays of one shape.
 *
 * @example
 * complexArray([3, 0], [4, 1]).magnitude().data; // [5, 1]
 *
 * @throws ShapeError SHAPE_MISMATCH where the parts differ in shape
 */
export function complexArray(real: ArrayInput, imaginary: ArrayInput): ComplexArray {
  return new ComplexArray(asArray(real, "complexArray: real"), asArray(imaginary, "complexArray: imaginary"));
}

/** An array of complex numbers; made by `complexArray` and by functions with complex results. */
export class ComplexArray implements ComplexInput {
  readonly real: NDArray;
  readonly imaginary: NDArray;

  /** @internal */
  constructor(real: NDArray, imaginary: NDArray) {
    checkSameShape("complexArray", real.shape, imaginary.shape);
    this.real = real;
    this.imaginary = imaginary;
  }

  get shape(): readonly number[] {
    return this.real.shape;
  }

  /** The number of entries. */
  get size(): number {
    return this.real.size;
  }

  /** The distance of each entry from 0. */
  magnitude(): NDArray {
    return combine("magnitude", [this.real, this.imaginary], Math.hypot);
  }

  /** The angle of each entry in radians, from -π to π. */
  phase(): NDArray {
    return combine("phase", [this.imaginary, this.real], Math.atan2);
  }

  /** The entries with the sign of their imaginary parts changed. */
  conjugate(): ComplexArray {
    return new ComplexArray(
      this.real,
      this.imaginary.map((value) => -value),
    );
  }

  /**
   * The product with another array of complex numbers, entry by entry, repeated like `add`.
   *
   * @example
   * const i = complexArray([0], [1]);
   * i.multiply(i).real.data; // [-1]
   *
   * @throws ShapeError SHAPE_MISMATCH
   */
  multiply(other: ComplexArray): ComplexArray {
    return new ComplexArray(
      subtract(multiply(this.real, other.real), multiply(this.imaginary, other.imaginary)),
      add(multiply(this.real, other.imaginary), multiply(this.imaginary, other.real)),
    );
  }

  /** The same change made to the real and to the imaginary parts, such as `(part) => part.row(0)`. */
  map(change: (part: NDArray) => NDArray): ComplexArray {
    return new ComplexArray(change(this.real), change(this.imaginary));
  }

  toJSON(): { real: ReturnType<NDArray["toJSON"]>; imaginary: ReturnType<NDArray["toJSON"]> } {
    return { real: this.real.toJSON(), imaginary: this.imaginary.toJSON() };
  }

  /** The array that `toJSON` wrote. */
  static fromJSON(json: ReturnType<ComplexArray["toJSON"]>): ComplexArray {
    return new ComplexArray(NDArray.fromJSON(json.real), NDArray.fromJSON(json.imaginary));
  }

  toString(): string {
    return `${this.#title()}\n${plainText(this.real, "real")}\n${plainText(this.imaginary, "imaginary")}`;
  }

  [displaySymbol](): MimeBundle {
    const html = `<p>${this.#title()}</p>${tableHtml(this.real, "real")}${tableHtml(this.imaginary, "imaginary")}`;
    return { "text/plain": this.toString(), "text/html": html };
  }

  /** What `console.log` prints in Node. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }

  #title(): string {
    return `ComplexArray ${showShape(this.shape)}`;
  }
}

/** Real or complex numbers as a `ComplexArray`. */
export function asComplex(values: ArrayInput | ComplexInput, subject: string): ComplexArray {
  if (values instanceof ComplexArray) return values;
  if (typeof values === "object" && values !== null && "real" in values && "imaginary" in values) {
    return new ComplexArray(
      asArray(values.real, `${subject}, real`),
      asArray(values.imaginary, `${subject}, imaginary`),
    );
  }
  const real = asArray(values as ArrayInput, subject);
  return new ComplexArray(real, new NDArray(new Float64Array(real.size), real.shape));
}
