import {
  checkOptions,
  checkWhole,
  displaySymbol,
  type MimeBundle,
  NumericError,
  plainTable,
  ShapeError,
  shortNumber,
  type TextTable,
  tableBundle,
} from "@mesoscope/sdk";
import { type ArrayInput, asMatrix, asVector } from "../../arrays/as-array.js";
import type { NDArray } from "../../arrays/nd-array.js";
import { cholesky } from "../../linear-algebra/cholesky.js";
import { logDeterminant } from "../../linear-algebra/cholesky-solve.js";
import { matmul } from "../../linear-algebra/matmul.js";
import { solveTriangular } from "../../linear-algebra/solve-triangular.js";
import { type RandomStream, randomStream } from "../../random/random-stream.js";
import type { Distribution } from "./distribution.js";
import { normal } from "./normal.js";

/**
 * The normal distribution of several numbers that vary together.
 *
 * @example
 * const pair = multivariateNormal({ mean: [0, 1], covariance: [[1, 0.5], [0.5, 1]] });
 * pair.logDensity([0, 1]).toFixed(6); // "-1.694036"
 *
 * @throws ShapeError SHAPE_MISMATCH
 * @throws NumericError NOT_POSITIVE_DEFINITE where the covariance is singular, NOT_SYMMETRIC
 */
export function multivariateNormal(options: { mean: ArrayInput; covariance: ArrayInput }): MultivariateNormal {
  checkOptions("multivariateNormal", options, ["mean", "covariance"]);
  return new MultivariateNormal(options.mean, options.covariance);
}

/** The normal distribution of several numbers; `multivariateNormal` makes one. Never changes. */
export class MultivariateNormal {
  readonly name = "multivariateNormal";
  /** Of shape [d]. */
  readonly mean: NDArray;
  /** Of shape [d, d]. */
  readonly covariance: NDArray;
  readonly #factor: NDArray;
  readonly #logScale: number;

  /** @internal */
  constructor(mean: ArrayInput, covariance: ArrayInput) {
    this.mean = asVector(mean, "multivariateNormal: mean");
    this.covariance = asMatrix(covariance, "multivariateNormal: covariance");
    checkCovariance(this.covariance, this.mean.size);
    this.#factor = cholesky(this.covariance);
    this.#logScale = (logDeterminant(this.#factor) + this.mean.size * Math.log(2 * Math.PI)) / 2;
  }

  /** The logarithm of the density at one point, of shape [d]. */
  logDensity(x: ArrayInput): number {
    const point = asVector(x, "multivariateNormal.logDensity: x");
    checkLength("multivariateNormal.logDensity: x", point.size, this.mean.size);
    const scores = solveTriangular(
      this.#factor,
      point.map((value, i) => value - this.mean.data[i]!),
    );
    return -scores.data.reduce((total, score) => total + score * score, 0) / 2 - this.#logScale;
  }

  density(x: ArrayInput): number {
    return Math.exp(this.logDensity(x));
  }

  /** The distribution of entry `i` alone. */
  marginal(i: number): Distribution {
    return normal({ mean: this.mean.get(i), std: Math.sqrt(this.covariance.get(i, i)) });
  }

  /** One point, of shape [d], drawn from a stream. */
  draw(stream: RandomStream): NDArray {
    return matmul(this.#factor, stream.normals(this.mean.size)).map((value, i) => value + this.mean.data[i]!);
  }

  /** `count` points, of shape [count, d]. */
  sample(count: number, options: { seed?: number } = {}): NDArray {
    checkWhole("multivariateNormal.sample", "count", count, 0);
    checkOptions("multivariateNormal.sample", options, ["seed"]);
    const d = this.mean.size;
    const scores = randomStream(options.seed).normals([count, d]);
    return matmul(scores, this.#factor.transpose()).map((value, at) => value + this.mean.data[at % d]!);
  }

  toJSON(): { name: string; parameters: { mean: NestedVector; covariance: NestedVector } } {
    return {
      name: this.name,
      parameters: {
        mean: this.mean.toArray() as NestedVector,
        covariance: this.covariance.toArray() as NestedVector,
      },
    };
  }

  [displaySymbol](): MimeBundle {
    return tableBundle(this.#table());
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return plainTable(this.#table());
  }

  #table(): TextTable {
    const d = Math.min(this.mean.size, columnsShown);
    const std = (i: number) => Math.sqrt(this.covariance.get(i, i));
    const hidden = this.mean.size > d ? `, of which ${d} are shown` : "";
    return {
      caption: `multivariate normal of ${this.mean.size} numbers${hidden}; right: correlations`,
      headings: ["", "mean", "std", ...Array.from({ length: d }, (_, j) => String(j))],
      rows: Array.from({ length: d }, (_, i) => [
        String(i),
        shortNumber(this.mean.get(i)),
        shortNumber(std(i)),
        ...Array.from({ length: d }, (_, j) => shortNumber(this.covariance.get(i, j) / (std(i) * std(j)))),
      ]),
    };
  }
}

type NestedVector = number[] | number[][];

const columnsShown = 8;

function checkCovariance(covariance: NDArray, size: number): void {
  checkLength("multivariateNormal: covariance", covariance.shape[0]!, size);
  checkLength("multivariateNormal: covariance", covariance.shape[1]!, size);
  const scale = covariance.data.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  const at = covariance.data.findIndex((value, position) => {
    const mirrored = covariance.data[(position % size) * size + Math.floor(position / size)]!;
    return !(Math.abs(value - mirrored) <= 1e-10 * scale);
  });
  if (at < 0) return;
  throw new NumericError(
    "NOT_SYMMETRIC",
    `multivariateNormal: the covariance of entries ${Math.floor(at / size)} and ${at % size} differs both ways round. ` +
      "Give a symmetric matrix of finite numbers.",
  );
}

function checkLength(subject: string, found: number, expected: number): void {
  if (found === expected) return;
  throw new ShapeError("SHAPE_MISMATCH", `${subject} has ${found} entries for ${expected} numbers. Give one each.`);
}
