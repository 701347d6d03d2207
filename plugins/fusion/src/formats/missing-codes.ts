/** Numbers that loggers write where they measured nothing. */
const lowCodes = [-999, -999.9, -999.99, -7999, -8888, -9999, -9999.9, -9999.99, -99999, -999999];
/** What netCDF writes where nothing was written. */
const highCodes = [9.969209968386869e36, 1e20, 1.0000000200408773e20];
const codes: ReadonlySet<number> = new Set([...lowCodes, ...highCodes]);
const smallestCode = Math.min(...[...codes].map(Math.abs));

/** Whether a number is one that loggers write for a missing value. */
export function isMissingCode(value: number): boolean {
  return Math.abs(value) >= smallestCode && codes.has(value);
}

/**
 * The code for missing values that the lowest or highest number of a column is: it must lie further from all other
 * numbers than they from each other, or be the only number. `others` are numbers of the column that are not among `values`.
 */
export function missingCodeOf(values: Float64Array, others: Iterable<number> = []): number | undefined {
  let [lowest, nextLowest, nextHighest, highest] = [
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ];
  const consider = (value: number) => {
    if (value < lowest) {
      nextLowest = lowest;
      lowest = value;
    } else if (value > lowest && value < nextLowest) nextLowest = value;
    if (value > highest) {
      nextHighest = highest;
      highest = value;
    } else if (value < highest && value > nextHighest) nextHighest = value;
  };
  for (let i = 0; i < values.length; i++) consider(values[i]!);
  for (const value of others) consider(value);
  if (lowest === highest) return isMissingCode(lowest) ? lowest : undefined;
  const isAlone = (code: number, gap: number, range: number) => gap > Math.max(range, Math.abs(code) / 2);
  if (isMissingCode(lowest)) {
    const alone = isMissingCode(nextLowest) || isAlone(lowest, nextLowest - lowest, highest - nextLowest);
    if (alone) return lowest;
  }
  return isMissingCode(highest) && isAlone(highest, highest - nextHighest, nextHighest - lowest) ? highest : undefined;
}
