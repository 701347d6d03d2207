import {
  abs,
  add,
  atan,
  cos,
  divide,
  erf,
  exp,
  largerOf,
  log,
  multiply,
  negative,
  power,
  sign,
  sin,
  smallerOf,
  sqrt,
  subtract,
  type Tensor,
  tanh,
} from "@mesoscope/tensor";

type Unary = (x: Tensor) => Tensor;
type Binary = (a: Tensor, b: Tensor) => Tensor;

/** What the signs of arithmetic do, by mathjs' names for them. */
export const operators: Readonly<Record<string, Unary | Binary>> = {
  add,
  subtract,
  multiply,
  divide,
  pow: raised,
  unaryMinus: negative,
  unaryPlus: (x: Tensor) => x,
};

/** Functions of one argument that formulas may use. */
export const unaryFunctions: Readonly<Record<string, Unary>> = {
  abs,
  atan,
  cos,
  cosh: (x) => multiply(0.5, add(exp(x), exp(negative(x)))),
  erf,
  exp,
  log,
  log10: (x) => multiply(1 / Math.LN10, log(x)),
  sign,
  sin,
  sinh: (x) => multiply(0.5, subtract(exp(x), exp(negative(x)))),
  sqrt,
  tan: (x) => divide(sin(x), cos(x)),
  tanh,
};

/** Functions of two arguments that formulas may use. */
export const binaryFunctions: Readonly<Record<string, Binary>> = { max: largerOf, min: smallerOf, pow: raised };

/** Small whole powers are products: much faster than powers in general, and smooth at 0. */
function raised(base: Tensor, exponent: Tensor): Tensor {
  const { value } = exponent.attributes as { readonly value?: number };
  if (exponent.inputs.length > 0 || value === undefined || !Number.isInteger(value) || value < 1 || value > 8) {
    return power(base, exponent);
  }
  let product = base;
  for (let times = 1; times < value; times++) product = multiply(product, base);
  return product;
}
