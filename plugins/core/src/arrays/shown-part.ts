/** Positions along an axis of `length` that are shown: all up to `limit`, else both ends with `undefined` between. */
export function shownPositions(length: number, limit: number): (number | undefined)[] {
  if (length <= limit) return Array.from({ length }, (_, i) => i);
  const tail = Math.floor(limit / 2);
  const head = limit - tail;
  return [
    ...Array.from({ length: head }, (_, i) => i),
    undefined,
    ...Array.from({ length: tail }, (_, i) => length - tail + i),
  ];
}
