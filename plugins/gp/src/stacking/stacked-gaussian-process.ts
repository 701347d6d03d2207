import { argmax, NDArray, randomStream, stackColumns, stackingWeights } from "@mesoscope/core";
import { type ArrayLike, type Displayable, displaySymbol, type Estimator, ValueError } from "@mesoscope/sdk";
import type { Covariance } from "../covariance/covariance.js";
import { isCovariance } from "../covariance/join.js";
import { matern } from "../covariance/matern.js";
import { rbf } from "../covariance/rbf.js";
import type { CensoredTargets } from "../fit/censored.js";
import { type Fitted, fitGaussianProcess } from "../fit/fit.js";
import { fewRows, sampleOf, sampleSize } from "../fit/sample-of.js";
import { type TrainingData, takeRows } from "../fit/training-data.js";
import { type GaussianProcessOptions, gaussianProcess, readExactData } from "../gaussian-process.js";
import { StackedGaussianProcessModel } from "./stacked-gaussian-process-model.js";

/** Options of `stackedGaussianProcess`: those of `gaussianProcess`, with several kernels. */
export interface StackedGaussianProcessOptions extends Omit<GaussianProcessOptions, "kernel"> {
  /** The candidates; Matérn 3/2, Matérn 5/2 and RBF by default: rough, smooth and very smooth functions. */
  readonly kernels?: readonly Covariance[];
}

/** A recipe for several Gaussian processes that predict as one; made by `stackedGaussianProcess`. */
export interface StackedGaussianProcess
  extends Estimator<ArrayLike, ArrayLike | CensoredTargets, StackedGaussianProcessModel>,
    Displayable {
  readonly options: StackedGaussianProcessOptions;
}

/** What counts for less is left out: it would cost time and change nothing. */
const leastWeight = 0.01;
/** With many rows, a kernel that counts for less on a sample is not fitted to all. */
const leastWeightOnSample = 0.25;

/**
 * Gaussian processes with different kernels, mixed so that they best predict each target from all others.
 *
 * For data of which nobody knows how smooth they are. The weights come from leave-one-out densities in closed form, so
 * nothing is fitted twice; kernels with less than 1 % are left out. The search of one kernel goes on where that of the one
 * before ended. Above 384 rows the kernels are compared on a sample of 256, and those with a weight of at least 0.25
 * there go on with all rows.
 *
 * @example
 * const X = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];
 * const model = await stackedGaussianProcess().fit(X, X.map((x) => Math.sin(6 * x)));
 * model.predictive([0.55]).mean.shape; // [1]
 *
 * @throws ValueError BAD_OPTION; `fit`: as `gaussianProcess`
 * @see Yao, Vehtari, Simpson & Gelman, Bayesian Analysis 13 (2018) 917; Rasmussen & Williams (2006), section 5.4.2
 */
export function stackedGaussianProcess(options: StackedGaussianProcessOptions = {}): StackedGaussianProcess {
  const { kernels = [matern({ smoothness: 1.5 }), matern({ smoothness: 2.5 }), rbf()], ...others } = options;
  if (!Array.isArray(kernels) || kernels.length === 0 || !kernels.every(isCovariance)) {
    throw new ValueError(
      "BAD_OPTION",
      "stackedGaussianProcess: kernels is no list of kernels. Give some, such as [matern({ smoothness: 2.5 }), rbf()].",
    );
  }
  const members = kernels.map((kernel) => gaussianProcess({ ...others, kernel }).options);
  return {
    options: Object.freeze({ ...options }),
    async fit(X, y) {
      const data = readExactData(X, y);
      const rows = data.y.size;
      if (rows <= fewRows) return stack(await fitInTurn(members, data), 0);
      const sample = takeRows(data, sampleOf(rows, sampleSize, randomStream(options.seed).child(0)));
      const tried = await fitInTurn(members, sample);
      const weights = weightsOf(tried);
      const fitted: Fitted[] = [];
      for (const [k, { end }] of tried.entries()) {
        if (weights.data[k] >= leastWeightOnSample || k === argmax(weights)) {
          fitted.push(await fitGaussianProcess(members[k], data, end));
        }
      }
      return stack(fitted, evaluationsOf(tried));
    },
    [displaySymbol]: () => ({
      "text/plain": `stackedGaussianProcess, not fitted yet: ${kernels.map((kernel) => kernel.name).join(", ")}`,
    }),
  };
}

/** Fits each kernel from where the one before ended, where both have the same hyper-parameters. */
async function fitInTurn(members: readonly GaussianProcessOptions[], data: TrainingData): Promise<Fitted[]> {
  const fitted: Fitted[] = [];
  for (const [k, member] of members.entries()) {
    const isAlike = k > 0 && layoutOf(member.kernel!, data) === layoutOf(members[k - 1].kernel!, data);
    fitted.push(await fitGaussianProcess(member, data, isAlike ? fitted[k - 1].end : undefined));
  }
  return fitted;
}

/** Its hyper-parameters with all that was said of them. */
function layoutOf(kernel: Covariance, { X }: TrainingData): string {
  return JSON.stringify(kernel.parameters(X.shape[1]));
}

function weightsOf(fitted: readonly Fitted[]): NDArray {
  return stackingWeights(stackColumns(...fitted.map(({ model }) => model.leaveOneOut().logDensity)));
}

function evaluationsOf(fitted: readonly Fitted[]): number {
  return fitted.reduce((sum, { model }) => sum + (model.search?.evaluations ?? 0), 0);
}

function stack(fitted: readonly Fitted[], earlier: number): StackedGaussianProcessModel {
  const weights = weightsOf(fitted);
  const kept = fitted.flatMap(({ model }, k) =>
    weights.data[k] >= leastWeight ? [{ model, weight: weights.data[k] }] : [],
  );
  const total = kept.reduce((sum, { weight }) => sum + weight, 0);
  return new StackedGaussianProcessModel(
    kept.map(({ model }) => model),
    new NDArray(Float64Array.from(kept, ({ weight }) => weight / total)),
    earlier + evaluationsOf(fitted),
  );
}
