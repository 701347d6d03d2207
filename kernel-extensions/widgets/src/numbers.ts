import { checkChoice, checkFinite, checkNumber, checkPositive } from "@mesoscope/sdk";

/** Options of what chooses numbers between two ends. */
export interface RangeOptions {
  /** Default 0. */
  readonly min?: number;
  /** Default 100. */
  readonly max?: number;
  /** Default 1 between whole numbers more than 2 apart, else a hundredth of the range. */
  readonly step?: number;
}

/** The ends and the step, with what was left out filled in. */
export function rangeOf(owner: string, { min = 0, max = 100, step }: RangeOptions): Required<RangeOptions> {
  checkFinite(owner, "min", min);
  checkNumber(owner, "max", max, `a number above min, which is ${min}`, (given) => given > min && given < Infinity);
  const isCoarse = Number.isInteger(min) && Number.isInteger(max) && max - min > 2;
  const chosen = step ?? (isCoarse ? 1 : (max - min) / 100);
  checkPositive(owner, "step", chosen);
  return { min, max, step: chosen };
}

/** Throws unless the value lies between the ends. */
export function checkWithin(owner: string, name: string, value: unknown, { min, max }: Required<RangeOptions>): void {
  checkNumber(owner, name, value, `a number from ${min} to ${max}`, (given) => given >= min && given <= max);
}

/** Throws unless it is a way that a control can lie. */
export function checkOrientation(owner: string, orientation: unknown): void {
  checkChoice(owner, "orientation", orientation, ["horizontal", "vertical"]);
}

/** The number of decimals in which steps of this size can be told apart. */
export function decimalsOf(step: number): number {
  const [digits = "", exponent = "0"] = step.toPrecision(6).split("e");
  const decimals = digits.replace(/0+$/, "").split(".")[1]?.length ?? 0;
  return Math.max(0, decimals - Number(exponent));
}

/** A number from a state; what cannot be a value is none. */
export function finite(value: unknown): number | undefined {
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}
