import { type ArrayInput, asArray, NDArray } from "@mesoscope/core";
import {
  counted,
  type Displayable,
  displaySymbol,
  type MimeBundle,
  ShapeError,
  shortNumber,
  tableBundle,
} from "@mesoscope/sdk";

const rowsShown = 20;

/** Why one value is held to be an outlier. */
export interface OutlierReason {
  readonly row: number;
  readonly column: number;
  readonly value: number;
  /** How far it lies out, in the measure of the method. */
  readonly score: number;
  /** The same in words. */
  readonly reason: string;
}

/** Which values are outliers, and why. Nothing is removed: `masked` puts gaps in their place, to be filled. */
export class Outliers implements Displayable {
  /** 1 at outliers, 0 elsewhere, of the shape of the values. */
  readonly flags: NDArray;
  /** How far each value lies out, in the measure of the method; NaN at gaps. */
  readonly scores: NDArray;
  readonly reasons: readonly OutlierReason[];
  /** What had to be done where the method could not be used as asked, in sentences. */
  readonly notes: readonly string[];
  readonly #method: string;

  /** @internal */
  constructor(method: string, values: NDArray, verdicts: readonly Verdict[], notes: readonly string[] = []) {
    const columns = values.rank === 1 ? 1 : values.shape[1];
    this.#method = method;
    this.notes = notes;
    this.scores = new NDArray(
      Float64Array.from(verdicts, ({ score }) => score),
      values.shape,
    );
    this.flags = new NDArray(
      Float64Array.from(verdicts, ({ reason }) => Number(reason !== undefined)),
      values.shape,
    );
    this.reasons = verdicts.flatMap(({ score, reason }, at) =>
      reason === undefined
        ? []
        : [{ row: Math.floor(at / columns), column: at % columns, value: values.data[at], score, reason }],
    );
  }

  get count(): number {
    return this.reasons.length;
  }

  /**
   * The values with NaN in the place of outliers; where rows are outliers, in all their columns.
   *
   * @throws ShapeError SHAPE_MISMATCH
   */
  masked(values: ArrayInput): NDArray {
    const given = asArray(values, "Outliers.masked: the input");
    const width = given.size / this.flags.size;
    const [wanted, found] = [this.flags.shape.join(", "), given.shape.join(", ")];
    if (found === wanted || (this.flags.rank === 1 && found === [wanted, width].join(", "))) {
      return given.map((value, at) => (this.flags.data[Math.floor(at / width)] === 1 ? Number.NaN : value));
    }
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `Outliers.masked: the values have shape [${found}] but the flags [${wanted}]. Give the values that were examined.`,
    );
  }

  [displaySymbol](): MimeBundle {
    const rows = this.reasons
      .slice(0, rowsShown)
      .map(({ row, column, value, reason }) => [String(row), String(column), shortNumber(value), reason]);
    const hidden = this.count > rowsShown ? `, the first ${rowsShown} shown` : "";
    const caption = `${this.#method}: ${counted(this.count, "outlier")} among ${counted(this.flags.size, "value")}${hidden}`;
    return tableBundle({
      caption: [caption, ...this.notes].join(". "),
      headings: ["row", "column", "value", "why"],
      rows,
    });
  }
}

/** A value's score, and where it is an outlier the reason. */
export interface Verdict {
  readonly score: number;
  readonly reason?: string;
}
