import { goldenSection } from "../common/golden-section.js";

const steps = 200;

/**
 * Where a function of one hump is greatest: the bracket [from, to] is widened until the hump is in it, then narrowed by
 * the golden section.
 */
export function maximizeOnLine(value: (at: number) => number, from: number, to: number): number {
  let [low, high] = [from, to];
  let middle = (low + high) / 2;
  for (let step = 0; step < steps && !(value(middle) >= value(low)); step++)
    [middle, low] = [low, low - 2 * (high - low)];
  for (let step = 0; step < steps && !(value(middle) >= value(high)); step++)
    [middle, high] = [high, high + 2 * (high - low)];
  return goldenSection((at) => -value(at), low, high);
}
