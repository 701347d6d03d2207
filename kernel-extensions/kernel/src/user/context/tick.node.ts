import { StopError, type TickValues } from "@mesoscope/sdk";
import { ownRun, type Run } from "../run.node.js";
import { publishAt } from "./display.node.js";
import { showProgress } from "./progress.js";

const longestWithoutRest = 20;
const shownAfter = 500;
const shownEvery = 200;
const startImmediate = globalThis.setImmediate;

let lastRest = 0;

/** The loop of a run whose progress is shown. */
interface Loop {
  readonly id: string;
  started: number;
  step: number;
  total: number | undefined;
  shownAt: number;
}

const loops = new WeakMap<Run, Loop>();

/** One step of a long loop: nearly always nothing, every 20 ms a rest in which messages and a stop get in. */
export function tick(step: number, total?: number, values?: TickValues): Promise<void> | undefined {
  const now = performance.now();
  if (now - lastRest < longestWithoutRest && step + 1 !== total) return undefined;
  return rest(now, step, total, values);
}

async function rest(now: number, step: number, total?: number, values?: TickValues): Promise<void> {
  const run = ownRun();
  throwIfStopped(run);
  if (run) showLoop(run, now, step, total, values);
  await new Promise((resolve) => startImmediate(resolve));
  lastRest = performance.now();
  throwIfStopped(run);
}

function throwIfStopped(run: Run | undefined): void {
  if (run?.stopped) throw new StopError("STOPPED", "tick: the cell was stopped. Run it again to start over.");
}

function showLoop(run: Run, now: number, step: number, total: number | undefined, values?: TickValues): void {
  const loop = loops.get(run) ?? { id: crypto.randomUUID(), started: now, step, total, shownAt: 0 };
  loops.set(run, loop);
  if (step < loop.step || total !== loop.total) loop.started = now;
  Object.assign(loop, { step, total });
  const isLast = step + 1 === total;
  const due = now - loop.started >= shownAfter && now - loop.shownAt >= shownEvery;
  if (!due && !(isLast && loop.shownAt > 0)) return;
  const message = loop.shownAt === 0 ? "display_data" : "update_display_data";
  const progress = { step: isLast ? step + 1 : step, total, values, seconds: (now - loop.started) / 1000 };
  publishAt(run, message, loop.id, showProgress(progress), {
    mesoscope: { progress: { step: progress.step, total, values } },
  });
  loop.shownAt = now;
}
