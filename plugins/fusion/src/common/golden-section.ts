const golden = (3 - Math.sqrt(5)) / 2;
const resolution = 1e-9;

/** Where a cost of one valley is smallest between two ends, to nine digits. */
export function goldenSection(cost: (at: number) => number, from: number, to: number): number {
  let [low, high] = [from, to];
  let [left, right] = [low + golden * (high - low), high - golden * (high - low)];
  let [costLeft, costRight] = [cost(left), cost(right)];
  while (high - low > resolution * (1 + Math.abs(low))) {
    if (costLeft <= costRight) {
      [high, right, costRight] = [right, left, costLeft];
      left = low + golden * (high - low);
      costLeft = cost(left);
    } else {
      [low, left, costLeft] = [left, right, costRight];
      right = high - golden * (high - low);
      costRight = cost(right);
    }
  }
  return (low + high) / 2;
}
