import { checkWhole, ValueError } from "@mesoscope/sdk";
import { Control, type Kind } from "./control.js";
import type { LabelOptions } from "./frame.js";

/** Options of `text`. */
export interface TextOptions extends LabelOptions {
  /** Default empty. */
  readonly value?: string;
  /** Shown where nothing has been written. */
  readonly placeholder?: string;
  /** Whether every key changes the value; if not, Enter does, or leaving the field. Default true. */
  readonly continuous?: boolean;
}

/** Options of `textArea`. */
export interface TextAreaOptions extends TextOptions {
  /** Lines that are seen. Default as many as fit. */
  readonly rows?: number;
}

/** A field for text. */
export type Text = Control<string, TextOptions>;

/** A field for lines of text. */
export type TextArea = Control<string, TextAreaOptions>;

const names = ["value", "placeholder", "continuous"];

const textKind: Kind<string, TextOptions> = {
  name: "text",
  options: names,
  names: ["Text", "Text"],
  value: ({ value = "" }) => written("text", value),
  write: textState,
  read: readText,
};

const areaKind: Kind<string, TextAreaOptions> = {
  name: "textArea",
  options: [...names, "rows"],
  names: ["Textarea", "Textarea"],
  value: ({ value = "" }) => written("textArea", value),
  write(options, value) {
    if (options.rows !== undefined) checkWhole("textArea", "rows", options.rows, 1);
    return { ...textState(options, value), rows: options.rows ?? null };
  },
  read: readText,
};

function textState({ placeholder = "", continuous = true }: TextOptions, value: string) {
  return { placeholder, continuous_update: continuous, value };
}

/** A text from a state. */
export function readText({ value }: Readonly<Record<string, unknown>>): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** The value, once it is known to be text. */
export function written(owner: string, value: unknown): string {
  if (typeof value === "string") return value;
  throw new ValueError("BAD_OPTION", `${owner}: value is a ${typeof value}. Give text, as in String(value).`);
}

/**
 * A field for a line of text.
 *
 * @throws ValueError BAD_OPTION
 *
 * @example
 * text({ label: "name", value: "Ada" }).value; // "Ada"
 */
export function text(options: TextOptions = {}): Text {
  return new Control(textKind, options);
}

/**
 * A field for lines of text.
 *
 * @throws ValueError BAD_OPTION
 *
 * @example
 * textArea({ value: "one\ntwo", rows: 4 }).value.split("\n").length; // 2
 */
export function textArea(options: TextAreaOptions = {}): TextArea {
  return new Control(areaKind, options);
}
