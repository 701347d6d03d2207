import {
  type ArrayEstimator,
  type ArrayModel,
  asArray,
  covarianceMatrix,
  diagonal,
  NDArray,
  sum,
  trainTestSplit,
} from "@mesoscope/core";
import {
  type ArrayLike,
  checkOptions,
  type Displayable,
  displaySymbol,
  type MimeBundle,
  ShapeError,
  shortNumber,
  ValueError,
} from "@mesoscope/sdk";
import { checkFiniteData } from "../training/scaling.js";

/** A small model that learned from a large one; `distil` makes it. */
export class Distillation<M extends ArrayModel = ArrayModel> implements Displayable {
  readonly model: M;
  /**
   * The root mean square difference to the teacher on rows that the student has not seen, relative to the spread of what
   * the teacher says.
   */
  readonly relativeError: number;
  /** How many rows it learned from. */
  readonly rows: number;

  /** @internal */
  constructor(model: M, relativeError: number, rows: number) {
    this.model = model;
    this.relativeError = relativeError;
    this.rows = rows;
  }

  toString(): string {
    const error = `${shortNumber(100 * this.relativeError)} %`;
    return `Distilled from ${this.rows} rows: ${error} of the spread away from the teacher on unseen ones`;
  }

  [displaySymbol](): MimeBundle {
    return { "text/plain": this.toString() };
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }
}

/**
 * A small model that says what a large one says, an ensemble for example: it learns from the teacher's predictions at as
 * many rows as wanted, for which no targets are needed. A fifth of the rows is left out to compare the two.
 *
 * @param teacher a fitted model
 * @param student an estimator of the small model
 * @param X rows like those that will be asked for, such as a Sobol sequence within bounds
 * @param options.seed of the rows left out; 0 unless given
 *
 * @example
 * const teacher = { predict: (X) => asVector(X).map((x) => 2 * x), toJSON: () => 2 };
 * const line = { options: {}, fit: async (X, y) => {
 *   const slope = dot(asVector(X), asVector(y)) / dot(asVector(X), asVector(X));
 *   return { predict: (rows) => multiply(asVector(rows), slope), toJSON: () => slope };
 * } };
 * const found = await distil(teacher, line, linspace(0, 1, 20));
 * found.relativeError < 1e-12; // true
 *
 * @throws ValueError BAD_OPTION; ShapeError EMPTY with fewer than 10 rows; DataError MISSING_VALUES; and as the student
 * @see Buciluă, Caruana & Niculescu-Mizil, Model compression, KDD (2006), section 2
 */
export async function distil<M extends ArrayModel>(
  teacher: ArrayModel,
  student: ArrayEstimator<M>,
  X: ArrayLike,
  options: { readonly seed?: number } = {},
): Promise<Distillation<M>> {
  checkOptions("distil", options, ["seed"]);
  if (typeof teacher?.predict !== "function" || typeof student?.fit !== "function") {
    throw new ValueError(
      "BAD_OPTION",
      "distil: found no model or no estimator. Give a fitted model, then an estimator.",
    );
  }
  const rows = asArray(X, "distil: X");
  const n = rows.shape[0] ?? 0;
  if (n < 10) throw new ShapeError("EMPTY", `distil: X has ${n} rows, too few to learn from. Give at least 10.`);
  checkFiniteData("distil", "X", rows);
  const { data, shape } = teacher.predict(rows);
  const said = new NDArray(data, shape);
  const { train, test } = trainTestSplit(n, options);
  const model = await student.fit(rows.take(train), said.take(train));
  return new Distillation(model, differenceOf(said.take(test), model.predict(rows.take(test)).data), train.length);
}

/** The root mean square difference relative to the spread of the expected values, over all outputs. */
function differenceOf(expected: NDArray, found: Float64Array): number {
  const n = expected.shape[0];
  const spread = sum(diagonal(covarianceMatrix(expected.reshape([n, -1]))));
  const square = expected.data.reduce((total, value, i) => total + (found[i] - value) ** 2, 0) / n;
  return square === 0 ? 0 : Math.sqrt(square / spread);
}
