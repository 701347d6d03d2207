import type { RunningCell } from "@mesoscope/sdk";
import { useEffect, useState } from "react";
import type { KernelState } from "../link/kernel-state.js";
import { durationText } from "./duration-text.js";
import { Nothing } from "./section.js";

interface RunningProps {
  readonly running: KernelState["running"];
  stop(): void;
  /** Brings a cell into view. */
  show(id: string): void;
}

/** What runs and what waits, with a way to stop it. */
export function Running({ running: { cells, waiting, at }, stop, show }: RunningProps) {
  const isBusy = cells.length > 0;
  const now = useClock(isBusy);
  return (
    <>
      <p className="mesoscope-hidden" role="status">
        {isBusy ? `Cell ${cells[0]!.count} runs, ${waiting.length} wait` : "Nothing runs"}
      </p>
      {!isBusy && <Nothing>Nothing runs.</Nothing>}
      {cells.map((cell) => (
        <Cell key={cell.id} {...cell} seconds={cell.seconds + Math.max(0, now - at) / 1000} show={show} />
      ))}
      {isBusy && (
        <div className="mesoscope-Actions">
          <button type="button" className="mesoscope-Button mesoscope-Stop" onClick={stop}>
            <span aria-hidden="true">■</span> Stop
          </button>
          {waiting.length > 0 && (
            <span className="mesoscope-Dim">
              {waiting.length} {waiting.length === 1 ? "cell waits" : "cells wait"}
            </span>
          )}
        </div>
      )}
    </>
  );
}

function Cell({ id, count, seconds, progress, show }: RunningCell & Pick<RunningProps, "show">) {
  const total = progress?.total;
  const values = Object.entries(progress?.values ?? {}).map(
    ([name, value]) => `${name}\u00a0${Number(value.toPrecision(4))}`,
  );
  return (
    <div className="mesoscope-RunningCell">
      <div>
        <button type="button" className="mesoscope-Link" onClick={() => show(id)}>
          Cell [{count}]
        </button>
        <span className="mesoscope-Dim">{durationText(seconds)}</span>
      </div>
      {progress && (
        <>
          <progress
            aria-label={`Progress of cell ${count}`}
            {...(total !== undefined && { value: progress.step, max: total })}
          />
          <div className="mesoscope-Dim">
            {[
              total === undefined ? `step ${whole(progress.step)}` : `${whole(progress.step)} of ${whole(total)}`,
              ...values,
            ].join(" · ")}
          </div>
        </>
      )}
    </div>
  );
}

const whole = (count: number) => count.toLocaleString("en");

/** The time in milliseconds, anew every second while it is wanted. */
function useClock(isWanted: boolean): number {
  const [now, setNow] = useState(performance.now());
  useEffect(() => {
    if (!isWanted) return;
    const timer = window.setInterval(() => setNow(performance.now()), 1000);
    return () => window.clearInterval(timer);
  }, [isWanted]);
  return now;
}
