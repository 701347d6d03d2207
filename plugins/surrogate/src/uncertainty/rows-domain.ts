import { type ArrayInput, asMatrix, type NDArray } from "@mesoscope/core";
import {
  checkOptions,
  checkShare,
  counted,
  type Displayable,
  displaySymbol,
  type MimeBundle,
  ShapeError,
  shortNumber,
} from "@mesoscope/sdk";
import { checkFiniteData } from "../training/scaling.js";
import { nearestDistances } from "./nearest-distance.js";
import { whitening } from "./whitening.js";

/** Where rows lie; made by `domainOf`. */
export class RowsDomain implements Displayable {
  /** The share of the rows themselves that would count as inside. */
  readonly level: number;
  /** The largest distance that counts as inside. */
  readonly limit: number;
  readonly #rows: NDArray;
  readonly #white: (rows: NDArray) => NDArray;
  readonly #columns: number;

  /** @internal */
  constructor(X: NDArray, level: number) {
    this.level = level;
    this.#columns = X.shape[1];
    this.#white = whitening(X);
    this.#rows = this.#white(X);
    const apart = nearestDistances(this.#rows, this.#rows, true).data.sort();
    this.limit = apart[Math.min(Math.ceil((apart.length + 1) * level - 1e-9), apart.length) - 1];
  }

  /**
   * How far each row of X is from the nearest of the domain's rows, of shape [n]: in standard deviations of these,
   * correlations allowed for (Mahalanobis distance).
   *
   * @throws ShapeError SHAPE_MISMATCH, DataError MISSING_VALUES
   */
  distance(X: ArrayInput): NDArray {
    return nearestDistances(this.#white(this.#read("distance", X)), this.#rows);
  }

  /** 1 for each row of X that is no farther away than `limit`, else 0, of shape [n]. */
  contains(X: ArrayInput): NDArray {
    return nearestDistances(this.#white(this.#read("contains", X)), this.#rows).map((far) => Number(far <= this.limit));
  }

  toString(): string {
    const size = `${counted(this.#rows.shape[0], "row")} in ${counted(this.#columns, "input")}`;
    return `Domain of ${size}: inside up to ${shortNumber(this.limit)} standard deviations from the nearest row`;
  }

  [displaySymbol](): MimeBundle {
    return { "text/plain": this.toString() };
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }

  #read(method: string, X: ArrayInput): NDArray {
    const rows = asMatrix(X, `RowsDomain.${method}: X`);
    if (rows.shape[1] !== this.#columns) {
      throw new ShapeError(
        "SHAPE_MISMATCH",
        `RowsDomain.${method}: X has ${rows.shape[1]} columns but the domain has ${this.#columns}. Give the same inputs.`,
      );
    }
    checkFiniteData(`RowsDomain.${method}`, "X", rows);
    return rows;
  }
}

/**
 * The domain in which a model that learned from X may be asked: inputs about as near to a row of X as these rows are to
 * one another. Rows drawn like those of X are outside with a probability of at most about `1 - level`.
 *
 * Distances are Mahalanobis distances to the nearest row, so holes and clusters of X count, and correlated inputs; the
 * limit is the `⌈(n + 1) level⌉`-th smallest distance of a row to the nearest other. Takes n² d operations, and n d for each row asked.
 *
 * @param X of shape [n, d]; rows that come twice count once
 * @param options.level 0.99 unless given
 *
 * @example
 * const domain = domainOf([[0, 0], [1, 0], [0, 1], [1, 1]]);
 * domain.contains([[0.5, 0.5], [3, 3]]).data; // [1, 0]
 *
 * @throws ShapeError NOT_A_MATRIX, EMPTY with fewer than 3 different rows; DataError MISSING_VALUES; ValueError BAD_OPTION
 */
export function domainOf(X: ArrayInput, options: { readonly level?: number } = {}): RowsDomain {
  checkOptions("domainOf", options, ["level"]);
  const { level = 0.99 } = options;
  checkShare("domainOf", "level", level);
  const rows = asMatrix(X, "domainOf: X");
  checkFiniteData("domainOf", "X", rows);
  const different = rows.take([...firstOfEach(rows)]);
  if (different.shape[0] < 3) {
    throw new ShapeError(
      "EMPTY",
      `domainOf: X has ${counted(different.shape[0], "different row")}, too few for a domain. Give at least 3.`,
    );
  }
  return new RowsDomain(different, level);
}

/** Row numbers, without rows that came before. */
function firstOfEach(X: NDArray): Iterable<number> {
  const seen = new Map<string, number>();
  for (let i = X.shape[0] - 1; i >= 0; i--) seen.set(X.row(i).data.join(" "), i);
  return [...seen.values()].sort((a, b) => a - b);
}
