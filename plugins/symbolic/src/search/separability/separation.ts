import type { RandomStream } from "@mesoscope/core";
import { type Contrast, exchangesOf, matters, pairsOf, remainder, workOf } from "./squares.js";
import type { Surrogate } from "./surrogate.js";

/** How parts are joined. */
export type Joint = "add" | "multiply";

/** The variables that the surrogate depends on. */
export function* variablesThatMatter(
  surrogate: Surrogate,
  columns: readonly Float64Array[],
  random: RandomStream,
): Generator<number, readonly number[], void> {
  const found: number[] = [];
  for (const k of columns.keys()) {
    if (matters(surrogate, exchangesOf(columns, k, k, random))) found.push(k);
    yield workOf(surrogate);
  }
  return found;
}

/** How a target falls into functions of fewer variables: their sum, or an offset and their product. */
export interface Separation {
  readonly joint: Joint;
  readonly parts: readonly (readonly number[])[];
  readonly offset: number;
}

/**
 * The finest split of the variables for which the surrogate is a sum or a product of functions of each part: variables
 * whose mixed differences, or whose determinants of four values, are not zero are in one part.
 *
 * @param offset what is taken from the values before they are a product
 * @see Udrescu & Tegmark, "AI Feynman: a physics-inspired method for symbolic regression", Science Advances 6 (2020),
 * eaay2631
 */
export function* separationOf(
  surrogate: Surrogate,
  columns: readonly Float64Array[],
  variables: readonly number[],
  joint: Joint,
  offset: number,
  random: RandomStream,
): Generator<number, Separation, void> {
  const part = columns.map((_, k) => k);
  for (const [i, j] of pairsOf(variables)) {
    if (part[i] === part[j]) continue;
    const contrast = joint === "add" ? mixedDifference : determinantAbout(offset);
    const isSeparable = remainder(surrogate, exchangesOf(columns, i, j, random), contrast) !== undefined;
    const [from, to] = [part[j], part[i]];
    if (!isSeparable) for (const k of part.keys()) if (part[k] === from) part[k] = to;
    yield workOf(surrogate);
  }
  const parts = [...new Set(variables.map((k) => part[k]))].map((own) => variables.filter((k) => part[k] === own));
  return { joint, parts, offset };
}

/**
 * What to take from the values so that all pairs of variables come nearest to a product: the determinants of four values
 * are linear in it.
 */
export function* offsetOfProduct(
  surrogate: Surrogate,
  columns: readonly Float64Array[],
  variables: readonly number[],
  random: RandomStream,
): Generator<number, number, void> {
  let both = 0;
  let square = 0;
  for (const [i, j] of pairsOf(variables)) {
    const { values } = surrogate.at(exchangesOf(columns, i, j, random).flat());
    for (let p = 0; p < values.length; p += 4) {
      const [a, b, c, d] = values.subarray(p, p + 4);
      both += (a * d - b * c) * (a - b - c + d);
      square += (a - b - c + d) ** 2;
    }
    yield workOf(surrogate);
  }
  return square > 0 ? both / square : 0;
}

function mixedDifference([a, b, c, d]: Float64Array): Contrast {
  return { value: a - b - c + d, slopes: [1, -1, -1, 1] };
}

function determinantAbout(offset: number) {
  return (corners: Float64Array): Contrast => {
    const [a, b, c, d] = corners.map((value) => value - offset);
    const size = Math.hypot(a, b, c, d) / 2;
    return { value: (a * d - b * c) / size, slopes: [d, -c, -b, a].map((slope) => slope / size) };
  };
}
