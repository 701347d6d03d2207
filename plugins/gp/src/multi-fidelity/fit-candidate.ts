import type { RandomStream } from "@mesoscope/core";
import { inflationOf } from "../conformal/inflation-of.js";
import {
  type Candidate,
  chainMembers,
  jointData,
  jointFamily,
  type Stage,
  stageData,
  stageFamily,
  stageProcesses,
} from "./candidate.js";
import { drawHyperparameters } from "./draw-hyperparameters.js";
import { type LeaveOneOutScores, leaveOneOutMixture, scoresOf } from "./leave-one-out-mixture.js";
import type { Link, Smoothness } from "./link-kernels.js";
import { withBelow } from "./member.js";
import type { Fidelity } from "./read-levels.js";

/** Members per candidate. */
const count = 96;
/** How many guesses of the level below are made where it is not known. */
const guesses = 4;
/** The level below counts as known where its standard deviation, in that of its targets, is less. */
const known = 0.03;

/** A candidate and how it would have predicted the targets of the highest level. */
export interface ScoredCandidate {
  readonly candidate: Candidate;
  readonly scores: LeaveOneOutScores;
  /** The sum of the leave-one-out log densities of the targets of the lower levels. */
  readonly lowerLogDensity: number;
}

/** First stages that candidates of the same smoothness share. */
export type BaseStages = Map<Smoothness, { readonly stage: Stage; readonly logDensity: number }>;

/** Fits one way of relating the levels. */
export async function fitCandidate(
  link: Link,
  smoothness: Smoothness,
  levels: readonly Fidelity[],
  bases: BaseStages,
  stream: RandomStream,
): Promise<ScoredCandidate> {
  const data = stageData(link, levels);
  const inputs = levels[0].X.shape[1];
  const stages: Stage[] = [];
  let scores: LeaveOneOutScores | undefined;
  let lowerLogDensity = 0;
  for (const [t, level] of data.entries()) {
    const shared = t === 0 && link !== "none" ? bases.get(smoothness) : undefined;
    if (shared) {
      stages.push(shared.stage);
      lowerLogDensity += shared.logDensity;
      continue;
    }
    const below = t === 0 ? [] : levelBelow({ link, smoothness, stages }, data.slice(0, t), level, stream.child(2 * t));
    if (link === "linear" && below.length > 1) {
      return { ...(await fitJoint(smoothness, levels, stream.child(2 * t + 1))), lowerLogDensity };
    }
    const family = stageFamily(link, smoothness, t, inputs);
    const draws: Float64Array[] = [];
    const sources = below.length > 0 ? below : [undefined];
    for (const [g, values] of sources.entries()) {
      const X = values ? withBelow(level.X, values) : level.X;
      const share = { count: count / sources.length, stream: stream.child(2 * t + 1).child(g) };
      draws.push(...(await drawHyperparameters(family, X, level.y, share)));
    }
    const spread = below.length > 1 ? draws.map((_, s) => below[Math.floor((s * below.length) / draws.length)]) : below;
    scores = leaveOneOutMixture(stageProcesses(level, family, { draws, below: spread }), level.y.data);
    // The last stage is inflated with the others of its level, once their weights are known.
    const inflation = t < data.length - 1 ? inflationOf(scoresOf(scores.probabilities)) : 1;
    const stage = { draws, below: spread, inflation };
    stages.push(stage);
    if (t === data.length - 1) break;
    const logDensity = scores.logDensities.reduce((sum, value) => sum + value, 0);
    lowerLogDensity += logDensity;
    if (t === 0) bases.set(smoothness, { stage, logDensity });
  }
  return { candidate: { link, smoothness, isJoint: false, stages }, scores: scores!, lowerLogDensity };
}

/** All levels as one process, whose likelihood is that of all data. */
async function fitJoint(
  smoothness: Smoothness,
  levels: readonly Fidelity[],
  stream: RandomStream,
): Promise<Omit<ScoredCandidate, "lowerLogDensity">> {
  const data = jointData(levels);
  const family = jointFamily(smoothness, levels.length, levels[0].X.shape[1]);
  const draws = await drawHyperparameters(family, data.X, data.y, { count, stream });
  const stage = { draws, below: [], inflation: 1 };
  const processes = stageProcesses(data, family, stage);
  const scores = leaveOneOutMixture(processes, data.y.data, levels.at(-1)!.y.size);
  return { candidate: { link: "linear", smoothness, isJoint: true, stages: [stage] }, scores };
}

/** What the level below is at the rows of the next: its mean where that is certain, else some draws of it. */
function levelBelow(
  chain: Pick<Candidate, "link" | "smoothness" | "stages">,
  levels: readonly Fidelity[],
  { X }: Fidelity,
  stream: RandomStream,
): Float64Array[] {
  const members = chainMembers(chain, levels);
  const moments = members.map((member) => member.moments(X));
  const mean = moments[0].mean.map((_, i) => moments.reduce((sum, one) => sum + one.mean[i], 0) / moments.length);
  const variance = mean.map(
    (value, i) => moments.reduce((sum, one) => sum + one.variance[i] + (one.mean[i] - value) ** 2, 0) / moments.length,
  );
  if (Math.sqrt(Math.max(...variance)) < known) return [mean];
  return Array.from({ length: guesses }, (_, g) => {
    const member = members[Math.floor((g * members.length) / guesses)];
    return member.draw(X, stream.integer(2 ** 31)).data;
  });
}
