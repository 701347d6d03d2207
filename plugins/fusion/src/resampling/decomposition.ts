import type { NDArray } from "@mesoscope/core";
import { type Displayable, displaySymbol, type MimeBundle } from "@mesoscope/sdk";
import { showFigure } from "../common/show-figure.js";

const parts = ["values", "trend", "seasonal", "residual"] as const;

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
  [displaySymbol](): Promise<MimeBundle> {
    return showFigure(this.toString(), ({ line, rows }) => {
      const panels = parts.map((name, k) =>
        line(
          { x: this[name].data.keys().toArray(), y: this[name].data },
          {
            height: 90,
            y: name,
            x: k === parts.length - 1 ? "position" : "",
            ...(k === 0 && { title: `Trend, season and rest, period ${this.period}` }),
          },
        ),
      );
      return rows(...panels);
    });
  }
}
