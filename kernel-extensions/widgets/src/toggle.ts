import { ValueError } from "@mesoscope/sdk";
import { Control, type Kind } from "./control.js";
import type { LabelOptions } from "./frame.js";

/** Options of `checkbox`. Its label is on its right; a `labelWidth` sets the box below the fields of other controls. */
export interface CheckboxOptions extends LabelOptions {
  /** Default false. */
  readonly value?: boolean;
}

/** Options of `toggle`. */
export interface ToggleOptions extends CheckboxOptions {
  /** The name of a Font Awesome 4 icon, such as "play". */
  readonly icon?: string;
}

/** A box to tick. */
export type Checkbox = Control<boolean, CheckboxOptions>;

/** A button that stays down. */
export type Toggle = Control<boolean, ToggleOptions>;

const checkboxKind: Kind<boolean, CheckboxOptions> = {
  name: "checkbox",
  options: ["value"],
  names: ["Checkbox", "Checkbox"],
  value: ({ value = false }) => checked("checkbox", value),
  write: ({ labelWidth }, value) => ({ indent: labelWidth !== undefined, value }),
  read: readFlag,
};

const toggleKind: Kind<boolean, ToggleOptions> = {
  name: "toggle",
  options: ["value", "icon"],
  names: ["ToggleButton", "ToggleButton"],
  value: ({ value = false }) => checked("toggle", value),
  write: ({ icon = "" }, value) => ({ icon, button_style: "", value }),
  read: readFlag,
};

function readFlag({ value }: Readonly<Record<string, unknown>>): boolean | undefined {
  return typeof value === "boolean" ? value : undefined;
}

function checked(owner: string, value: unknown): boolean {
  if (typeof value === "boolean") return value;
  throw new ValueError("BAD_OPTION", `${owner}: value is ${String(value)}. Give true or false.`);
}

/**
 * A box to tick.
 *
 * @throws ValueError BAD_OPTION
 *
 * @example
 * checkbox({ label: "log scale", value: true }).value; // true
 */
export function checkbox(options: CheckboxOptions = {}): Checkbox {
  return new Control(checkboxKind, options);
}

/**
 * A button that stays down.
 *
 * @throws ValueError BAD_OPTION
 *
 * @example
 * toggle({ label: "running", icon: "play" }).value; // false
 */
export function toggle(options: ToggleOptions = {}): Toggle {
  return new Control(toggleKind, options);
}
