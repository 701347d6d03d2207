import { Control, type Kind } from "./control.js";
import type { LabelOptions } from "./frame.js";
import { checkOrientation, checkWithin, finite, type RangeOptions, rangeOf } from "./numbers.js";

/** Options of `progress`. */
export interface ProgressOptions extends LabelOptions, Pick<RangeOptions, "min" | "max"> {
  /** Default min. */
  readonly value?: number;
  readonly orientation?: "horizontal" | "vertical";
}

/** A bar that is filled as far as its `value` says. */
export type Progress = Control<number, ProgressOptions>;

const kind: Kind<number, ProgressOptions> = {
  name: "progress",
  options: ["value", "min", "max", "orientation"],
  names: ["FloatProgress", "Progress"],
  value(options) {
    const range = rangeOf("progress", options);
    const { value = range.min } = options;
    checkWithin("progress", "value", value, range);
    return value;
  },
  write(options, value) {
    const { orientation = "horizontal" } = options;
    const { min, max } = rangeOf("progress", options);
    checkOrientation("progress", orientation);
    return { min, max, orientation, bar_style: "", value };
  },
  read: ({ value }) => finite(value),
};

/**
 * A bar that shows how far something is. For the loop of a cell, `tick` draws one by itself.
 *
 * @throws ValueError BAD_OPTION
 *
 * @example
 * const bar = progress({ label: "mesh", max: 4 });
 * bar.value = 2;
 * bar.text(); // "progress mesh: 2"
 */
export function progress(options: ProgressOptions = {}): Progress {
  return new Control(kind, options);
}
