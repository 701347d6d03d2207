import { NDArray } from "@mesoscope/core";
import { counted, type Displayable, displaySymbol, type MimeBundle } from "@mesoscope/sdk";

/** What `simulate` found; states by time. */
interface Courses {
  readonly names: readonly string[];
  readonly times: Float64Array;
  readonly main: readonly Float64Array[];
  /** With other coefficients within their errors: those of the draws that could be solved. */
  readonly drawn: readonly (readonly Float64Array[])[];
  readonly draws: number;
  readonly ranges: readonly (readonly [number, number])[];
}

/** Fewer courses have no band. */
const leastDrawn = 2;

/** A course of states in time; `simulate` of a model makes it. */
export class Simulation implements Displayable {
  readonly names: readonly string[];
  /** Of shape [times]. */
  readonly times: NDArray;
  /** Of shape [times, states]. */
  readonly states: NDArray;
  /**
   * Half the width of the 68 % band of the draws around their middle, of the shape of `states`; 0 without draws, NaN where
   * fewer than two of them could be solved.
   */
  readonly spread: NDArray;
  /** Whether every state stays in the range of the data that the law was found from. */
  readonly isInsideData: boolean;
  readonly #draws: number;
  readonly #solved: number;

  /** @internal */
  constructor({ names, times, main, drawn, draws, ranges }: Courses) {
    const shape = [times.length, names.length];
    const spreadAt = (i: number, j: number) => (draws === 0 ? 0 : halfWidth(drawn.map((states) => states[i][j])));
    this.names = names;
    this.times = new NDArray(times.slice());
    this.states = new NDArray(Float64Array.from(main.flatMap((state) => [...state])), shape);
    this.spread = new NDArray(Float64Array.from(main.flatMap((_, i) => names.map((_, j) => spreadAt(i, j)))), shape);
    this.isInsideData = main.every((state) =>
      state.every((value, j) => value >= ranges[j][0] && value <= ranges[j][1]),
    );
    this.#draws = draws;
    this.#solved = drawn.length;
  }

  async [displaySymbol](): Promise<MimeBundle> {
    const { band, line, rows } = await import("@mesoscope/plot");
    const t = [...this.times.data];
    const figures = this.names.map((name, j) => {
      const y = [...this.states.column(j).data];
      const half = this.spread.column(j).data;
      const axes = { x: "time", y: name, title: `${name} by the law` };
      if (this.#draws === 0) return line({ x: t, y }, axes);
      if (this.#solved < leastDrawn)
        return line({ x: t, y }, { ...axes, subtitle: `no band: ${this.#laws} could be solved` });
      const lower = y.map((value, i) => value - half[i]);
      return band(
        { x: t, y, lower, upper: y.map((value, i) => value + half[i]) },
        { ...axes, subtitle: `68 % of ${this.#laws}` },
      );
    });
    const size = `${counted(this.names.length, "state")} at ${counted(t.length, "time")}`;
    const outside = this.isInsideData ? "" : ", outside the data in parts";
    const lost = this.#solved === this.#draws ? "" : `; ${this.#laws} could be solved`;
    return { ...(await rows(...figures)[displaySymbol]()), "text/plain": `${size}${outside}${lost}` };
  }

  get #laws(): string {
    return `${this.#solved === this.#draws ? "" : `${this.#solved} of `}${counted(this.#draws, "law")} within the errors`;
  }
}

function halfWidth(values: readonly number[]): number {
  if (values.length < leastDrawn) return Number.NaN;
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))];
  return (at(0.84) - at(0.16)) / 2;
}
