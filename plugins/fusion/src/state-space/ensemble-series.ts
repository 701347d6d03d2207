import { type GaussianPredictive, gaussianPredictive, type NDArray } from "@mesoscope/core";
import { type Displayable, displaySymbol, type MimeBundle } from "@mesoscope/sdk";
import { showSeries } from "./show-series.js";

/** The state of a system at every step of a series, by an ensemble. */
export class EnsembleSeries implements Displayable {
  /** Means over the members, of shape [steps, d]. */
  readonly mean: NDArray;
  /** Standard deviations over the members, of shape [steps, d]. */
  readonly std: NDArray;
  /** Observations less their expectation, of shape [steps, m]; NaN where nothing was observed. */
  readonly innovations: NDArray;
  /** The states after the last step, of shape [members, d]. */
  readonly members: NDArray;

  /** @internal */
  constructor(mean: NDArray, std: NDArray, innovations: NDArray, members: NDArray) {
    this.mean = mean;
    this.std = std;
    this.innovations = innovations;
    this.members = members;
  }

  /** One component of the state through time, ready for a figure. */
  component(j: number): GaussianPredictive {
    return gaussianPredictive({ mean: this.mean.column(j), std: this.std.column(j) });
  }

  [displaySymbol](): Promise<MimeBundle> {
    return showSeries(`State by ${this.members.shape[0]} members`, this.mean, this.std);
  }
}
