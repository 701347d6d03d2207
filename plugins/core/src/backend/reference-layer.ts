import { referenceCholesky } from "../linear-algebra/reference-cholesky.js";
import { referenceInverse } from "../linear-algebra/reference-inverse.js";
import { referenceProduct } from "../linear-algebra/reference-product.js";
import { referenceSubstitute } from "../linear-algebra/reference-substitute.js";
import type { Layer } from "./layer.js";

/** Portable TypeScript: what all other layers are tested against. */
export const referenceLayer: Layer = {
  addProduct: referenceProduct,
  substituteForward: referenceSubstitute,
  factorize: referenceCholesky,
  invert: referenceInverse,
};
