import { NDArray } from "@mesoscope/core";
import { counted, type Displayable, displaySymbol, type MimeBundle } from "@mesoscope/sdk";

/** A course of states in time; `simulate` of a model makes it. */
export class Simulation implements Displayable {
  readonly names: readonly string[];
  /** Of shape [times]. */
  readonly times: NDArray;
  /** Of shape [times, states]. */
  readonly states: NDArray;
  /** Half the width of the 68 % band of the draws around their middle, of the shape of `states`; 0 without draws. */
  readonly spread: NDArray;
  /** Whether every state stays in the range of the data that the law was found from. */
  readonly isInsideData: boolean;
  readonly #draws: number;

  /** @internal */
  constructor(
    names: readonly string[],
    times: Float64Array,
    main: readonly Float64Array[],
    others: readonly (readonly Float64Array[])[],
    ranges: readonly (readonly [number, number])[],
  ) {
    const shape = [times.length, names.length];
    this.names = names;
    this.times = new NDArray(times.slice());
    this.states = new NDArray(Float64Array.from(main.flatMap((state) => [...state])), shape);
    this.spread = new NDArray(
      Float64Array.from(
        main.flatMap((state, i) => [...state.keys()].map((j) => halfWidth(others.map((one) => one[i][j])))),
      ),
      shape,
    );
    this.isInsideData = main.every((state) =>
      state.every((value, j) => value >= ranges[j][0] && value <= ranges[j][1]),
    );
    this.#draws = others.length;
  }

  async [displaySymbol](): Promise<MimeBundle> {
    const { band, line, rows } = await import("@mesoscope/plot");
    const t = [...this.times.data];
    const figures = this.names.map((name, j) => {
      const y = [...this.states.column(j).data];
      const half = this.spread.column(j).data;
      const axes = { x: "time", y: name, title: `${name} by the law` };
      if (this.#draws === 0) return line({ x: t, y }, axes);
      const lower = y.map((value, i) => value - half[i]);
      return band(
        { x: t, y, lower, upper: y.map((value, i) => value + half[i]) },
        { ...axes, subtitle: "68 % of the laws within the errors" },
      );
    });
    const text = `${counted(this.names.length, "state")} at ${counted(t.length, "time")}${this.isInsideData ? "" : ", outside the data in parts"}`;
    return { ...(await rows(...figures)[displaySymbol]()), "text/plain": text };
  }
}

function halfWidth(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))];
  return (at(0.84) - at(0.16)) / 2;
}
