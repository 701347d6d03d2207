import { constant } from "../covariance/constant.js";
import type { Covariance } from "../covariance/covariance.js";
import { linear } from "../covariance/linear.js";
import { matern } from "../covariance/matern.js";
import { productOf } from "../covariance/product-of.js";
import { rbf } from "../covariance/rbf.js";
import { fixed } from "../covariance/start.js";
import { sumOf } from "../covariance/sum-of.js";

/**
 * How a level follows from the one below, `f`:
 *
 * - `none`: not at all; the last level stands alone
 * - `linear`: `ρ f(x) + δ(x)`, autoregressive
 * - `quadratic`: `b(x) f(x) + c(x) f(x)² + δ(x)`
 * - `nonlinear`: `g(x, f(x)) + δ(x)`
 */
export type Link = "none" | "linear" | "quadratic" | "nonlinear";

/** How smooth the functions are. */
export type Smoothness = "rbf" | "matern";

const shapes = { rbf, matern };

/** Where a size is given that most often is far smaller, it may be: see `kernelHyperpriors`. */
const smallScale = 0.1;

const columns = (count: number) => Array.from({ length: count }, (_, j) => j);

function bump(smoothness: Smoothness, inputs: readonly number[], scale: number, length: number): Covariance {
  const lengthScale = length * Math.sqrt(inputs.length);
  return productOf(constant({ outputScale: scale }), shapes[smoothness]({ lengthScale, inputs }));
}

function trend(inputs: readonly number[], slope: number): Covariance {
  return sumOf(constant({ outputScale: fixed(1) }), linear({ slope: fixed(slope), inputs }));
}

/** Of a level that follows from no other. The numbers are medians in scaled inputs and targets. */
export function baseKernel(smoothness: Smoothness, inputs: number): Covariance {
  return sumOf(trend(columns(inputs), 0.1), bump(smoothness, columns(inputs), 2, 1));
}

/** Of what a level adds to the one below. */
export function discrepancyKernel(smoothness: Smoothness, inputs: number): Covariance {
  return sumOf(trend(columns(inputs), 1), bump(smoothness, columns(inputs), smallScale, 1));
}

/** Of a level over the inputs and, as last column, the level below. */
export function linkKernel(link: Link, smoothness: Smoothness, inputs: number): Covariance {
  const all = columns(inputs);
  const below = linear({ slope: fixed(1), inputs: [inputs] });
  const shared = sumOf(trend([...all, inputs], 1), bump(smoothness, all, smallScale, 1));
  if (link === "quadratic") {
    return sumOf(shared, productOf(bump(smoothness, all, 1, 3), sumOf(below, productOf(below, below))));
  }
  if (link === "nonlinear") {
    return sumOf(
      shared,
      productOf(bump(smoothness, all, 1, 2), shapes[smoothness]({ lengthScale: 2, inputs: [inputs] })),
    );
  }
  return shared;
}
