import { randomStream } from "@mesoscope/core";
import { checkOptions, type Displayable, displaySymbol, tick, ValueError } from "@mesoscope/sdk";
import { type BaseStages, fitCandidate, type ScoredCandidate } from "./fit-candidate.js";
import { scaleLevels, scalesOf } from "./level-scales.js";
import type { Link, Smoothness } from "./link-kernels.js";
import { MultiFidelityModel } from "./multi-fidelity-model.js";
import { type FidelityData, readLevels } from "./read-levels.js";
import { weighCandidates } from "./weigh-candidates.js";

/** Options of `multiFidelity`. */
export interface MultiFidelityOptions {
  /** The ways of relating the levels that are tried; all by default. */
  readonly links?: readonly Link[];
  /** Of the draws of the hyper-parameters; 0 by default. */
  readonly seed?: number;
}

/** A recipe for a model of several fidelities; made by `multiFidelity`. */
export interface MultiFidelity extends Displayable {
  readonly options: MultiFidelityOptions;
  /** `levels` from the cheapest to the best, which is the one that the model predicts. */
  fit(levels: readonly FidelityData[]): Promise<MultiFidelityModel>;
}

const allLinks: readonly Link[] = ["none", "linear", "quadratic", "nonlinear"];
const smoothnesses: readonly Smoothness[] = ["rbf", "matern"];

/**
 * Regression on few good results and many cheap ones, such as fine and coarse simulations: it finds out how the levels
 * are related, and says so.
 *
 * Autoregressive (Kennedy & O'Hagan), quadratic and nonlinear (Perdikaris) Gaussian processes and one without the cheap
 * levels, each with smooth and with rougher functions, are fitted with draws of their hyper-parameters, and weighed by the
 * leave-one-out density of the best level's targets. What is not known of a cheap level is passed on. The levels need not
 * share points. For tens to some two hundred rows in all.
 *
 * @example
 * const x = [0, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1];
 * const cheap = { X: x, y: x.map((v) => Math.sin(8 * v)) };
 * const good = { X: [0, 0.25, 0.5, 0.75, 1], y: [0, 0.25, 0.5, 0.75, 1].map((v) => 2 * Math.sin(8 * v) + v) };
 * const model = await multiFidelity().fit([cheap, good]);
 * Math.abs(model.predict([0.6]).data[0] - (2 * Math.sin(4.8) + 0.6)) < 0.1; // true
 *
 * @throws ValueError BAD_OPTION; `fit`: ShapeError SHAPE_MISMATCH or EMPTY, DataError MISSING_VALUES
 * @see Kennedy & O'Hagan, Biometrika 87 (2000) 1; Perdikaris et al., Proc. R. Soc. A 473 (2017) 20160751
 */
export function multiFidelity(options: MultiFidelityOptions = {}): MultiFidelity {
  checkOptions("multiFidelity", options, ["links", "seed"]);
  const { links = allLinks, seed = 0 } = options;
  const unknown = links.find((link) => !allLinks.includes(link));
  if (unknown !== undefined || links.length === 0) {
    throw new ValueError(
      "BAD_OPTION",
      `multiFidelity: links holds ${unknown ?? "nothing"}. Give some of ${allLinks.join(", ")}.`,
    );
  }
  return {
    options: Object.freeze({ ...options }),
    fit: (levels) => fitLinks(links, levels, seed),
    [displaySymbol]: () => ({ "text/plain": `multiFidelity, not fitted yet: ${links.join(", ")}` }),
  };
}

async function fitLinks(
  links: readonly Link[],
  data: readonly FidelityData[],
  seed: number,
): Promise<MultiFidelityModel> {
  const levels = readLevels(data);
  const scales = scalesOf(levels);
  const scaled = scaleLevels(levels, scales);
  const bases: BaseStages = new Map();
  const all = smoothnesses.flatMap((smoothness) => links.map((link) => ({ link, smoothness })));
  const fitted: ScoredCandidate[] = [];
  for (const [k, { link, smoothness }] of all.entries()) {
    await tick(k, all.length);
    fitted.push(await fitCandidate(link, smoothness, scaled, bases, randomStream(seed).child(k)));
  }
  const { weights, inflation } = weighCandidates(fitted);
  const candidates = fitted.map(({ candidate, scores }, k) => {
    const logDensity = scores.logDensities.reduce((sum, value) => sum + value, 0) / scores.logDensities.length;
    const { mean: _, spread } = scales.targets.at(-1)!;
    return { ...candidate, weight: weights[k], logDensity: logDensity - Math.log(spread) };
  });
  return new MultiFidelityModel({ levels, scales, candidates, inflation });
}
