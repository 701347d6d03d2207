/** Milliseconds since some moment: for what a server wants to know of time, never for results. */
export function clock(): number {
  // eslint-disable-next-line no-restricted-properties -- no array or figure depends on it
  return performance.now();
}
