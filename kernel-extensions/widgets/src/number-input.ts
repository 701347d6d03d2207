import { checkNumber, checkPositive } from "@mesoscope/sdk";
import { Control, type Kind } from "./control.js";
import type { LabelOptions } from "./frame.js";
import { finite } from "./numbers.js";

/** Options of `numberInput`. */
export interface NumberInputOptions extends LabelOptions {
  /** Default 0, or the nearest to it that is allowed. */
  readonly value?: number;
  /** Default none. */
  readonly min?: number;
  /** Default none. */
  readonly max?: number;
  /** By how much the arrows change the value. Default 1. */
  readonly step?: number;
  /** Whether every key changes the value; if not, Enter does, or leaving the field. Default false. */
  readonly continuous?: boolean;
}

/** A field for a number. */
export type NumberInput = Control<number, NumberInputOptions>;

const kind: Kind<number, NumberInputOptions> = {
  name: "numberInput",
  options: ["value", "min", "max", "step", "continuous"],
  names: ["BoundedFloatText", "FloatText"],
  value(options) {
    const { min, max } = ends(options);
    const { value = Math.min(max, Math.max(min, 0)) } = options;
    const wanted = min === -largest && max === largest ? "a finite number" : `a number from ${min} to ${max}`;
    checkNumber("numberInput", "value", value, wanted, (given) => given >= min && given <= max);
    return value;
  },
  write(options, value) {
    const { step = 1, continuous = false } = options;
    checkPositive("numberInput", "step", step);
    return { ...ends(options), step, continuous_update: continuous, value };
  },
  read: ({ value }) => finite(value),
};

/** JSON has no infinity. */
const largest = Number.MAX_VALUE;

function ends({ min = -largest, max = largest }: NumberInputOptions) {
  checkNumber("numberInput", "max", max, `a number above min, which is ${min}`, (given) => given > min);
  return { min, max };
}

/**
 * A field for a number.
 *
 * @throws ValueError BAD_OPTION
 *
 * @example
 * numberInput({ label: "seed", min: 0, value: 7 }).value; // 7
 */
export function numberInput(options: NumberInputOptions = {}): NumberInput {
  return new Control(kind, options);
}
