import { countUpTo } from "../common/search.js";

/** The length that a cell wanted shares with a cell of the source. */
export interface Share {
  readonly cell: number;
  readonly length: number;
}

/** What each cell between the growing edges of the target shares with those of the source. */
export function sharesOf(source: Float64Array, target: Float64Array): Share[][] {
  return Array.from({ length: target.length - 1 }, (_, i) => {
    const shares: Share[] = [];
    const first = Math.max(countUpTo(source, target[i]) - 1, 0);
    for (let cell = first; cell < source.length - 1 && source[cell] < target[i + 1]; cell++) {
      const length = Math.min(target[i + 1], source[cell + 1]) - Math.max(target[i], source[cell]);
      if (length > 0) shares.push({ cell, length });
    }
    return shares;
  });
}

/** The same on a circle: the source also stands whole turns away. */
export function wrappedShares(source: Float64Array, target: Float64Array): Share[][] {
  const turn = 2 * Math.PI;
  const first = Math.floor((target[0] - source[source.length - 1]) / turn);
  const last = Math.ceil((target[target.length - 1] - source[0]) / turn);
  const turns = Array.from({ length: last - first + 1 }, (_, k) => first + k);
  const shifted = turns.map((count) =>
    sharesOf(
      source.map((edge) => edge + count * turn),
      target,
    ),
  );
  return Array.from({ length: target.length - 1 }, (_, i) => shifted.flatMap((shares) => shares[i]));
}
