/** Milliseconds since some moment: for what a server wants to know of time, never for results. */
export function clock(): number {
  // eslint-disable-next-line no-restricted-properties -- no array or figure depends on it
  return performance.now();
}

/** Seconds since 1970, which every message states. */
export function timeOfDay(): number {
  // eslint-disable-next-line no-restricted-properties -- the server refuses messages of another time
  return Date.now() / 1000;
}
