import type { ArrayInput } from "./as-array.js";
import { combine } from "./broadcast.js";
import type { NDArray } from "./nd-array.js";

/**
 * The magnitude of each entry.
 *
 * @example
 * abs([-2, 3]).data; // [2, 3]
 */
export function abs(values: ArrayInput): NDArray {
  return combine("abs", [values], Math.abs);
}

/**
 * -1, 0 or 1 after the sign of each entry.
 *
 * @example
 * sign([-2, 0, 3]).data; // [-1, 0, 1]
 */
export function sign(values: ArrayInput): NDArray {
  return combine("sign", [values], Math.sign);
}

/**
 * Each entry rounded down to a whole number.
 *
 * @example
 * floor([-1.5, 1.5]).data; // [-2, 1]
 */
export function floor(values: ArrayInput): NDArray {
  return combine("floor", [values], Math.floor);
}

/**
 * Each entry rounded up to a whole number.
 *
 * @example
 * ceil([1.2, 2]).data; // [2, 2]
 */
export function ceil(values: ArrayInput): NDArray {
  return combine("ceil", [values], Math.ceil);
}

/**
 * Each entry rounded to the nearest whole number; halves go up, as `Math.round` does.
 *
 * @example
 * round([0.4, 1.5, 2.5]).data; // [0, 2, 3]
 */
export function round(values: ArrayInput): NDArray {
  return combine("round", [values], Math.round);
}

/**
 * The square root of each entry; NaN below 0.
 *
 * @example
 * sqrt([1, 4, 9]).data; // [1, 2, 3]
 */
export function sqrt(values: ArrayInput): NDArray {
  return combine("sqrt", [values], Math.sqrt);
}

/**
 * e to the power of each entry.
 *
 * @example
 * exp([0, 1]).data; // [1, Math.E]
 */
export function exp(values: ArrayInput): NDArray {
  return combine("exp", [values], Math.exp);
}

/**
 * The natural logarithm of each entry; -Infinity at 0 and NaN below.
 *
 * @example
 * log([1, Math.E]).data; // [0, 1]
 */
export function log(values: ArrayInput): NDArray {
  return combine("log", [values], Math.log);
}

/**
 * The logarithm to base 10 of each entry; -Infinity at 0 and NaN below.
 *
 * @example
 * log10([1, 1000]).data; // [0, 3]
 */
export function log10(values: ArrayInput): NDArray {
  return combine("log10", [values], Math.log10);
}

/**
 * The sine of each entry, an angle in radians.
 *
 * @example
 * allClose(sin([0, Math.PI / 2]), [0, 1]); // true
 */
export function sin(values: ArrayInput): NDArray {
  return combine("sin", [values], Math.sin);
}

/**
 * The cosine of each entry, an angle in radians.
 *
 * @example
 * allClose(cos([0, Math.PI]), [1, -1]); // true
 */
export function cos(values: ArrayInput): NDArray {
  return combine("cos", [values], Math.cos);
}

/**
 * The tangent of each entry, an angle in radians.
 *
 * @example
 * allClose(tan([0, Math.PI / 4]), [0, 1]); // true
 */
export function tan(values: ArrayInput): NDArray {
  return combine("tan", [values], Math.tan);
}

/**
 * The angle in radians, from -π/2 to π/2, whose tangent is each entry.
 *
 * @example
 * allClose(atan([0, 1]), [0, Math.PI / 4]); // true
 */
export function atan(values: ArrayInput): NDArray {
  return combine("atan", [values], Math.atan);
}

/**
 * The hyperbolic sine of each entry.
 *
 * @example
 * sinh([0]).data; // [0]
 */
export function sinh(values: ArrayInput): NDArray {
  return combine("sinh", [values], Math.sinh);
}

/**
 * The hyperbolic cosine of each entry.
 *
 * @example
 * cosh([0]).data; // [1]
 */
export function cosh(values: ArrayInput): NDArray {
  return combine("cosh", [values], Math.cosh);
}

/**
 * The hyperbolic tangent of each entry, from -1 to 1.
 *
 * @example
 * tanh([0, Infinity]).data; // [0, 1]
 */
export function tanh(values: ArrayInput): NDArray {
  return combine("tanh", [values], Math.tanh);
}
