import { parseExpression } from "../expression/parse-expression.js";
import { printExpression } from "../expression/print-expression.js";
import { compileExpression } from "./compile-expression.js";
import { monomials } from "./term-library.js";

/** A derivative of a product of fields, such as (u^2)_x. */
export interface FieldTerm {
  readonly name: string;
  /** The product, in the fields and then the known fields. */
  readonly product: string;
  /** Order of the derivative along every axis of space. */
  readonly orders: readonly number[];
  readonly value: (row: ArrayLike<number>) => number;
}

/** All products up to a degree under all derivatives up to an order: of one axis, or of the first order in both. */
export function fieldLibrary(
  fields: readonly string[],
  space: readonly string[],
  degree: number,
  order: number,
): FieldTerm[] {
  const products = monomials(fields, degree).map((text) => {
    const expression = parseExpression(text, fields);
    return { product: printExpression(expression, fields), value: compileExpression(expression) };
  });
  const single = space.flatMap((_, axis) =>
    Array.from({ length: order }, (_, k) => space.map((_, other) => (other === axis ? k + 1 : 0))),
  );
  const mixed = space.length === 2 && order >= 2 ? [[1, 1]] : [];
  const constant = { name: "1", product: "1", orders: space.map(() => 0), value: () => 1 };
  const plain = products.map((each) => ({ ...each, name: each.product, orders: space.map(() => 0) }));
  const derived = [...single, ...mixed].flatMap((orders) =>
    products.map((each) => ({ ...each, name: derivativeName(each.product, space, orders), orders })),
  );
  return [constant, ...plain, ...derived];
}

function derivativeName(product: string, space: readonly string[], orders: readonly number[]): string {
  const suffix = space.map((axis, k) => axis.repeat(orders[k])).join("");
  return /[ ^]/.test(product) ? `(${product})_${suffix}` : `${product}_${suffix}`;
}
