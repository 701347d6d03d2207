import { NDArray, stackRows } from "@mesoscope/core";
import { autoregressiveFamily, withLevel } from "./autoregressive-family.js";
import { ConditionedProcess } from "./conditioned-process.js";
import { baseKernel, discrepancyKernel, type Link, linkKernel, type Smoothness } from "./link-kernels.js";
import { baseMember, jointMember, linkedMember, type Member, withBelow } from "./member.js";
import { kernelFamily, type ProcessFamily } from "./process-family.js";
import type { Fidelity } from "./read-levels.js";

/** The draws of one step from level to level. */
export interface Stage {
  /** Hyper-parameters, one set per member. */
  readonly draws: readonly Float64Array[];
  /** The level below at the rows of this one: one vector where it is known, else one per member; none for the first. */
  readonly below: readonly Float64Array[];
  /** By how much its standard deviations grow, after leave-one-out scores. */
  readonly inflation: number;
}

/** One way of relating the levels, fitted. */
export interface Candidate {
  readonly link: Link;
  readonly smoothness: Smoothness;
  /** Whether all levels are one process; else they are fitted one after the other. */
  readonly isJoint: boolean;
  readonly stages: readonly Stage[];
}

/** The processes of a stage, one per member; `level` is the stage's own. */
export function stageProcesses(
  { X, y }: Fidelity,
  family: ProcessFamily,
  { draws, below }: Pick<Stage, "draws" | "below">,
): ConditionedProcess[] {
  return draws.map((values, s) => {
    const inputs = below.length > 0 ? withBelow(X, below[s % below.length]) : X;
    return new ConditionedProcess(family.bind(values), inputs, y);
  });
}

/** The family of stage `t`, for levels fitted one after the other. */
export function stageFamily(link: Link, smoothness: Smoothness, t: number, inputs: number): ProcessFamily {
  if (t === 0) return kernelFamily(baseKernel(smoothness, inputs), inputs, inputs);
  return kernelFamily(linkKernel(link, smoothness, inputs), inputs + 1, 0);
}

/** The family of all levels as one process, over rows `[x, level]`. */
export function jointFamily(smoothness: Smoothness, levels: number, inputs: number): ProcessFamily {
  const kernels = Array.from({ length: levels }, (_, t) =>
    t === 0 ? baseKernel(smoothness, inputs) : discrepancyKernel(smoothness, inputs),
  );
  return autoregressiveFamily(kernels, inputs);
}

/** The rows of all levels, each with its level as last column. */
export function jointData(levels: readonly Fidelity[]): Fidelity {
  return {
    X: stackRows(...levels.map(({ X }, level) => withLevel(X, level))),
    y: new NDArray(Float64Array.from(levels.flatMap(({ y }) => Array.from(y.data)))),
  };
}

/** The data of a candidate's stages: without a link the last level alone, else every level. */
export function stageData(link: Link, levels: readonly Fidelity[]): readonly Fidelity[] {
  return link === "none" ? levels.slice(-1) : levels;
}

/** The highest level under every draw of the candidate, and the variance of its noise. */
export function membersOf(candidate: Candidate, levels: readonly Fidelity[]): { member: Member; noise: number }[] {
  const { link, smoothness, isJoint, stages } = candidate;
  const inputs = levels[0].X.shape[1];
  const top = stages.at(-1)!;
  const noises = top.draws.map((values) => {
    const family = isJoint
      ? jointFamily(smoothness, levels.length, inputs)
      : stageFamily(link, smoothness, stages.length - 1, inputs);
    const last = family.hyperpriors.findLastIndex(({ name }) => name === "noise");
    return values[last] ** 2;
  });
  if (isJoint) {
    const processes = stageProcesses(jointData(levels), jointFamily(smoothness, levels.length, inputs), top);
    return processes.map((process, s) => ({ member: jointMember(process, levels.length - 1), noise: noises[s] }));
  }
  const members = chainMembers(candidate, levels);
  return members.map((member, s) => ({ member, noise: noises[s] }));
}

/** The members of the last of `stages`, for levels fitted one after the other. */
export function chainMembers(
  { link, smoothness, stages }: Pick<Candidate, "link" | "smoothness" | "stages">,
  levels: readonly Fidelity[],
): Member[] {
  const data = stageData(link, levels);
  let members: Member[] = [];
  for (const [t, stage] of stages.entries()) {
    const family = stageFamily(link, smoothness, t, levels[0].X.shape[1]);
    const processes = stageProcesses(data[t], family, stage);
    const below = members;
    members = processes.map((process, s) =>
      t === 0 ? baseMember(process, stage.inflation) : linkedMember(process, below[s % below.length], stage.inflation),
    );
  }
  return members;
}
