const significantDigits = 6;

/** Texts of these numbers, written alike: all whole, all with the same decimals, or all with an exponent. */
export function formatNumbers(values: readonly number[]): string[] {
  const write = commonFormat(values.filter(Number.isFinite));
  return values.map((value) => (Number.isFinite(value) ? write(value) : String(value)));
}

function commonFormat(finite: readonly number[]): (value: number) => string {
  const magnitudes = finite.filter((value) => value !== 0).map(Math.abs);
  const largest = Math.max(0, ...magnitudes);
  const smallest = Math.min(Infinity, ...magnitudes);
  if (largest < 1e15 && finite.every(Number.isInteger)) return String;
  if (largest >= 1e8 || smallest < 1e-4 || largest / smallest > 1e6) return exponential(finite);
  const room = Math.max(significantDigits - 1 - Math.floor(Math.log10(largest)), 1);
  const decimals = needed(room, (digits) => finite.every((value) => Number(value.toFixed(digits)) === value));
  return (value) => value.toFixed(decimals);
}

function exponential(finite: readonly number[]): (value: number) => string {
  const digits = needed(significantDigits - 1, (count) =>
    finite.every((value) => Number(value.toExponential(count)) === value),
  );
  return (value) => (value === 0 ? "0" : value.toExponential(digits));
}

/** The fewest digits that show every value exactly, at most `most`. */
function needed(most: number, exact: (digits: number) => boolean): number {
  for (let digits = 0; digits < most; digits++) if (exact(digits)) return digits;
  return most;
}
