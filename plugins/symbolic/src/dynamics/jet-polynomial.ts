import { factorsOf, productText } from "./product-text.js";

/** A derivative of a field: its name, and the order along every axis of space. */
interface JetFactor {
  readonly field: string;
  readonly orders: readonly number[];
}

/** Products of derivatives with their factors, such as 2 u u_x. */
export type JetPolynomial = readonly { readonly factor: number; readonly parts: readonly JetFactor[] }[];

/**
 * A derivative of a product of fields, written out by the product rule.
 *
 * @param product of fields and their powers, such as "u^2 * v"
 */
export function writtenOut(product: string, orders: readonly number[]): JetPolynomial {
  const parts = factorsOf(product).map((field) => ({ field, orders: orders.map(() => 0) }));
  let sum: JetPolynomial = [{ factor: 1, parts }];
  orders.forEach((order, axis) => {
    for (let k = 0; k < order; k++) sum = differentiated(sum, axis);
  });
  return sum;
}

function differentiated(sum: JetPolynomial, axis: number): JetPolynomial {
  const collected = new Map<string, JetPolynomial[number]>();
  for (const { factor, parts } of sum) {
    parts.forEach((part, i) => {
      const raised = { ...part, orders: part.orders.map((order, k) => order + Number(k === axis)) };
      const product = parts.with(i, raised).toSorted((a, b) => keyOf(a).localeCompare(keyOf(b)));
      const key = product.map(keyOf).join();
      collected.set(key, { factor: factor + (collected.get(key)?.factor ?? 0), parts: product });
    });
  }
  return [...collected.values()];
}

function keyOf({ field, orders }: JetFactor): string {
  return `${field}:${orders.join(":")}`;
}

/** Such as "u * u_x". */
export function jetText(parts: readonly JetFactor[], space: readonly string[]): string {
  const names = parts.map(({ field, orders }) => {
    const suffix = space.map((axis, k) => axis.repeat(orders[k])).join("");
    return suffix === "" ? field : `${field}_${suffix}`;
  });
  return productText(names);
}
