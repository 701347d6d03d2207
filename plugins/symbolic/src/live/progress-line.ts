import { rSquaredText, shown } from "../result/numbers-in-words.js";
import type { SearchState } from "./search-state.js";

/** How far a search is, in one line: `12 of 60 s  islands  4.1e9 evaluations  best: E = 1 / 2 * m * v^2  R² 0.9988`. */
export function progressLine(
  { stages, seconds, secondsInAll, work, front, isPaused }: SearchState,
  best: string | undefined,
): string {
  const limit = secondsInAll === undefined ? "" : ` of ${shown(secondsInAll, 3)}`;
  const time = `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)}${limit} s`;
  const stage = stages.find(({ isFinished }) => !isFinished)?.name ?? stages.at(-1)?.name ?? "starting";
  const parts = [time, isPaused ? `${stage}, paused` : stage, `${shown(work, 2)} evaluations`];
  if (best === undefined) return [...parts, "nothing found yet"].join("  ");
  const least = Math.min(...front.map(({ descriptionLength }) => descriptionLength));
  const { loss } = front.find(({ descriptionLength }) => descriptionLength === least) as { loss: number };
  return [...parts, `best: ${best}`, `R² ${rSquaredText(loss)}`].join("  ");
}
