/**
 * Elementary functions of two numbers at once, within one to three units in the last place. Sums and products are rounded
 * one by one, so that every machine gives the same numbers. The coefficients come from polynomials.py.
 */
export { acos, asin, atan, cos, sin, tan } from "./circular";
export { exp } from "./exponential";
export { cosh, sinh, tanh } from "./hyperbolic";
export { log } from "./logarithm";
export { power } from "./power";
