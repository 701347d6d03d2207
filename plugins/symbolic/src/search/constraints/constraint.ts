import type { BinaryOperator, UnaryOperator } from "../../expression/operators.js";

/**
 * What is known of a law before it is found, as plain data. It must hold in the box that the data span, or in the part of
 * it that `within` gives, and in every group of rows; variables are called by their names.
 *
 * Bounds, slopes and curvatures are looked at on a dense grid and then decided by intervals (`holdsOn`); where these leave
 * it open, and for values and limits, the grid decides.
 */
export type Constraint =
  | Bounds
  | Monotonicity
  | Convexity
  | PointValue
  | Limit
  | Uses
  | Avoids
  | LargestComplexity
  | ExponentRange;

/** Ranges of variables, by name; the others keep that of the data. */
export type Box = Readonly<Record<string, readonly [low: number, high: number]>>;

/** The value of the formula lies between two numbers. */
export interface Bounds {
  readonly kind: "bounds";
  readonly lower?: number;
  readonly upper?: number;
  readonly within?: Box;
}

/** The formula nowhere falls, or nowhere rises, with a variable. */
export interface Monotonicity {
  readonly kind: "increasing" | "decreasing";
  readonly variable: string;
  readonly within?: Box;
}

/** The formula is nowhere curved downwards, or nowhere upwards, along a variable. */
export interface Convexity {
  readonly kind: "convex" | "concave";
  readonly variable: string;
  readonly within?: Box;
}

/** The formula has this value where some variables have given ones, whatever the others are: f(0) = 0. */
export interface PointValue {
  readonly kind: "value";
  readonly at: Readonly<Record<string, number>>;
  readonly value: number;
}

/** The formula tends to a value, which may be infinite, as a variable tends to a number or to ±infinity. */
export interface Limit {
  readonly kind: "limit";
  readonly variable: string;
  readonly to: number;
  readonly value: number;
}

/** The formula contains a variable or an operator. */
export interface Uses {
  readonly kind: "uses";
  readonly variable?: string;
  readonly operator?: UnaryOperator | BinaryOperator;
}

/** The formula does not contain a variable or an operator. */
export interface Avoids {
  readonly kind: "avoids";
  readonly variable?: string;
  readonly operator?: UnaryOperator | BinaryOperator;
}

/** The formula has at most this complexity. */
export interface LargestComplexity {
  readonly kind: "complexity";
  readonly most: number;
}

/** Exponents in the formula, also those of roots and quotients, lie between two numbers. */
export interface ExponentRange {
  readonly kind: "exponents";
  readonly lower?: number;
  readonly upper?: number;
}
