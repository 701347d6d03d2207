import { randomStream } from "@mesoscope/core";
import { parse } from "mathjs";

/** A quantity of a law; angles and plain numbers have the units "rad" and "1". */
export interface Quantity {
  readonly name: string;
  readonly unit: string;
}

/** A published law and the box that its variables are drawn from. */
export interface Law {
  readonly id: string;
  /** In mathjs syntax; all its numbers are pure. */
  readonly expression: string;
  readonly target: Quantity;
  readonly variables: readonly (Quantity & { readonly low: number; readonly high: number })[];
}

export interface Rows {
  readonly columns: readonly Float64Array[];
  readonly target: Float64Array;
}

/** The values of a formula in mathjs syntax; NaN where they are not real. */
export function valuesOf(
  expression: string,
  names: readonly string[],
  columns: readonly ArrayLike<number>[],
): Float64Array {
  const code = parse(expression).compile();
  return Float64Array.from({ length: columns[0]?.length ?? 0 }, (_, row) => {
    const value = code.evaluate(Object.fromEntries(names.map((name, j) => [name, columns[j][row]])));
    return typeof value === "number" ? value : Number.NaN;
  });
}

/** So many points of a box, of which the law is finite. */
export function drawRows({ expression, variables }: Law, rows: number, seed: number): Rows {
  const random = randomStream(seed);
  const names = variables.map(({ name }) => name);
  const points: number[][] = [];
  const target: number[] = [];
  while (target.length < rows) {
    const batch = Array.from({ length: rows }, () =>
      variables.map(({ low, high }) => low + (high - low) * random.uniform()),
    );
    const columns = names.map((_, j) => batch.map((point) => point[j]));
    valuesOf(expression, names, columns).forEach((value, i) => {
      if (!Number.isFinite(value) || target.length === rows) return;
      points.push(batch[i]);
      target.push(value);
    });
  }
  return {
    columns: names.map((_, j) => Float64Array.from(points, (point) => point[j])),
    target: new Float64Array(target),
  };
}

/** The target with normal errors whose standard deviation is `noise` times its own. */
export function withNoise(target: Float64Array, noise: number, seed: number): Float64Array {
  if (noise === 0) return target;
  const random = randomStream(seed).child(1);
  const mean = target.reduce((sum, value) => sum + value, 0) / target.length;
  const spread = Math.sqrt(target.reduce((sum, value) => sum + (value - mean) ** 2, 0) / target.length);
  return target.map((value) => value + noise * spread * random.normal());
}
