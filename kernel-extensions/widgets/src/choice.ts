import { checkWhole, ValueError } from "@mesoscope/sdk";
import { Control, type Kind } from "./control.js";
import type { LabelOptions } from "./frame.js";

/** What there is to choose from: values, which are written as text, or values by what is written. */
export type Choices<T> = readonly T[] | Readonly<Record<string, T>>;

/** Options of `dropdown` and `radio`. */
export interface ChoiceOptions<T> extends LabelOptions {
  readonly options: Choices<T>;
  /** Default the first. */
  readonly value?: T;
}

/** Options of `select`. */
export interface SelectOptions<T> extends ChoiceOptions<T> {
  /** Lines that are seen. Default 5. */
  readonly rows?: number;
}

/** A control that chooses one of several values. */
export type Choice<T> = Control<T, ChoiceOptions<T>>;

/** A list that chooses one of several values. */
export type Select<T> = Control<T, SelectOptions<T>>;

type Name = "dropdown" | "radio" | "select";

function kindOf<T, Options extends ChoiceOptions<T>>(name: Name, model: string): Kind<T, Options> {
  return {
    name,
    options: ["options", "value", ...(name === "select" ? ["rows"] : [])],
    names: [model, model],
    value(options) {
      const [, values] = choicesOf(name, options.options);
      if (!("value" in options)) return values[0]!;
      const chosen = options.value as T;
      if (values.includes(chosen)) return chosen;
      throw new ValueError("BAD_OPTION", `${name}: value is ${String(chosen)}, which is not among the options.`);
    },
    write(options, value) {
      const [labels, values] = choicesOf(name, options.options);
      const index = values.indexOf(value);
      const { rows = 5 } = options as SelectOptions<T>;
      if (name !== "select") return { _options_labels: labels, index };
      checkWhole(name, "rows", rows, 1);
      return { _options_labels: labels, index, rows };
    },
    read({ index }, options) {
      const [, values] = choicesOf(name, options.options);
      return typeof index === "number" ? values[index] : undefined;
    },
  };
}

function choicesOf<T>(owner: string, choices: Choices<T>): readonly [labels: readonly string[], values: readonly T[]] {
  const [labels, values] = Array.isArray(choices)
    ? [choices.map(String), choices as readonly T[]]
    : [Object.keys(choices), Object.values(choices as Readonly<Record<string, T>>)];
  if (values.length > 0) return [labels, values];
  throw new ValueError("BAD_OPTION", `${owner}: options is empty. Give at least one value to choose from.`);
}

/**
 * A list that unfolds, from which one value is chosen.
 *
 * @throws ValueError BAD_OPTION
 *
 * @example
 * const material = dropdown({ label: "material", options: { steel: 210e9, aluminium: 70e9 } });
 * material.value; // 210000000000
 */
export function dropdown<const T>(options: ChoiceOptions<T>): Choice<T> {
  return new Control(kindOf<T, ChoiceOptions<T>>("dropdown", "Dropdown"), options);
}

/**
 * Buttons of which one is down.
 *
 * @throws ValueError BAD_OPTION
 *
 * @example
 * radio({ options: ["linear", "log"], value: "log" }).value; // "log"
 */
export function radio<const T>(options: ChoiceOptions<T>): Choice<T> {
  return new Control(kindOf<T, ChoiceOptions<T>>("radio", "RadioButtons"), options);
}

/**
 * A list of which some lines are seen, from which one value is chosen.
 *
 * @throws ValueError BAD_OPTION
 *
 * @example
 * select({ options: [1, 2, 3], rows: 3 }).value; // 1
 */
export function select<const T>(options: SelectOptions<T>): Select<T> {
  return new Control(kindOf<T, SelectOptions<T>>("select", "Select"), options);
}
