import { Control, type Kind } from "./control.js";
import type { LabelOptions } from "./frame.js";
import { readText, written } from "./text.js";

/** Options of `label` and `html`, beside what they show. */
export interface LabelTextOptions extends LabelOptions {
  readonly value?: string;
}

/** Text, or HTML, that the notebook may change: its `value`. */
export type Label = Control<string, LabelTextOptions>;

function kindOf(name: "label" | "html", model: string): Kind<string, LabelTextOptions> {
  return {
    name,
    options: ["value"],
    names: [model, model],
    value: ({ value = "" }) => written(name, value),
    write: (_, value) => ({ placeholder: "", value }),
    read: readText,
  };
}

const labelKind = kindOf("label", "Label");
const htmlKind = kindOf("html", "HTML");

/**
 * A line of text that can be changed.
 *
 * @example
 * const state = label("waiting");
 * state.value = "done";
 * state.text(); // "label: done"
 */
export function label(value: string, options: LabelOptions = {}): Label {
  return new Control(labelKind, { ...options, value });
}

/**
 * HTML that can be changed. Text that others have written goes through `escapeHtml` first.
 *
 * @example
 * html("<b>3</b> cracks").value; // "<b>3</b> cracks"
 */
export function html(value: string, options: LabelOptions = {}): Label {
  return new Control(htmlKind, { ...options, value });
}
