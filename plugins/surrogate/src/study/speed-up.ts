import type { NDArray } from "@mesoscope/core";
import { ShownTable, type TextTable, tick } from "@mesoscope/sdk";

/** How much faster a model is than what it replaces; `study.speedUp` measures it. */
export class SpeedUp extends ShownTable {
  /** How many inputs were timed. */
  readonly calls: number;
  /** For one input, in seconds. */
  readonly simulatorSeconds: number;
  /** For one input asked alone, in seconds. */
  readonly modelSeconds: number;
  /** For one input of all asked at once, in seconds. */
  readonly batchSeconds: number;

  /** @internal */
  constructor(times: Pick<SpeedUp, "calls" | "simulatorSeconds" | "modelSeconds" | "batchSeconds">) {
    super();
    this.calls = times.calls;
    this.simulatorSeconds = times.simulatorSeconds;
    this.modelSeconds = times.modelSeconds;
    this.batchSeconds = times.batchSeconds;
  }

  /** Seconds of the simulator for one of the model, inputs asked one by one. */
  get factor(): number {
    return this.simulatorSeconds / this.modelSeconds;
  }

  protected table(): TextTable {
    const row = (name: string, seconds: number) => [
      name,
      (1000 * seconds).toPrecision(3),
      (this.simulatorSeconds / seconds).toPrecision(3),
    ];
    return {
      caption: `Time for one input, measured on ${this.calls}`,
      headings: ["", "ms", "times faster"],
      rows: [
        row("simulator", this.simulatorSeconds),
        row("model, one by one", this.modelSeconds),
        row("model, all at once", this.batchSeconds),
      ],
    };
  }
}

/** Times both on the rows of X, after one call of each that is not counted. */
export async function measureSpeedUp(
  simulator: (row: NDArray) => Promise<unknown>,
  predict: (X: NDArray) => unknown,
  X: NDArray,
): Promise<SpeedUp> {
  const calls = X.shape[0];
  const rows = Array.from({ length: calls }, (_, i) => X.slice(i, i + 1));
  await simulator(rows[0]);
  predict(rows[0]);
  let simulated = 0;
  for (const [i, row] of rows.entries()) {
    await tick(i, calls);
    const start = now();
    await simulator(row);
    simulated += now() - start;
  }
  const start = now();
  for (const row of rows) predict(row);
  const middle = now();
  predict(X);
  return new SpeedUp({
    calls,
    simulatorSeconds: simulated / calls,
    modelSeconds: (middle - start) / calls,
    batchSeconds: (now() - middle) / calls,
  });
}

/** Seconds on a clock that never goes back. */
function now(): number {
  // eslint-disable-next-line no-restricted-properties -- the time itself is the result that was asked for
  return performance.now() / 1000;
}
