import { ValueError } from "@mesoscope/sdk";
import { panelOf } from "./combine.js";
import { Figure } from "./figure.js";
import { found } from "./found.js";
import type { Layer, Panel } from "./panel.js";

/** What a slider moves. */
export interface SliderOptions {
  /** A word for the value, letters only. */
  readonly name: string;
  /** What stands beside the slider. Default: the name. */
  readonly label?: string;
  /** The values it can take, growing; a list to choose from where they are not evenly spaced. */
  readonly values: readonly number[];
  /** Where it starts. Default: the first value. */
  readonly start?: number;
  /** The figure for a value; all must have the same kind of marks. */
  readonly figure: (value: number) => Figure;
}

/**
 * A figure with a slider, which works without the kernel: every frame is made beforehand and the slider picks one.
 * The static picture shows the frame at `start`.
 *
 * @example
 * slider({ name: "power", values: [1, 2, 3], figure: (p) => line({ x: [0, 1, 2], y: [0, 1, 2 ** p] }) });
 *
 * @throws ValueError BAD_OPTION
 */
export function slider(options: SliderOptions): Figure {
  checkOptions(options);
  const { name, label = name, values, start = values[0]!, figure } = options;
  const panels = values.map((value) => panelOf("slider", figure(value)));
  const first = panels[0]!;
  if (panels.some((panel) => panel.layers.length !== first.layers.length)) {
    throw new ValueError(
      "BAD_OPTION",
      "slider: figures of different values have different numbers of layers. Draw the same marks for all.",
    );
  }
  const layers = first.layers.map((_, i) =>
    frames(
      panels.map((panel) => panel.layers[i]!),
      values,
    ),
  );
  const panel: Panel = { ...panels[values.indexOf(start)]!, layers, control: { name, label, values, start } };
  return new Figure(panel);
}

function checkFigure({ figure }: SliderOptions): void {
  if (typeof figure === "function") return;
  throw new ValueError(
    "BAD_OPTION",
    `slider: figure is ${found(figure)}. Give a function from a value to a figure, such as (p) => line(…).`,
  );
}

/** The rows of one layer in all frames, each with the value that shows it. */
function frames(layers: readonly Layer[], values: readonly number[]): Layer {
  const rows = layers.flatMap((layer, i) => layer.rows.map((row) => ({ ...row, frame: values[i]! })));
  const categories = [...new Set(layers.flatMap((layer) => layer.categories ?? []))];
  return { ...layers[0]!, rows, ...(categories.length > 0 && { categories }) };
}

function checkOptions(options: SliderOptions): void {
  const { name, values, start = values?.[0] } = options ?? {};
  if (!/^[A-Za-z]\w*$/.test(name)) {
    throw new ValueError(
      "BAD_OPTION",
      `slider: the name "${name}" is not a word. Use letters, and label for what people read.`,
    );
  }
  if (!Array.isArray(values) || values.length < 2 || values.some((value, i) => i > 0 && !(value > values[i - 1]!))) {
    throw new ValueError(
      "BAD_OPTION",
      "slider: values must be at least two numbers that grow. Sort them and remove repeated ones.",
    );
  }
  if (start === undefined || !values.includes(start)) {
    throw new ValueError("BAD_OPTION", `slider: start ${start} is not among the values. Give one of them.`);
  }
  checkFigure(options);
}
