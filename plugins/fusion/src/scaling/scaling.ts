import { type ArrayInput, asArray, type NDArray } from "@mesoscope/core";
import {
  counted,
  type Displayable,
  displaySymbol,
  type FittedTransformer,
  type MimeBundle,
  ShapeError,
  type Transformer,
  tableBundle,
  ValueError,
} from "@mesoscope/sdk";
import { gappedMatrix } from "../common/arguments.js";
import { showOptions } from "../common/show-options.js";
import type { ColumnMap, ColumnMapJSON, FitColumn } from "./column-map.js";

/** A recipe for scaling the columns of a table; `fit` learns its numbers. NaN is left out of the fit and stays NaN. */
export interface Scaling extends Transformer<ArrayInput>, Displayable {
  readonly name: string;
  readonly options: object;
  fit(X: ArrayInput): Promise<FittedScaling>;
  /** How column `j` of a table of `count` columns is learned. @internal */
  columnFit(j: number, count: number): FitColumn;
}

export function scaling(name: string, options: object, columnFit: Scaling["columnFit"]): Scaling {
  return {
    name,
    options,
    columnFit,
    async fit(X) {
      const matrix = gappedMatrix(X, `${name}.fit: X`);
      const count = matrix.shape[1];
      const maps = Array.from({ length: count }, (_, j) => {
        const label = `${name}.fit: column ${j}`;
        return columnFit(j, count)(presentSorted(matrix.column(j).data, label), label);
      });
      return new FittedScaling(name, maps);
    },
    [displaySymbol]: () => showOptions(name, options),
  };
}

function presentSorted(column: Float64Array, label: string): Float64Array {
  const present = column.filter((value) => !Number.isNaN(value)).sort();
  if (present.length > 0) return present;
  throw new ValueError("EMPTY", `${label} has no value that is there. Leave the column out, or fill it first.`);
}

/** Scaled columns and the way back. Values of shape [n, columns]; a vector stands for one column and stays a vector. */
export class FittedScaling implements FittedTransformer<ArrayInput>, Displayable {
  readonly name: string;
  readonly #maps: readonly ColumnMap[];

  /** @internal */
  constructor(name: string, maps: readonly ColumnMap[]) {
    this.name = name;
    this.#maps = maps;
  }

  /** What was done about columns that could not be scaled as asked, in sentences. */
  get notes(): readonly string[] {
    return this.#maps.flatMap(({ note }, j) => (note ? [`Column ${j}: ${note}.`] : []));
  }

  /**
   * The values scaled.
   *
   * @throws ShapeError SHAPE_MISMATCH where the columns are not as many as in the fit
   */
  transform(X: ArrayInput): NDArray {
    return this.#apply("transform", X, (map, value) => map.forward(value));
  }

  /** The values that `transform` scales to `X`. */
  inverseTransform(X: ArrayInput): NDArray {
    return this.#apply("inverseTransform", X, (map, value) => map.inverse(value));
  }

  toJSON(): ScalingJSON {
    return { name: this.name, columns: this.#maps.map((map) => map.toJSON()) };
  }

  [displaySymbol](): MimeBundle {
    const rows = this.#maps.map(({ text, note = "" }, j) => [String(j), text, note]);
    return tableBundle({
      caption: `${this.name}, ${counted(rows.length, "column")}`,
      headings: ["column", "scaled by", "note"],
      rows,
    });
  }

  #apply(method: string, X: ArrayInput, change: (map: ColumnMap, value: number) => number): NDArray {
    const values = asArray(X, `${this.name}.${method}: X`);
    const count = this.#maps.length;
    const columns = values.rank === 1 ? 1 : values.shape[1];
    if (columns === count && values.rank <= 2) {
      return values.map((value, at) => (Number.isNaN(value) ? value : change(this.#maps[at % count], value)));
    }
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `${this.name}.${method}: X has shape [${values.shape.join(", ")}] but ${counted(count, "column")} were fitted. Give these.`,
    );
  }
}

/** A fitted scaling as plain data; `loadScaling` reads it. */
export interface ScalingJSON {
  readonly name: string;
  readonly columns: readonly ColumnMapJSON[];
}
