import type { Expression } from "../expression/expression.js";
import type { DimensionVector } from "../search/problem.js";

/** A formula that was fitted, as plain data; in SI but for `tidied`. */
export interface FormulaData {
  readonly expression: Expression;
  readonly loss: number;
  readonly complexity: number;
  readonly descriptionLength: number;
  /** Of its constants, row by row; absent where the rows do not determine them. */
  readonly covariance?: readonly number[];
  /** The equation that people read, with tidy numbers in its own units, and which of the constants became one. */
  readonly tidied?: { readonly expression: Expression; readonly numbers: readonly (Expression | null)[] };
}

/** A variable of the data, and the range in which it was seen, in SI. */
export interface VariableData {
  readonly name: string;
  /** That of the numbers in X; empty for plain numbers and those in SI. */
  readonly unit: string;
  readonly dimension?: DimensionVector;
  readonly low: number;
  readonly high: number;
}

/** What all formulas of one discovery have in common. */
export interface FormulaContext {
  readonly variables: readonly VariableData[];
  /** Where the variables stand among the columns of X, and how many columns X has. */
  readonly columns: readonly number[];
  readonly width: number;
  /** With the unit that predictions are given in, and the variance in SI. */
  readonly target: {
    readonly name: string;
    readonly unit: string;
    readonly dimension?: DimensionVector;
    readonly variance: number;
  };
  readonly rows: number;
  /** Names of the groups of rows, where constants have a value in each. */
  readonly groups?: readonly string[];
}
