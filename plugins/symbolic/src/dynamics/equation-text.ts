import { shortNumber } from "@mesoscope/sdk";
import { apply, constant, type Expression } from "../expression/expression.js";
import type { Term } from "./term-library.js";

/** Such as "x' = 1.1 * x - 0.4 * x * y", for every state. */
export function equationTexts(names: readonly string[], terms: readonly Term[], coefficients: Float64Array): string[] {
  return names.map((name, j) => {
    const parts = terms.flatMap((term, l) => {
      const value = coefficients[j * terms.length + l];
      return value === 0 ? [] : [{ value, name: term.name, divides: term.divides }];
    });
    return `${name}' = ${ratioText(parts)}`;
  });
}

/** A sum, or a ratio of two where some parts divide. */
export function ratioText(
  parts: readonly { readonly value: number; readonly name: string; readonly divides: boolean }[],
): string {
  const [above, below] = [false, true].map((side) => parts.filter(({ divides }) => divides === side));
  if (below.length === 0) return sumText(above);
  return `${above.length > 1 ? `(${sumText(above)})` : sumText(above)} / (${sumText(below)})`;
}

/** A sum with its coefficients to five digits. */
export function sumText(parts: readonly { readonly value: number; readonly name: string }[]): string {
  const texts = parts.map(({ value, name }, k) => {
    const size = shortNumber(Math.abs(value));
    const term = name === "1" ? size : `${size} * ${name}`;
    if (k === 0) return value < 0 ? `-${term}` : term;
    return value < 0 ? ` - ${term}` : ` + ${term}`;
  });
  return texts.join("") || "0";
}

/** `Σ value · term`, divided by that of the parts that divide, as a formula. */
export function ratioExpression(
  parts: readonly { readonly value: number; readonly term: Expression; readonly divides: boolean }[],
): Expression {
  const [above, below] = [false, true].map((side) => parts.filter(({ divides }) => divides === side));
  return below.length === 0 ? sumExpression(above) : apply("divide", sumExpression(above), sumExpression(below));
}

function sumExpression(parts: readonly { readonly value: number; readonly term: Expression }[]): Expression {
  const products = parts.map(({ value, term }) => {
    const isOne = term.kind === "constant" && term.value === 1;
    return isOne ? constant(value) : apply("multiply", constant(value), term);
  });
  return products.length === 0 ? constant(0) : products.reduce((sum, product) => apply("add", sum, product));
}
