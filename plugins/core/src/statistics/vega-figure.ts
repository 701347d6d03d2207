/** One line, area or set of bars or points of a figure. */
export interface Mark {
  readonly mark: "line" | "area" | "bar" | "point" | "dashes";
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  readonly color?: string;
}

export interface FigureText {
  readonly title: string;
  /** What the figure shows, for readers who cannot see it. */
  readonly description: string;
  readonly x: string;
  readonly y: string;
}

/** Colours that colour-blind readers tell apart: Okabe & Ito (2008). */
const blue = "#0072B2";
export const orange = "#D55E00";
export const grey = "#595959";

/** A Vega-Lite 5 specification of marks over common axes; core stands below plot and draws its few figures itself. */
export function vegaFigure(text: FigureText, marks: readonly Mark[]): object {
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v5.json",
    title: text.title,
    description: text.description,
    width: 420,
    height: 240,
    layer: marks.map(({ mark, x, y, color = blue }) => ({
      data: { values: Array.from(x, (value, i) => ({ x: value, y: y[i] })) },
      mark: { ...shapes[mark], color },
      encoding: {
        x: { field: "x", type: "quantitative", title: text.x, scale: { zero: false } },
        y: { field: "y", type: "quantitative", title: text.y },
      },
    })),
  };
}

const shapes = {
  line: { type: "line", strokeWidth: 2 },
  dashes: { type: "line", strokeWidth: 1, strokeDash: [4, 4] },
  area: { type: "area", opacity: 0.3 },
  bar: { type: "bar" },
  point: { type: "point", filled: true },
} as const;
