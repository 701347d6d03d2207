import {
  gaussianPredictive,
  type MixturePredictive,
  mixturePredictive,
  type NDArray,
  randomStream,
} from "@mesoscope/core";
import {
  type ArrayLike,
  checkOptions,
  type Displayable,
  displaySymbol,
  type MimeBundle,
  type ProbabilisticModel,
} from "@mesoscope/sdk";
import { readModelPoints } from "../model/read-model-points.js";
import { withDraws } from "../model/with-samples.js";
import { type Candidate, membersOf } from "./candidate.js";
import { displayMultiFidelity, multiFidelityText } from "./display-multi-fidelity.js";
import { type LevelScales, scaleInputs, scaleLevels } from "./level-scales.js";
import type { Link, Smoothness } from "./link-kernels.js";
import type { Member } from "./member.js";
import type { Fidelity } from "./read-levels.js";

/** A candidate with what it counts. */
interface WeighedCandidate extends Candidate {
  readonly weight: number;
  /** Mean leave-one-out log density of the targets of the highest level, in nats. */
  readonly logDensity: number;
}

/** All that a model is made of. */
export interface MultiFidelityState {
  readonly levels: readonly Fidelity[];
  readonly scales: LevelScales;
  readonly candidates: readonly WeighedCandidate[];
  readonly inflation: number;
}

/** What was compared when a model of several fidelities was fitted. */
export interface LinkComparison {
  readonly link: Link;
  readonly smoothness: Smoothness;
  /** Mean log density of the targets of the highest level, each predicted from all other data, in nats. */
  readonly logDensity: number;
  /** Its share in the prediction. */
  readonly weight: number;
}

/** A model as plain data. */
export interface MultiFidelityData {
  readonly type: "multiFidelity";
  readonly version: 1;
  readonly levels: readonly { X: ReturnType<NDArray["toJSON"]>; y: ReturnType<NDArray["toJSON"]> }[];
  readonly scales: LevelScales;
  readonly candidates: readonly (Omit<WeighedCandidate, "stages"> & {
    readonly stages: readonly { draws: number[][]; below: number[][]; inflation: number }[];
  })[];
  readonly inflation: number;
}

/**
 * A model of the highest of several fidelities; `multiFidelity(…).fit` makes it.
 *
 * @example
 * const x = [0, 0.2, 0.4, 0.6, 0.8, 1];
 * const levels = [{ X: x, y: x.map((v) => v * v) }, { X: [0, 0.4, 0.6, 1], y: [1, 1.16, 1.36, 2] }];
 * const model = await multiFidelity({ links: ["linear"] }).fit(levels);
 * model.comparison[0].link; // "linear"
 */
export class MultiFidelityModel implements ProbabilisticModel<ArrayLike>, Displayable {
  readonly #state: MultiFidelityState;
  readonly #members: readonly { readonly member: Member; readonly weight: number; readonly noise: number }[];

  /** @internal */
  constructor(state: MultiFidelityState) {
    this.#state = state;
    const levels = scaleLevels(state.levels, state.scales);
    this.#members = state.candidates
      .filter(({ weight }) => weight > 0)
      .flatMap((candidate) => {
        const members = membersOf(candidate, levels);
        return members.map(({ member, noise }) => ({ member, noise, weight: candidate.weight / members.length }));
      });
  }

  /** The ways of relating the levels that were tried, the best first. */
  get comparison(): readonly LinkComparison[] {
    return this.#state.candidates
      .map(({ link, smoothness, logDensity, weight }) => ({ link, smoothness, logDensity, weight }))
      .toSorted((a, b) => b.logDensity - a.logDensity);
  }

  /** By how much standard deviations were widened because leave-one-out errors were larger than they said; at least 1. */
  get inflation(): number {
    return this.#state.inflation;
  }

  /** The data that the model was fitted to, from the lowest level to the highest. */
  get levels(): readonly Fidelity[] {
    return this.#state.levels;
  }

  /**
   * The expected result of the highest level at every row of X.
   *
   * @throws ShapeError SHAPE_MISMATCH where X has other columns than in `fit`
   * @throws DataError MISSING_VALUES
   */
  predict(X: ArrayLike): NDArray {
    return this.#mixture("predict", X, true).mean;
  }

  /**
   * The expected results with their uncertainty; `noise: false` for the function without noise.
   *
   * @throws as `predict`
   */
  predictive(X: ArrayLike, options: { noise?: boolean } = {}): MixturePredictive {
    checkOptions("MultiFidelity.predictive", options, ["noise"]);
    return this.#mixture("predictive", X, options.noise ?? true).inflated(this.#state.inflation);
  }

  /** Plain data from which `loadMultiFidelity` makes the same model. */
  toJSON(): MultiFidelityData {
    const { levels, scales, candidates, inflation } = this.#state;
    return {
      type: "multiFidelity",
      version: 1,
      levels: levels.map(({ X, y }) => ({ X: X.toJSON(), y: y.toJSON() })),
      scales,
      candidates: candidates.map((candidate) => ({
        ...candidate,
        stages: candidate.weight === 0 ? [] : candidate.stages.map(stageData),
      })),
      inflation,
    };
  }

  [displaySymbol](): Promise<MimeBundle> {
    return displayMultiFidelity(this);
  }

  /** What `console.log` prints in Node. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return multiFidelityText(this);
  }

  #mixture(method: string, X: ArrayLike, isNoisy: boolean): MixturePredictive {
    const points = scaleInputs(this.#points(method, X), this.#state.scales);
    const { mean: centre, spread } = this.#state.scales.targets.at(-1)!;
    const unscale = (value: number) => centre + spread * value;
    return mixturePredictive(
      this.#members.map(({ member, noise }) => {
        const { mean, variance } = member.moments(points);
        const noiseVariance = isNoisy ? noise : 0;
        const std = variance.map((value) => spread * Math.sqrt(value + noiseVariance));
        return withDraws(gaussianPredictive({ mean: mean.map(unscale), std }), (seed) => {
          const noises = randomStream(seed).child(1);
          return member
            .draw(points, seed)
            .map((value) => unscale(value + (isNoisy ? Math.sqrt(noise) * noises.normal() : 0))).data;
        });
      }),
      this.#members.map(({ weight }) => weight),
    );
  }

  #points(method: string, X: ArrayLike): NDArray {
    return readModelPoints(`MultiFidelity.${method}`, X, this.#state.levels[0].X.shape[1]);
  }
}

function stageData({ draws, below, inflation }: Candidate["stages"][number]) {
  return { draws: draws.map((values) => [...values]), below: below.map((values) => [...values]), inflation };
}
