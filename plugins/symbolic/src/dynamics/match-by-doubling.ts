import { tick } from "@mesoscope/sdk";
import { coefficientsOf } from "./coefficients-of-support.js";
import { type Match, matchTrajectories } from "./match-trajectories.js";
import type { Matching } from "./matching.js";
import type { Segment } from "./segment.js";
import type { Trajectory } from "./trajectory.js";
import { joined } from "./weak-equations.js";

/** Longer segments may leave so much more, relatively: beyond it the steps were lost on the way. */
const tolerance = 1.05;

const mostRivals = 3;

/** A course that leaves the data by more standard deviations of their noise does not follow them. */
const farthest = 2;

/** Where so many samples make a segment, one Runge–Kutta step from sample to sample is exact enough. */
const samplesPerStep = 40;

/**
 * `matchTrajectories` with segments of about `length` samples first, then always twice as long while the law still follows the
 * data: short ones find the law from a poor guess, long ones make it sharp. Laws that then look shorter still are followed all
 * the way, too, since from a near-by law they are out of reach. `undefined` where no course follows the data.
 */
export async function matchByDoubling(
  matching: Omit<Matching, "segments">,
  trajectories: readonly Trajectory[],
  length: number,
  first: Float64Array,
  select: boolean,
): Promise<Match | undefined> {
  const values = trajectories.reduce((sum, { times, states }) => sum + times.length * states.length, 0);
  let best = await double(matching, trajectories, length, first, select);
  if (best && best.misfit > farthest ** 2 * values) return undefined;
  for (let i = 0; best && select && i < mostRivals; i++) {
    const { choice, starts, misfit } = best;
    const rival = choice.tried.find((scored) => scored.length < choice.length - 1e-3);
    if (!rival) return best;
    const match = await double(matching, trajectories, length, coefficientsOf(rival.fit, first.length), false);
    const extra = rival.length - rival.fit.residualSquares / 2 - (choice.length - choice.fit.residualSquares / 2);
    const isBetter = match && match.starts.length <= starts.length && match.misfit / 2 + extra < misfit / 2;
    if (!isBetter) return best;
    best = { ...match, choice: { ...match.choice, tried: choice.tried } };
  }
  return best;
}

async function double(
  matching: Omit<Matching, "segments">,
  trajectories: readonly Trajectory[],
  length: number,
  first: Float64Array,
  select: boolean,
): Promise<Match | undefined> {
  let segments = trajectories.map((trajectory) => cut(trajectory, length));
  let best: Match | undefined;
  let starts: Float64Array[] | undefined;
  const levels = 1 + Math.ceil(Math.log2(Math.max(...segments.map((parts) => parts.length))));
  for (let level = 0; ; level++) {
    await tick(level, levels, best && { misfit: best.misfit });
    const all = { ...matching, segments: segments.flat() };
    const match = matchTrajectories(all, best?.coefficients ?? first, select, starts);
    if (!match || (best && match.misfit > tolerance * best.misfit)) return best;
    best = match;
    if (segments.every((parts) => parts.length === 1)) return best;
    const kept = segments.flatMap((parts) => parts.map((_, k) => k % 2 === 0));
    starts = match.starts.filter((_, k) => kept[k]);
    segments = segments.map(inPairs);
  }
}

/** Into pieces of about equal length. */
function cut({ times, states, controls }: Trajectory, length: number): Segment[] {
  const count = Math.max(1, Math.round(times.length / length));
  const at = (k: number) => Math.round((k * times.length) / count);
  const substeps = Math.ceil(samplesPerStep / length);
  return Array.from({ length: count }, (_, k) => {
    const part = (column: Float64Array) => column.slice(at(k), at(k + 1));
    return { times: part(times), states: states.map(part), controls: controls.map(part), substeps };
  });
}

/** Neighbours joined; an odd one at the end stays as it is. */
function inPairs(segments: readonly Segment[]): Segment[] {
  return segments.flatMap((first, k) => {
    if (k % 2 === 1) return [];
    const second = segments[k + 1];
    if (!second) return [first];
    const both = (a: readonly Float64Array[], b: readonly Float64Array[]) => a.map((part, i) => joined([part, b[i]]));
    return [
      {
        times: joined([first.times, second.times]),
        states: both(first.states, second.states),
        controls: both(first.controls, second.controls),
        substeps: first.substeps,
      },
    ];
  });
}
