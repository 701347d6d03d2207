import type { Expression } from "../../expression/expression.js";
import type { Monomial } from "./monomials.js";

/** One way to write a feature: up to the monomial `shift`, feature = form · x^shift. */
export interface FeatureForm {
  readonly expression: Expression;
  readonly shift: Monomial;
}

/** What a law may be made of beside powers of its variables. */
export interface Feature {
  /** All of them the same up to a monomial. */
  readonly forms: readonly FeatureForm[];
  /** How it enters: as a power e^q of a product, as exp(k·e) in a product, or as the term k·e of a sum. */
  readonly role: "power" | "exponent" | "term";
  /** Nats to write down its simplest form. */
  readonly cost: number;
  /** Shared by features that differ in a number only. */
  readonly family: number;
}

/** Features with the column that each adds to what is searched: of a power its logarithm. */
export interface FeatureTable {
  readonly features: readonly Feature[];
  readonly columns: readonly Float64Array[];
}
