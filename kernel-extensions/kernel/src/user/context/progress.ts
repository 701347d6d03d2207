import { escapeHtml, type MimeBundle, type TickValues } from "@mesoscope/sdk";
import { grouped } from "../grouped.js";

/** How far a long loop is. */
export interface Progress {
  readonly step: number;
  readonly total: number | undefined;
  readonly values: TickValues | undefined;
  /** Seconds since the loop began. */
  readonly seconds: number;
}

/** A progress bar with its figures, and the same as one line of text. */
export function showProgress(progress: Progress): MimeBundle {
  const { step, total } = progress;
  const count = total === undefined ? `step ${grouped(step)}` : `${grouped(step)} of ${grouped(total)}`;
  const figures = Object.entries(progress.values ?? {}).map(
    ([name, value]) => `${name} ${Number(value.toPrecision(4))}`,
  );
  const text = [count, ...figures, timeLeft(progress)].filter(Boolean).join(" · ");
  const range = total === undefined ? "" : ` value="${Math.min(step, total)}" max="${total}"`;
  const bar = `<progress${range} style="width:20em;vertical-align:middle"></progress>`;
  return { "text/plain": text, "text/html": `<div>${bar} <span>${escapeHtml(text)}</span></div>` };
}

function timeLeft({ step, total, seconds }: Progress): string {
  if (total === undefined || step >= total) return `${formatSeconds(seconds)}`;
  return step > 0 ? `${formatSeconds((seconds / step) * (total - step))} left` : "";
}

function formatSeconds(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  return seconds < 90 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;
}
