import type { Expression } from "../expression/expression.js";
import type { Program } from "./program.js";

/**
 * What one step of a least-squares fit needs: J are the tangents, r = values − target, W the weights as fractions of
 * Σ w (y − ȳ)².
 */
export interface NormalEquations {
  /** rᵀ W r = 1 − R²; infinite where a value is not finite. */
  readonly loss: number;
  /** Jᵀ W J by `constantsOf`, row by row. */
  readonly gram: Float64Array;
  /** Jᵀ W r */
  readonly gradient: Float64Array;
}

/** The rows that formulas are evaluated on. */
export interface EvaluatorData {
  /** One per variable. */
  readonly columns: readonly Float64Array[];
  readonly target: Float64Array;
  /** One over the variance of every target, up to a common factor; all 1 where `undefined`. */
  readonly weights?: Float64Array | undefined;
  /** The group of every row, from 0, for constants with a value per group. */
  readonly groups?: Int32Array | undefined;
}

/** Formulas over a fixed set of rows, evaluated in bulk. */
export interface Evaluator {
  readonly rows: number;
  readonly columns: readonly Float64Array[];
  readonly target: Float64Array;
  readonly weights: Float64Array | undefined;
  readonly groups: Int32Array | undefined;
  /** The value of the formula on every row; NaN outside its domain. */
  values(expression: Expression): Float64Array;
  /** 1 − R² with the constants as they are; infinite where a value is not finite. */
  loss(expression: Expression): number;
  /** 1 − R² of the best a + b · formula; infinite where a value is not finite. */
  scaledLoss(expression: Expression): number;
  /** `scaledLoss` to some five digits, in single precision where the size of the numbers allows it. */
  scoutLoss(expression: Expression): number;
  /** Values, and their derivative by every constant of `constantsOf`. */
  tangents(expression: Expression): { readonly values: Float64Array; readonly tangents: readonly Float64Array[] };
  /** By the parameters of a program that `compile` gave. */
  normalEquations(program: Program): NormalEquations;
}
