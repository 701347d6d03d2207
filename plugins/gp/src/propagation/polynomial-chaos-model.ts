import { NDArray } from "@mesoscope/core";
import {
  type ArrayLike,
  type Displayable,
  displaySymbol,
  htmlTable,
  type MimeBundle,
  type Model,
  plainTable,
  ShapeError,
  shortNumber,
  ValueError,
} from "@mesoscope/sdk";
import { readPoints } from "../fit/training-data.js";
import { orthonormalAt, type PolynomialInput } from "./orthogonal-polynomials.js";

interface Fields {
  readonly inputs: readonly PolynomialInput[];
  readonly degree: number;
  readonly coefficients: readonly number[];
  readonly errors: readonly number[] | undefined;
  readonly leaveOneOutError: number | undefined;
  readonly evaluations: number;
}

const headings = ["", "value", "standard error"];

/**
 * A polynomial of uncertain inputs; `polynomialChaos` makes it.
 *
 * @example
 * const inputs = [normal({ std: 2 })];
 * const model = await polynomialChaos({ inputs, degree: 2 }).run(([x]) => 1 + x * x);
 * model.mean.toFixed(6); // "5.000000"
 */
export class PolynomialChaosModel implements Model<ArrayLike, NDArray>, Displayable {
  readonly #fields: Fields;
  readonly #terms: readonly (readonly number[])[];

  /** @internal */
  constructor(fields: Fields) {
    this.#fields = fields;
    this.#terms = termsOf(fields.inputs.length, fields.degree);
  }

  /** The degree in every input of every term. */
  get terms(): readonly (readonly number[])[] {
    return this.#terms;
  }

  /** Of the orthonormal polynomials, one per term. */
  get coefficients(): readonly number[] {
    return this.#fields.coefficients;
  }

  get mean(): number {
    return this.#fields.coefficients[0];
  }

  /** Standard error of the mean, from least squares; undefined with quadrature. */
  get meanError(): number | undefined {
    return this.#fields.errors?.[0];
  }

  get std(): number {
    return Math.sqrt(this.#share(() => true));
  }

  /** Root mean square of what each row is missed by without it, from least squares; undefined with quadrature. */
  get leaveOneOutError(): number | undefined {
    return this.#fields.leaveOneOutError;
  }

  /** Which share of the variance each input explains, alone and with all its interactions. */
  sobol(): { readonly first: readonly number[]; readonly total: readonly number[] } {
    const variance = this.#share(() => true) || 1;
    const all = this.#fields.inputs.map((_, j) => j);
    return {
      first: all.map((j) => this.#share((term) => term.every((power, k) => power > 0 === (k === j))) / variance),
      total: all.map((j) => this.#share((term) => term[j] > 0) / variance),
    };
  }

  /**
   * The polynomial at every row of X.
   *
   * @throws ShapeError SHAPE_MISMATCH; DataError MISSING_VALUES
   */
  predict(X: ArrayLike): NDArray {
    const { inputs, coefficients } = this.#fields;
    const points = readPoints("PolynomialChaos.predict", X);
    if (points.shape[1] !== inputs.length) {
      throw new ShapeError(
        "SHAPE_MISMATCH",
        `PolynomialChaos.predict: X has ${points.shape[1]} columns but the model has ${inputs.length} inputs. Give the same inputs.`,
      );
    }
    const basis = basisAt(inputs, this.#terms, points).data;
    const count = coefficients.length;
    return new NDArray(
      Float64Array.from({ length: points.shape[0] }, (_, i) =>
        coefficients.reduce((sum, value, k) => sum + value * basis[i * count + k], 0),
      ),
    );
  }

  /** Plain data from which `loadPolynomialChaos` makes the same model. */
  toJSON() {
    return { type: "polynomialChaos", version: 1, ...this.#fields };
  }

  toString(): string {
    return `${this.#title()}\n${plainTable({ headings, rows: this.#rows() })}`;
  }

  [displaySymbol](): MimeBundle {
    return {
      "text/plain": this.toString(),
      "text/html": htmlTable({ caption: this.#title(), headings, rows: this.#rows() }),
    };
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }

  #share(belongs: (term: readonly number[]) => boolean): number {
    return this.#terms.reduce((sum, term, k) => (k > 0 && belongs(term) ? sum + this.coefficients[k] ** 2 : sum), 0);
  }

  #title(): string {
    const { degree, evaluations } = this.#fields;
    return `Polynomial chaos of degree ${degree}, ${this.#terms.length} terms from ${evaluations} evaluations`;
  }

  #rows(): string[][] {
    const { first, total } = this.sobol();
    const { meanError, leaveOneOutError } = this;
    return [
      ["mean", shortNumber(this.mean), meanError === undefined ? "" : shortNumber(meanError)],
      ["standard deviation", shortNumber(this.std), ""],
      ...(leaveOneOutError === undefined ? [] : [["leave-one-out error", shortNumber(leaveOneOutError), ""]]),
      ...first.map((share, j) => [`x${j} alone, in all`, `${share.toFixed(4)}, ${total[j].toFixed(4)}`, ""]),
    ];
  }
}

/**
 * The model that its `toJSON` wrote.
 *
 * @example
 * const model = await polynomialChaos({ inputs: [[0, 1]] }).run(([x]) => x);
 * loadPolynomialChaos(JSON.parse(JSON.stringify(model))).mean === model.mean; // true
 *
 * @throws ValueError BAD_VALUE where the data is no saved model
 */
export function loadPolynomialChaos(json: unknown): PolynomialChaosModel {
  const { type, version, ...fields } = (json ?? {}) as ReturnType<PolynomialChaosModel["toJSON"]>;
  if (type === "polynomialChaos" && version === 1) return new PolynomialChaosModel(fields);
  throw new ValueError(
    "BAD_VALUE",
    "loadPolynomialChaos: the data is no saved polynomial chaos. Give what JSON.parse makes of a saved model.",
  );
}

/** All lists of powers of up to `degree` in total, the constant first. */
export function termsOf(size: number, degree: number): number[][] {
  const all = (inputs: number, rest: number): number[][] =>
    inputs === 0
      ? [[]]
      : Array.from({ length: rest + 1 }, (_, power) =>
          all(inputs - 1, rest - power).map((term) => [power, ...term]),
        ).flat();
  const total = (term: number[]) => term.reduce((sum, power) => sum + power, 0);
  return all(size, degree).sort((a, b) => total(a) - total(b));
}

/** The terms at every row, of shape [rows, terms]. */
export function basisAt(
  inputs: readonly PolynomialInput[],
  terms: readonly (readonly number[])[],
  X: NDArray,
): NDArray {
  const rows = X.shape[0];
  const degree = terms.reduce((most, term) => Math.max(most, ...term), 0);
  const basis = new NDArray(new Float64Array(rows * terms.length), [rows, terms.length]);
  for (let i = 0; i < rows; i++) {
    const values = inputs.map((input, j) => orthonormalAt(input, degree, X.get(i, j)));
    for (const [k, term] of terms.entries()) {
      basis.data[i * terms.length + k] = term.reduce((product, power, j) => product * values[j][power], 1);
    }
  }
  return basis;
}
