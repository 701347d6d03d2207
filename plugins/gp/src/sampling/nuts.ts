import type { RandomStream, ValueAndGradient } from "@mesoscope/core";
import { tick } from "@mesoscope/sdk";
import { StepSize } from "./step-size.js";

/** A logarithm of a density, constants left out, and its gradient; −Infinity where it cannot be computed. */
export type LogDensity = (x: Float64Array) => ValueAndGradient;

export interface Chain {
  /** One point per draw. */
  readonly draws: readonly Float64Array[];
  readonly stepSize: number;
  /** The mean acceptance probability after the warm-up. */
  readonly acceptance: number;
  /** How many draws left the energy far behind, which a rough density does. */
  readonly divergences: number;
  readonly evaluations: number;
}

interface Point extends ValueAndGradient {
  readonly x: Float64Array;
  readonly momentum: Float64Array;
}

interface Tree {
  readonly left: Point;
  readonly right: Point;
  readonly proposal: Point;
  readonly count: number;
  readonly goesOn: boolean;
  readonly acceptance: number;
  readonly steps: number;
  readonly diverges: boolean;
}

const deepest = 8;
const largestError = 1000;

/**
 * One chain of the no-U-turn sampler: Hamiltonian paths that end where they turn back.
 *
 * The step is set by dual averaging, the scale of every variable by its spread in the first half of the warm-up.
 *
 * @see Hoffman & Gelman, JMLR 15 (2014) 1593, algorithm 6
 */
export async function nuts(
  logDensity: LogDensity,
  start: Float64Array,
  { warmup, draws, stream }: { warmup: number; draws: number; stream: RandomStream },
): Promise<Chain> {
  const size = start.length;
  let scale = new Float64Array(size).fill(1);
  let evaluations = 0;
  const evaluate = (x: Float64Array): ValueAndGradient => {
    evaluations++;
    return logDensity(x);
  };
  let current = { x: start, ...evaluate(start) };
  let step = new StepSize(0.1);
  const seen: Float64Array[] = [];
  const kept: Float64Array[] = [];
  let [acceptance, divergences] = [0, 0];

  for (let k = 0; k < warmup + draws; k++) {
    await tick(k, warmup + draws);
    const isWarmup = k < warmup;
    const tree = path(isWarmup ? step.current : step.settled);
    current = tree.proposal;
    const rate = tree.acceptance / tree.steps;
    if (isWarmup) {
      step.learn(rate);
      seen.push(current.x);
      if (k === Math.floor(warmup / 2)) {
        scale = spreads(seen.slice(Math.floor(seen.length / 2)));
        step = new StepSize(step.settled);
      }
    } else {
      kept.push(current.x);
      acceptance += rate / draws;
      if (tree.diverges) divergences++;
    }
  }
  return { draws: kept, stepSize: step.settled, acceptance, divergences, evaluations };

  function path(stepSize: number): Tree {
    const momentum = stream.normals([size]).data.slice();
    const origin = { ...current, momentum };
    const energy = energyOf(origin);
    const slice = energy + Math.log(Math.max(stream.uniform(), Number.MIN_VALUE));
    let tree: Tree = {
      left: origin,
      right: origin,
      proposal: origin,
      count: 1,
      goesOn: true,
      acceptance: 0,
      steps: 0,
      diverges: false,
    };
    for (let depth = 0; tree.goesOn && depth < deepest; depth++) {
      const isForward = stream.uniform() < 0.5;
      const next = build(isForward ? tree.right : tree.left, isForward ? 1 : -1, depth, slice, energy, stepSize);
      const isTaken = next.goesOn && stream.uniform() < next.count / tree.count;
      tree = joined(tree, next, isForward, isTaken ? next.proposal : tree.proposal);
    }
    return tree;
  }

  function build(from: Point, sign: number, depth: number, slice: number, start: number, stepSize: number): Tree {
    if (depth === 0) {
      const point = leap(from, sign * stepSize);
      const energy = energyOf(point);
      const diverges = !(energy > slice - largestError);
      return {
        left: point,
        right: point,
        proposal: point,
        count: Number(slice <= energy),
        goesOn: !diverges,
        acceptance: Math.min(1, Math.exp(energy - start)) || 0,
        steps: 1,
        diverges,
      };
    }
    const first = build(from, sign, depth - 1, slice, start, stepSize);
    if (!first.goesOn) return first;
    const isForward = sign > 0;
    const second = build(isForward ? first.right : first.left, sign, depth - 1, slice, start, stepSize);
    const isTaken = stream.uniform() < second.count / Math.max(first.count + second.count, 1);
    return joined(first, second, isForward, isTaken ? second.proposal : first.proposal);
  }

  function joined(tree: Tree, next: Tree, isForward: boolean, proposal: Point): Tree {
    const left = isForward ? tree.left : next.left;
    const right = isForward ? next.right : tree.right;
    return {
      left,
      right,
      proposal,
      count: tree.count + next.count,
      goesOn: next.goesOn && !turnsBack(left, right),
      acceptance: tree.acceptance + next.acceptance,
      steps: tree.steps + next.steps,
      diverges: tree.diverges || next.diverges,
    };
  }

  function leap({ x, momentum, gradient }: Point, by: number): Point {
    const half = momentum.map((value, i) => value + 0.5 * by * scale[i] * gradient[i]);
    const moved = x.map((value, i) => value + by * scale[i] * half[i]);
    const found = evaluate(moved);
    return { x: moved, ...found, momentum: half.map((value, i) => value + 0.5 * by * scale[i] * found.gradient[i]) };
  }

  function turnsBack(left: Point, right: Point): boolean {
    let [atLeft, atRight] = [0, 0];
    for (let i = 0; i < size; i++) {
      const way = (right.x[i] - left.x[i]) / scale[i];
      atLeft += way * left.momentum[i];
      atRight += way * right.momentum[i];
    }
    return atLeft < 0 || atRight < 0;
  }
}

function energyOf({ value, momentum }: Point): number {
  return value - 0.5 * momentum.reduce((total, entry) => total + entry * entry, 0);
}

/** Standard deviations, drawn a little towards 1 as there are few draws. */
function spreads(draws: readonly Float64Array[]): Float64Array<ArrayBuffer> {
  const count = draws.length;
  return Float64Array.from(draws[0], (_, i) => {
    const mean = draws.reduce((total, x) => total + x[i], 0) / count;
    const variance = draws.reduce((total, x) => total + (x[i] - mean) ** 2, 0) / count;
    return Math.sqrt((count * variance + 5e-3) / (count + 5)) || 1;
  });
}
