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
  [displaySymbol](): MimeBundle {
    const panels = (["values", "trend", "seasonal", "residual"] as const).map((name) => ({
      width: 520,
      height: 90,
      mark: { type: "line", color: "#0072B2" },
      encoding: {
        x: { field: "position", type: "quantitative", title: name === "residual" ? "position" : null },
        y: { field: name, type: "quantitative", title: name, scale: { zero: false } },
      },
    }));
    const figure = {
      $schema: "https://vega.github.io/schema/vega-lite/v5.json",
      title: `Trend, season and rest, period ${this.period}`,
      description: `${this}: four lines below one another, of the series, its trend, its season and the rest.`,
      data: { values: Array.from(this.values.data, (_, i) => this.#row(i)) },
      vconcat: panels,
    };
    return { "application/vnd.vegalite.v5+json": figure, "text/plain": this.toString() };
  }

  /** What is not known is `null`, which leaves a gap in a line. */
  #row(i: number): Record<string, number | null> {
    const known = ({ data }: NDArray) => (Number.isNaN(data[i]) ? null : data[i]);
    const { values, trend, seasonal, residual } = this;
    return {
      position: i,
      values: known(values),
      trend: known(trend),
      seasonal: known(seasonal),
      residual: known(residual),
    };
  }
}
