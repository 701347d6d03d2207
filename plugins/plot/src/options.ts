/** How one axis reads. */
export interface AxisOptions {
  /** The column to draw; where the data already say which one, only the title changes. */
  readonly column?: string;
  readonly title?: string;
  /** The unit that the axis shows. Values are SI numbers and are converted; a Dataset's column brings its own unit. */
  readonly unit?: string;
  readonly scale?: "linear" | "log";
  /** First and last value shown, in the unit of the axis. */
  readonly domain?: readonly [number, number];
  /** Start the axis at zero. Default: only for bars and histograms. */
  readonly zero?: boolean;
}

/** A column's name or else a title; or both and more. */
export type AxisChoice = string | AxisOptions;

/** What every figure takes. */
export interface FigureOptions {
  readonly title?: string;
  readonly subtitle?: string;
  /** The text for readers who cannot see the figure. Default: what is drawn against what, with ranges. */
  readonly description?: string;
  /** Size of the drawing area in pixels. Default 520 by 320. */
  readonly width?: number;
  readonly height?: number;
  readonly x?: AxisChoice;
  readonly y?: AxisChoice;
}

/** What a mark over rows takes besides. */
export interface MarkOptions extends FigureOptions {
  /** Column that colours by category (with symbols or dashes) or by number; or the legend's title. */
  readonly color?: AxisChoice;
  /** Column that names the rows in tooltips. */
  readonly label?: string;
  /** More columns for the tooltip. */
  readonly tooltip?: readonly string[];
  /** The name of all this in the legend, when figures are layered. */
  readonly series?: string;
}
