import { type LiveContext, runContext, type TakeOutput } from "@mesoscope/sdk";

/** What the host offers to widgets; undefined outside a notebook. */
export const live = (): LiveContext | undefined => runContext()?.live;

/** A handler for later, on behalf of the cell that attaches it; a call that takes time gives a promise of its end. */
export type Callback<Values extends unknown[]> = (...values: Values) => Promise<void> | undefined;

/** See `LiveContext.callback`; outside a notebook `work` is called as it is. */
export function callback<Values extends unknown[]>(
  work: (...values: Values) => unknown,
  take?: TakeOutput,
): Callback<Values> {
  const context = live();
  if (context) return context.callback(work, take);
  return (...values) => {
    const ended = work(...values);
    return ended instanceof Promise ? ended.then(ignore) : undefined;
  };
}

/** See `LiveContext.capture`; outside a notebook nothing is captured. */
export function capture<T>(take: TakeOutput, work: () => T): T {
  const context = live();
  return context ? context.capture(take, work) : work();
}

/** One promise for several handlers, where any of them takes time. */
export function allOf(work: readonly (Promise<void> | undefined)[]): Promise<void> | undefined {
  const waiting = work.filter((one) => one !== undefined);
  return waiting.length === 0 ? undefined : Promise.all(waiting).then(ignore);
}

const ignore = () => {};
