import { type ArrayInput, asMatrix, covarianceMatrix, matmul, mean, NDArray, symmetricEigen } from "@mesoscope/core";
import {
  type ArrayLike,
  checkNumber,
  checkOptions,
  type Displayable,
  displaySymbol,
  type FittedTransformer,
  type MimeBundle,
  ShapeError,
  type Transformer,
  ValueError,
} from "@mesoscope/sdk";
import { checkFiniteData } from "../training/scaling.js";

/** Options of `coral`. */
export interface CoralOptions {
  /** Rows of the domain that features shall look like, of shape [m, d]; no targets are needed. */
  readonly target: ArrayInput;
  /** Added to the variances of both domains, as a share of them: 1e-5 unless given, 1 in the paper. */
  readonly regularization?: number;
}

/** A recipe for aligned features; made by `coral`. */
export interface Coral extends Transformer<ArrayLike>, Displayable {
  fit(X: ArrayLike): Promise<FittedCoral>;
}

/**
 * Correlation alignment: an affine map of the features of one domain after which their mean and covariance are those of
 * another, so that what is learned from the many labelled rows of the one (simulations, say) holds better for the other
 * (measurements).
 *
 * `fit` takes rows of the source; train on `transform(source)`, then predict rows of the target as they are. The map is
 * `x ↦ (x − m_s) C_s^(−1/2) C_t^(1/2) + m_t` with regularised covariances C.
 *
 * @example
 * const source = [[0, 0], [1, 0], [0, 1], [1, 1]];
 * const target = [[5, 0], [9, 0], [5, 2], [9, 2]];
 * const aligned = await coral({ target, regularization: 0 }).fit(source);
 * allClose(aligned.transform(source), target); // true
 *
 * @throws ValueError BAD_OPTION; ShapeError SHAPE_MISMATCH, EMPTY; ValueError CONSTANT_COLUMN where a column does not vary
 * @see Sun, Feng & Saenko, Return of frustratingly easy domain adaptation, AAAI (2016), algorithm 1
 */
export function coral(options: CoralOptions): Coral {
  checkOptions("coral", options, ["target", "regularization"]);
  const { regularization = 1e-5 } = options;
  checkNumber("coral", "regularization", regularization, "a number from 0", (value) => value >= 0 && value < Infinity);
  const target = momentsOf("coral: target", options.target, regularization);
  return {
    async fit(X) {
      const source = momentsOf("coral.fit: X", X, regularization);
      const [found, wanted] = [source.mean.size, target.mean.size];
      if (found !== wanted) {
        throw new ShapeError(
          "SHAPE_MISMATCH",
          `coral.fit: X has ${found} columns but the target has ${wanted}. Give the same features.`,
        );
      }
      return new FittedCoral({
        from: source.mean,
        to: target.mean,
        matrix: matmul(power(source.covariance, -0.5), power(target.covariance, 0.5)),
        back: matmul(power(target.covariance, -0.5), power(source.covariance, 0.5)),
      });
    },
    [displaySymbol]: () => ({ "text/plain": `coral to ${target.mean.size} features, not fitted yet` }),
  };
}

/** An affine map of features; `coral(…).fit` makes it. */
export class FittedCoral implements FittedTransformer<ArrayLike>, Displayable {
  readonly #map: Readonly<Record<"from" | "to" | "matrix" | "back", NDArray>>;

  /** @internal */
  constructor(map: Readonly<Record<"from" | "to" | "matrix" | "back", NDArray>>) {
    this.#map = map;
  }

  /** Rows of the source as if they were of the target, of shape [n, d]. */
  transform(X: ArrayLike): NDArray {
    const { from, to, matrix } = this.#map;
    return moved(this.#read("transform", X), from, matrix, to);
  }

  /** Rows of the target as if they were of the source. */
  inverseTransform(X: ArrayLike): NDArray {
    const { from, to, back } = this.#map;
    return moved(this.#read("inverseTransform", X), to, back, from);
  }

  /** Plain data from which `loadCoral` makes the same map. */
  toJSON() {
    const { from, to, matrix, back } = this.#map;
    const arrays = { from: from.toJSON(), to: to.toJSON(), matrix: matrix.toJSON(), back: back.toJSON() };
    return { type: "coral", version: 1, ...arrays };
  }

  toString(): string {
    return `Correlation alignment of ${this.#map.from.size} features`;
  }

  [displaySymbol](): MimeBundle {
    return { "text/plain": this.toString() };
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }

  #read(method: string, X: ArrayLike): NDArray {
    const rows = asMatrix(X, `coral.${method}: X`);
    const d = this.#map.from.size;
    if (rows.shape[1] === d) return rows;
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `coral.${method}: X has ${rows.shape[1]} columns but the map is for ${d}. Give the same features.`,
    );
  }
}

/**
 * The map that `toJSON` wrote.
 *
 * @example
 * const aligned = await coral({ target: [[1, 2], [3, 5], [4, 4]] }).fit([[0, 1], [1, 0], [2, 2]]);
 * const again = loadCoral(JSON.parse(JSON.stringify(aligned)));
 * allClose(again.transform([[1, 1]]), aligned.transform([[1, 1]])); // true
 *
 * @throws ValueError BAD_VALUE where the data is no saved map
 */
export function loadCoral(json: unknown): FittedCoral {
  const { type, version, from, to, matrix, back } = (json ?? {}) as ReturnType<FittedCoral["toJSON"]>;
  if (type === "coral" && version === 1) {
    const read = NDArray.fromJSON;
    return new FittedCoral({ from: read(from), to: read(to), matrix: read(matrix), back: read(back) });
  }
  throw new ValueError(
    "BAD_VALUE",
    "loadCoral: the data is no saved alignment. Give what JSON.parse makes of a saved one.",
  );
}

function momentsOf(owner: string, X: ArrayInput, regularization: number) {
  const rows = asMatrix(X, owner);
  if (rows.shape[0] < 2) {
    throw new ShapeError("EMPTY", `${owner} has ${rows.shape[0]} rows, too few to vary. Give at least 2.`);
  }
  checkFiniteData(owner.split(":")[0], owner.split(" ").at(-1)!, rows);
  const d = rows.shape[1];
  const covariance = covarianceMatrix(rows, { sample: true });
  const constant = Array.from({ length: d }, (_, j) => j).find((j) => covariance.get(j, j) === 0);
  if (constant !== undefined) {
    throw new ValueError("CONSTANT_COLUMN", `${owner} does not vary in column ${constant}. Leave the column out.`);
  }
  return {
    mean: mean(rows, 0) as NDArray,
    covariance: covariance.map((value, at) => (at % (d + 1) === 0 ? (1 + regularization) * value : value)),
  };
}

/** A power of a symmetric matrix; directions without variance stay without. */
function power(matrix: NDArray, exponent: number): NDArray {
  const { values, vectors } = symmetricEigen(matrix);
  const d = values.size;
  const largest = values.data.reduce((a, b) => Math.max(a, b), 0);
  const powers = values.data.map((value) => (value > 1e-14 * largest ? value ** exponent : 0));
  return matmul(
    vectors.map((value, at) => value * powers[at % d]),
    vectors.transpose(),
  );
}

function moved(rows: NDArray, from: NDArray, matrix: NDArray, to: NDArray): NDArray {
  const d = from.size;
  const centred = rows.map((value, at) => value - from.data[at % d]);
  return matmul(centred, matrix).map((value, at) => value + to.data[at % d]);
}
