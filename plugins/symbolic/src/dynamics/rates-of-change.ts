/** A term of an equation with its coefficient. */
export interface RatePart {
  readonly state: number;
  /** Whether the equation is divided by it. */
  readonly divides: boolean;
  readonly coefficient: number;
  readonly value: (row: ArrayLike<number>) => number;
}

/** The rate of every state as a function of a row of states and controls, written into `rates`. */
export function ratesOfChange(
  parts: readonly RatePart[],
  size: number,
): (row: ArrayLike<number>, rates: Float64Array) => void {
  const divisors = new Float64Array(size);
  const divided = [...new Set(parts.filter(({ divides }) => divides).map(({ state }) => state))];
  return (row, rates) => {
    rates.fill(0, 0, size);
    divisors.fill(0);
    for (const { state, divides, coefficient, value } of parts) {
      (divides ? divisors : rates)[state] += coefficient * value(row);
    }
    for (const state of divided) rates[state] /= divisors[state];
  };
}
