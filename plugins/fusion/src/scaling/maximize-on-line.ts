const golden = (3 - Math.sqrt(5)) / 2;
const steps = 200;
const resolution = 1e-9;

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
  let [left, right] = [low + golden * (high - low), high - golden * (high - low)];
  let [atLeft, atRight] = [value(left), value(right)];
  while (high - low > resolution * (1 + Math.abs(low))) {
    if (atLeft >= atRight) {
      [high, right, atRight] = [right, left, atLeft];
      left = low + golden * (high - low);
      atLeft = value(left);
    } else {
      [low, left, atLeft] = [left, right, atRight];
      right = high - golden * (high - low);
      atRight = value(right);
    }
  }
  return (low + high) / 2;
}
