import type { NDArray } from "@mesoscope/core";
import { type Displayable, displaySymbol, type MimeBundle } from "@mesoscope/sdk";

/** A series as trend, season and rest. */
export class Decomposition implements Displayable {
  readonly values: NDArray;
  /** NaN where it cannot be known. */
  readonly trend: NDArray;
  readonly seasonal: NDArray;
  readonly residual: NDArray;
  readonly period: number;

  /** @internal */
  constructor(parts: Pick<Decomposition, "values" | "trend" | "seasonal" | "residual" | "period">) {
    this.values = parts.values;
    this.trend = parts.trend;
    this.seasonal = parts.seasonal;
    this.residual = parts.residual;
    this.period = parts.period;
  }

  toString(): string {
    return `Decomposition of ${this.values.size} values, period ${this.period}`;
  }

  /** The series and its parts below one another. */
  async [displaySymbol](): Promise<MimeBundle> {
    const { line, rows } = await import("@mesoscope/plot");
    const x = this.values.data.map((_, i) => i);
    const panels = (["values", "trend", "seasonal", "residual"] as const).map((name) => {
      const known = (_: number, i: number) => !Number.isNaN(this[name].data[i]);
      return line({ x: x.filter(known), y: this[name].data.filter(known) }, { x: "position", y: name, height: 100 });
    });
    return { ...(await rows(...panels)[displaySymbol]()), "text/plain": this.toString() };
  }
}
