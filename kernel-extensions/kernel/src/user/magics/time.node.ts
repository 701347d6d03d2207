import { print } from "../capture/stream.node.js";
import { currentRun } from "../run.node.js";

const started: number[] = [];

/** `%time code` begins here … */
export function timeStart(): void {
  started.push(performance.now());
}

/** … and says here how long it took. */
export function timeStop(): void {
  const milliseconds = performance.now() - (started.pop() ?? performance.now());
  print(currentRun(), "stdout", `Wall time: ${formatDuration(milliseconds)}\n`);
}

function formatDuration(milliseconds: number): string {
  if (milliseconds < 1) return `${(milliseconds * 1000).toPrecision(3)} µs`;
  if (milliseconds < 1000) return `${milliseconds.toPrecision(3)} ms`;
  const seconds = milliseconds / 1000;
  return seconds < 60 ? `${seconds.toPrecision(3)} s` : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}
