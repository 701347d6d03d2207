/** Milliseconds since some moment: for the budget in seconds that users give, and for what people are shown. */
export function clock(): number {
  // eslint-disable-next-line no-restricted-properties -- with a budget of work nothing that is found depends on it
  return performance.now();
}
