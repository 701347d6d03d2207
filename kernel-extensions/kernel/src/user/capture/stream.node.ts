import { printedSent, watchPrinted } from "../guard/start-guard.node.js";
import type { Run } from "../run.node.js";
import { publish } from "./publish.node.js";

export type StreamName = "stdout" | "stderr";

/** Text printed by one run and not yet sent, in the order printed. */
interface Pending {
  readonly run: Run | undefined;
  readonly parts: { readonly name: StreamName; readonly texts: string[] }[];
  size: number;
  since: number;
}

const largest = 1 << 19;
const longestWait = 40;
const startTimer = globalThis.setTimeout;
const pending = new Map<Run | undefined, Pending>();
let timer = false;

/** Takes printed text; it is sent together with what follows shortly, or at once where it is much. */
export function print(run: Run | undefined, name: StreamName, text: string): void {
  if (text === "") return;
  const waiting = pending.get(run) ?? openPending(run);
  const last = waiting.parts.at(-1);
  if (last?.name === name) last.texts.push(text);
  else waiting.parts.push({ name, texts: [text] });
  waiting.size += text.length;
  if (waiting.size >= largest || performance.now() - waiting.since >= longestWait) flush(run);
}

function openPending(run: Run | undefined): Pending {
  const opened: Pending = { run, parts: [], size: 0, since: performance.now() };
  pending.set(run, opened);
  if (!timer) {
    timer = true;
    startTimer(flushAll, longestWait).unref();
    watchPrinted();
  }
  return opened;
}

/** Sends what `run` has printed so far. */
export function flush(run: Run | undefined): void {
  const waiting = pending.get(run);
  if (!waiting) return;
  pending.delete(run);
  for (const { name, texts } of waiting.parts) publish(run, "stream", { name, text: joined(texts) });
}

/** One text in one piece of memory: V8 writes JSON of it far quicker than of a text put together by `+`. */
function joined([first = "", ...others]: readonly string[]): string {
  return [first.slice(0, 1), first.slice(1), ...others].join("");
}

/** Sends what any run has printed. */
export function flushAll(): void {
  timer = false;
  printedSent();
  for (const { run } of [...pending.values()]) flush(run);
}
