import { type ArrayInput, asArray, type NDArray, type RandomStream, randomStream } from "@mesoscope/core";
import {
  checkOptions,
  checkWhole,
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
import { Imputed } from "./imputed.js";

/** A recipe for filling the gaps (NaN) of a table of shape [n, columns]; `fit` learns what to fill from. */
export interface Imputation extends Transformer<ArrayInput>, Displayable {
  readonly name: string;
  readonly options: object;
  fit(X: ArrayInput): Promise<FittedImputation>;
}

/** What fills the gaps of one table. */
export interface Filler {
  readonly columns: number;
  /** Values with the gaps filled, and their spread. */
  fill(X: NDArray): { readonly values: NDArray; readonly spread?: NDArray };
  /** Values with the gaps filled by a draw from what they may be. */
  draw?(X: NDArray, stream: RandomStream): NDArray;
  toJSON(): FillerJSON;
}

/** A filler as plain data; `kind` says how to read it. */
type FillerJSON = { readonly kind: string } & Readonly<Record<string, unknown>>;

export function imputation(name: string, options: object, learn: (X: NDArray) => Filler | Promise<Filler>): Imputation {
  return {
    name,
    options,
    async fit(X) {
      const matrix = gappedMatrix(X, `${name}.fit: X`);
      checkColumns(name, matrix);
      return new FittedImputation(name, await learn(matrix));
    },
    [displaySymbol]: () => showOptions(name, options),
  };
}

/** Fills the gaps of tables with the columns of that in the fit. */
export class FittedImputation implements FittedTransformer<ArrayInput>, Displayable {
  readonly name: string;
  readonly #filler: Filler;

  /** @internal */
  constructor(name: string, filler: Filler) {
    this.name = name;
    this.#filler = filler;
  }

  /**
   * The table with its gaps filled, which ones those were, and how sure the fills are.
   *
   * @throws ShapeError SHAPE_MISMATCH; ValueError NOT_FINITE
   */
  impute(X: ArrayInput): Imputed {
    const given = asArray(X, `${this.name}.impute: X`);
    const { values, spread } = this.#filler.fill(this.#checked("impute", given));
    return new Imputed(given, values.reshape(given.shape), spread?.reshape(given.shape));
  }

  /** The table with its gaps filled. */
  transform(X: ArrayInput): NDArray {
    return this.impute(X).values;
  }

  /** The table as it is: what was filled stays filled. */
  inverseTransform(X: ArrayInput): NDArray {
    const given = asArray(X, `${this.name}.inverseTransform: X`);
    return this.#checked("inverseTransform", given).reshape(given.shape);
  }

  /**
   * `count` tables whose gaps are filled by draws from what they may be, for multiple imputation.
   *
   * @throws ValueError NO_SPREAD where the method knows no distribution
   */
  sample(X: ArrayInput, count: number, options: { seed?: number } = {}): NDArray[] {
    checkOptions(`${this.name}.sample`, options, ["seed"]);
    checkWhole(`${this.name}.sample`, "count", count, 1);
    const draw = this.#filler.draw?.bind(this.#filler);
    if (!draw) {
      throw new ValueError(
        "NO_SPREAD",
        `${this.name}.sample: this method knows no distribution. Use iterativeImputation instead.`,
      );
    }
    const matrix = this.#checked("sample", asArray(X, `${this.name}.sample: X`));
    const stream = randomStream(options.seed);
    return Array.from({ length: count }, (_, i) => draw(matrix, stream.child(i)));
  }

  toJSON(): ImputationJSON {
    return { name: this.name, filler: this.#filler.toJSON() };
  }

  [displaySymbol](): MimeBundle {
    const { kind, ...numbers } = this.#filler.toJSON();
    const rows = Object.entries(numbers).map(([name, value]) => [name, JSON.stringify(value).slice(0, 60)]);
    return tableBundle({
      caption: `${this.name}, ${counted(this.#filler.columns, "column")}`,
      headings: ["learned", "value"],
      rows,
    });
  }

  #checked(method: string, given: NDArray): NDArray {
    const matrix = gappedMatrix(given, `${this.name}.${method}: X`);
    if (matrix.shape[1] === this.#filler.columns) return matrix;
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `${this.name}.${method}: X has ${counted(matrix.shape[1], "column")} but ${this.#filler.columns} were fitted. Give these.`,
    );
  }
}

/** A fitted imputation as plain data; `loadImputation` reads it. */
export interface ImputationJSON {
  readonly name: string;
  readonly filler: FillerJSON;
}

function checkColumns(name: string, matrix: NDArray): void {
  const empty = Array.from({ length: matrix.shape[1] }, (_, j) => j).find((j) =>
    matrix.column(j).data.every(Number.isNaN),
  );
  if (empty === undefined) return;
  throw new ValueError(
    "EMPTY",
    `${name}.fit: column ${empty} has no value that is there, so nothing can be learned of it. Leave the column out.`,
  );
}
