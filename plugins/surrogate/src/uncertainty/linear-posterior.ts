import { matmul, NDArray, stack, symmetricEigen, symmetricProduct, transpose } from "@mesoscope/core";
import { bestRatio, evidenceAt } from "./evidence.js";

/** The normal weights of one output, along the axes of the features. */
export interface OutputWeights {
  /** Their means, of shape [p]. */
  readonly weights: NDArray;
  /** The standard deviation of each weight before rows were seen. */
  readonly priorStd: number;
  /** The standard deviation of the targets about what the weights say. */
  readonly noise: number;
  /** How many weights the rows determine, from 0 to p. */
  readonly determined: number;
  readonly logMarginalLikelihood: number;
}

interface LinearPosteriorState {
  /** How many were learned from. */
  readonly rows: number;
  /** Orthonormal directions in which the weights are independent, the columns of shape [p, p]. */
  readonly axes: NDArray;
  /** The sum of squares of the features along each axis, of shape [p]. */
  readonly strengths: NDArray;
  readonly outputs: readonly OutputWeights[];
}

type ArrayData = ReturnType<NDArray["toJSON"]>;

/** A posterior as plain data. */
export interface LinearPosteriorData extends Pick<LinearPosteriorState, "rows"> {
  readonly axes: ArrayData;
  readonly strengths: ArrayData;
  readonly outputs: readonly (Omit<OutputWeights, "weights"> & { readonly weights: ArrayData })[];
}

/** Of the greatest strength; what is weaker is rounding. */
const weakest = 1e-13;

/** What rows tell of the weights of linear models, one for each output. */
export class LinearPosterior implements LinearPosteriorState {
  readonly rows: number;
  readonly axes: NDArray;
  readonly strengths: NDArray;
  readonly outputs: readonly OutputWeights[];

  constructor({ rows, axes, strengths, outputs }: LinearPosteriorState) {
    this.rows = rows;
    this.axes = axes;
    this.strengths = strengths;
    this.outputs = outputs;
  }

  /** Of all outputs together. */
  get logMarginalLikelihood(): number {
    return this.outputs.reduce((sum, output) => sum + output.logMarginalLikelihood, 0);
  }

  /** What is expected of each row of features and output, of shape [n, outputs]. */
  mean(features: NDArray): NDArray {
    const weights = stack(
      this.outputs.map((output) => output.weights),
      1,
    );
    return matmul(matmul(features, this.axes), weights);
  }

  /** With or without the noise, of shape [n, outputs]. */
  variance(features: NDArray, withNoise: boolean): NDArray {
    const squares = matmul(features, this.axes).map((value) => value ** 2);
    const variances = stack(
      this.outputs.map((output) => this.#variances(output)),
      1,
    );
    return matmul(squares, variances).map(
      (value, at) => value + (withNoise ? this.outputs[at % this.outputs.length].noise ** 2 : 0),
    );
  }

  /** Of all entries of [n, outputs] one after the other, of shape [n outputs, n outputs]; outputs are independent. */
  covariance(features: NDArray, withNoise: boolean): NDArray {
    const turned = matmul(features, this.axes);
    const [n, p] = turned.shape;
    const outputs = this.outputs.length;
    const size = n * outputs;
    const result = new Float64Array(size * size);
    this.outputs.forEach((output, k) => {
      const spreads = this.#variances(output).map(Math.sqrt);
      const together = symmetricProduct(turned.map((value, at) => value * spreads[at % p]));
      together.data.forEach((value, at) => {
        const [row, column] = [Math.floor(at / n) * outputs + k, (at % n) * outputs + k];
        result[row * size + column] = value + (withNoise && row === column ? output.noise ** 2 : 0);
      });
    });
    return new NDArray(result, [size, size]);
  }

  toJSON(): LinearPosteriorData {
    return {
      rows: this.rows,
      axes: this.axes.toJSON(),
      strengths: this.strengths.toJSON(),
      outputs: this.outputs.map((output) => ({ ...output, weights: output.weights.toJSON() })),
    };
  }

  static fromJSON({ rows, axes, strengths, outputs }: LinearPosteriorData): LinearPosterior {
    return new LinearPosterior({
      rows,
      axes: NDArray.fromJSON(axes),
      strengths: NDArray.fromJSON(strengths),
      outputs: outputs.map((output) => ({ ...output, weights: NDArray.fromJSON(output.weights) })),
    });
  }

  /** Of the weights along each axis. */
  #variances({ noise, priorStd }: OutputWeights): Float64Array {
    return this.strengths.data.map((strength) => 1 / (strength / noise ** 2 + 1 / priorStd ** 2));
  }
}

/**
 * The posterior of weights with independent normal priors of one variance, for targets with normal noise: the variances of
 * prior and noise are those of the greatest marginal likelihood, each output has its own.
 *
 * @param features of shape [n, p]
 * @param targets of shape [n, outputs], standardised
 *
 * @see MacKay, Bayesian interpolation, Neural Computation 4 (1992) 415; Bishop, Pattern Recognition and Machine Learning
 *   (2006), equations 3.53, 3.54 and 3.59
 */
export function linearPosterior(features: NDArray, targets: NDArray): LinearPosterior {
  const { values, vectors: axes } = symmetricEigen(symmetricProduct(transpose(features)));
  const least = weakest * values.data.at(-1)!;
  const strengths = values.map((value) => (value > least ? value : 0));
  const turned = matmul(features, axes);
  const outputs = Array.from({ length: targets.shape[1] }, (_, k) =>
    weightsOf(turned, strengths.data, targets.column(k)),
  );
  return new LinearPosterior({ rows: targets.shape[0], axes, strengths, outputs });
}

function weightsOf(turned: NDArray, strengths: Float64Array, y: NDArray): OutputWeights {
  const over = (value: number, i: number) => (strengths[i] > 0 ? value / Math.sqrt(strengths[i]) : 0);
  const explained = matmul(transpose(turned), y).map(over);
  const slopes = explained.map(over);
  const fitted = matmul(turned, slopes);
  const misfit = y.data.reduce((sum, value, i) => sum + (value - fitted.data[i]) ** 2, 0);
  const evidence = { rows: y.size, strengths, explained: explained.data, misfit };
  const ratio = bestRatio(evidence);
  const { noise, determined, logMarginalLikelihood } = evidenceAt(evidence, ratio);
  const weights = slopes.map((slope, i) => (slope * strengths[i]) / (strengths[i] + ratio));
  return { weights, priorStd: noise / Math.sqrt(ratio), noise, determined, logMarginalLikelihood };
}
