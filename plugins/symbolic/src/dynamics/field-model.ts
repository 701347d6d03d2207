import { type Displayable, displaySymbol, type MimeBundle, shortNumber, ValueError } from "@mesoscope/sdk";
import type { Expression } from "../expression/expression.js";
import { parseExpression } from "../expression/parse-expression.js";
import { displayEquations, errorText } from "./display-equations.js";
import { sumText } from "./equation-text.js";
import { intervalsOf } from "./intervals.js";
import { jetText, writtenOut } from "./jet-polynomial.js";
import { factorsOf } from "./product-text.js";

/** A term of a partial differential equation. */
export interface FieldCoefficient {
  /** Such as "(u^2)_x". */
  readonly name: string;
  /** What is differentiated. */
  readonly product: string;
  /** How often along every axis of space. */
  readonly orders: readonly number[];
  readonly value: number;
  readonly standardError: number;
}

/** The equation of one field, and the next best one with the nats by which it is longer. */
export interface FieldEquation {
  readonly terms: readonly FieldCoefficient[];
  readonly rival?: {
    readonly excess: number;
    readonly terms: readonly { readonly name: string; readonly value: number }[];
  };
}

/** Laws of fields as plain data. */
export interface FieldData {
  readonly fields: readonly string[];
  readonly known: readonly string[];
  readonly space: readonly string[];
  /** Standard deviation of the noise found on each field. */
  readonly noise: readonly number[];
  readonly equations: readonly FieldEquation[];
}

/**
 * Laws of fields; `sparseFields` finds them.
 *
 * @example
 * const term = { name: "(u^2)_x", product: "u^2", orders: [1], value: -0.5, standardError: 0.01 };
 * loadFields({ fields: ["u"], known: [], space: ["x"], noise: [0], equations: [{ terms: [term] }] }).writtenOut; // ["u_t = -1 * u * u_x"]
 */
export class FieldModel implements Displayable {
  readonly fields: readonly string[];
  /** Standard deviation of the noise found on each field. */
  readonly noise: readonly number[];
  readonly #data: FieldData;

  /** @internal */
  constructor(data: FieldData) {
    this.fields = data.fields;
    this.noise = data.noise;
    this.#data = data;
  }

  /** Such as "u_t = -0.5 * (u^2)_x + 0.1 * u_xx", with five digits. */
  get equations(): string[] {
    return this.#data.equations.map(({ terms }, j) => `${this.fields[j]}_t = ${sumText(terms)}`);
  }

  /** The same with derivatives of products written out, such as "u_t = -1 * u * u_x + 0.1 * u_xx". */
  get writtenOut(): string[] {
    return this.#data.equations.map((_, j) => `${this.fields[j]}_t = ${sumText(this.#jets(j))}`);
  }

  /** Of one field; the first unless named. */
  coefficients(field = this.fields[0]): readonly FieldCoefficient[] {
    return this.#data.equations[this.#indexOf(field)].terms;
  }

  /** The next best equation of a field: could it have been another? */
  rival(field = this.fields[0]): { excess: number; equation: string } | undefined {
    const { rival } = this.#data.equations[this.#indexOf(field)];
    return rival && { excess: rival.excess, equation: `${field}_t = ${sumText(rival.terms)}` };
  }

  /**
   * Where each coefficient of a field lies with the probability `level`.
   *
   * @throws ValueError BAD_OPTION, UNKNOWN_FIELD
   */
  intervals(level = 0.95, field = this.fields[0]): { lower: number; upper: number }[] {
    return intervalsOf(this.coefficients(field), level);
  }

  /** The right-hand sides as formulas in `names`: fields, known fields and those derivatives that occur. */
  toExpressions(): { names: string[]; expressions: Expression[] } {
    const jets = this.fields.map((_, j) => this.#jets(j));
    const found = jets.flat().flatMap(({ name }) => factorsOf(name));
    const names = [...new Set([...this.fields, ...this.#data.known, ...found])];
    const texts = jets.map((parts) => parts.map(({ value, name }) => `(${value}) * ${name}`).join(" + ") || "0");
    return { names, expressions: texts.map((text) => parseExpression(text, names)) };
  }

  toJSON(): FieldData {
    return this.#data;
  }

  [displaySymbol](): MimeBundle {
    const headings = ["equation", "term", "coefficient", "standard error"];
    const rows = this.#data.equations.flatMap(({ terms }, j) =>
      terms.map(({ name, value, standardError }) => [
        `${this.fields[j]}_t`,
        name,
        shortNumber(value),
        errorText(standardError),
      ]),
    );
    const rivals = this.fields.flatMap((field) => {
      const rival = this.rival(field);
      return rival ? [`The next best equation is ${rival.excess.toFixed(1)} nats longer: ${rival.equation}.`] : [];
    });
    return displayEquations(this.equations, { headings, rows }, rivals);
  }

  #jets(j: number): { value: number; name: string }[] {
    const { space, equations } = this.#data;
    const sums = new Map<string, number>();
    for (const { value, product, orders } of equations[j].terms) {
      for (const { factor, parts } of writtenOut(product, orders)) {
        const name = jetText(parts, space);
        sums.set(name, (sums.get(name) ?? 0) + factor * value);
      }
    }
    return [...sums].map(([name, value]) => ({ name, value }));
  }

  #indexOf(field: string): number {
    const index = this.fields.indexOf(field);
    if (index >= 0) return index;
    throw new ValueError(
      "UNKNOWN_FIELD",
      `FieldModel: there is no field ${field}. There are ${this.fields.join(", ")}.`,
    );
  }
}

/**
 * The laws that `toJSON` wrote.
 *
 * @example
 * loadFields({ fields: ["u"], known: [], space: ["x"], noise: [0], equations: [{ terms: [] }] }).equations; // ["u_t = 0"]
 */
export function loadFields(data: FieldData): FieldModel {
  return new FieldModel(data);
}
