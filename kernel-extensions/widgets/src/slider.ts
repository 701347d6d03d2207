import { ValueError } from "@mesoscope/sdk";
import { Control, type Kind } from "./control.js";
import type { LabelOptions } from "./frame.js";
import { checkOrientation, checkWithin, decimalsOf, finite, type RangeOptions, rangeOf } from "./numbers.js";

interface CommonOptions extends LabelOptions, RangeOptions {
  readonly orientation?: "horizontal" | "vertical";
  /** Whether the value follows the pointer; if not, it changes when the pointer lets go. Default true. */
  readonly continuous?: boolean;
  /** How the value is written beside it, as in d3-format: ".2f", ".1e", ",d". Default as many decimals as the step has. */
  readonly format?: string;
}

/** Options of `slider`. */
export interface SliderOptions extends CommonOptions {
  /** Default min. */
  readonly value?: number;
}

/** Options of `rangeSlider`. */
export interface RangeSliderOptions extends CommonOptions {
  /** Default from min to max. */
  readonly value?: readonly [number, number];
}

const names = ["value", "min", "max", "step", "orientation", "continuous", "format"];

/** A slider: its `value` is a number. */
export type Slider = Control<number, SliderOptions>;

/** A slider with two ends: its `value` is a pair of numbers. */
export type RangeSlider = Control<readonly [number, number], RangeSliderOptions>;

const sliderKind: Kind<number, SliderOptions> = {
  name: "slider",
  options: names,
  names: ["FloatSlider", "FloatSlider"],
  value(options) {
    const range = rangeOf("slider", options);
    const { value = range.min } = options;
    checkWithin("slider", "value", value, range);
    return value;
  },
  write: (options, value) => ({ ...sliderState("slider", options), value }),
  read: ({ value }) => finite(value),
};

const rangeKind: Kind<readonly [number, number], RangeSliderOptions> = {
  name: "rangeSlider",
  options: names,
  names: ["FloatRangeSlider", "FloatRangeSlider"],
  value(options) {
    const range = rangeOf("rangeSlider", options);
    const [low, high] = options.value ?? [range.min, range.max];
    for (const end of [low, high]) checkWithin("rangeSlider", "value", end, range);
    if (low > high) {
      throw new ValueError("BAD_OPTION", `rangeSlider: value is ${low} to ${high}. Give the lower end first.`);
    }
    return [low, high];
  },
  write: (options, value) => ({ ...sliderState("rangeSlider", options), value }),
  read({ value }) {
    const [low, high] = Array.isArray(value) ? value.map(finite) : [];
    return low === undefined || high === undefined ? undefined : [low, high];
  },
};

function sliderState(owner: string, options: CommonOptions) {
  const { orientation = "horizontal", continuous = true } = options;
  const { min, max, step } = rangeOf(owner, options);
  checkOrientation(owner, orientation);
  return {
    min,
    max,
    step,
    orientation,
    continuous_update: continuous,
    readout: true,
    readout_format: options.format ?? `.${decimalsOf(step)}f`,
    behavior: "drag-tap",
  };
}

/**
 * A slider for a number.
 *
 * @throws ValueError BAD_OPTION
 *
 * @example
 * const load = slider({ label: "load", min: 0, max: 10, value: 3 });
 * load.observe((value, before) => console.log(`${before} → ${value}`));
 * load.value = 5;
 * load.value; // 5
 */
export function slider(options: SliderOptions = {}): Slider {
  return new Control(sliderKind, options);
}

/**
 * A slider for a lower and an upper end.
 *
 * @throws ValueError BAD_OPTION
 *
 * @example
 * rangeSlider({ min: 0, max: 1, value: [0.2, 0.8] }).value; // [0.2, 0.8]
 */
export function rangeSlider(options: RangeSliderOptions = {}): RangeSlider {
  return new Control(rangeKind, options);
}
