import type { NDArray } from "@mesoscope/core";

/** Scores of unseen rows, output by output, and by how much they stretch intervals. */
export class Calibration {
  /** `(y − prediction) / scale`, of the shape of the targets. */
  readonly scores: NDArray;
  /** Magnitudes in ascending order, for each output. */
  readonly #ascending: readonly Float64Array[];

  constructor(scores: NDArray) {
    const outputs = scores.size / scores.shape[0];
    this.scores = scores;
    this.#ascending = Array.from({ length: outputs }, (_, output) =>
      Float64Array.from({ length: scores.shape[0] }, (_, row) => Math.abs(scores.data[row * outputs + output])).sort(),
    );
  }

  /** How many scores there are for each output. */
  get rows(): number {
    return this.scores.shape[0];
  }

  get outputs(): number {
    return this.#ascending.length;
  }

  /** The `⌈(n + 1) level⌉`-th smallest magnitude of an output; infinite where there are fewer. */
  width(level: number, output: number): number {
    const rank = Math.ceil((this.rows + 1) * level - 1e-9);
    return this.#ascending[output][rank - 1] ?? Number.POSITIVE_INFINITY;
  }

  /** The root mean square of an output's scores. */
  spread(output: number): number {
    const scores = this.#ascending[output];
    return Math.sqrt(scores.reduce((sum, score) => sum + score * score, 0) / scores.length);
  }

  /** Values `factor(output) · scale` for predictions of shape [n, …outputs]. */
  stretched(scale: NDArray, factor: (output: number) => number): NDArray {
    const factors = this.#ascending.map((_, output) => factor(output));
    return scale.map((value, at) => stretch(factors[at % factors.length], value));
  }
}

/** Certain predictions that were wrong before have no finite interval. */
function stretch(factor: number, scale: number): number {
  if (factor === 0) return 0;
  return factor === Number.POSITIVE_INFINITY ? factor : factor * scale;
}
