/** Seconds since some moment, for figures of time that people read; no result depends on them. */
export function clock(): number {
  // eslint-disable-next-line no-restricted-properties -- shown, never computed with
  return performance.now() / 1000;
}
