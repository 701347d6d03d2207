import { normalQuantile } from "@mesoscope/core";
import { ValueError } from "@mesoscope/sdk";

/** Where normal estimates lie with the probability `level`. */
export function intervalsOf(
  estimates: readonly { readonly value: number; readonly standardError: number }[],
  level: number,
): { lower: number; upper: number }[] {
  if (!(level > 0 && level < 1)) {
    throw new ValueError(
      "BAD_OPTION",
      `intervals: level is ${level}. Give a probability between 0 and 1, such as 0.95.`,
    );
  }
  const width = normalQuantile((1 + level) / 2);
  return estimates.map(({ value, standardError }) => ({
    lower: value - width * standardError,
    upper: value + width * standardError,
  }));
}
