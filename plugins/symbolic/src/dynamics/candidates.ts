import type { RegressionFit } from "./weak-fit.js";

/** Sensitivities are computed for all of them at once. */
const mostCandidates = 100;

/** The coefficients that solutions are matched with: all of them where they are few, else those of the shortest laws tried. */
export function candidatesOf({ choices }: RegressionFit, size: number): number[] {
  if (size <= mostCandidates) return Array.from({ length: size }, (_, p) => p);
  const width = size / choices.length;
  const ranked = choices.flatMap(({ tried }, g) =>
    tried.map(({ fit, length }) => ({
      places: fit.support.map((p) => g * width + p),
      excess: length - tried[0].length,
    })),
  );
  const chosen = new Set<number>();
  for (const { places } of ranked.sort((a, b) => a.excess - b.excess)) {
    for (const p of places) if (chosen.size < mostCandidates) chosen.add(p);
  }
  return [...chosen].sort((a, b) => a - b);
}

/** Values put at their places. */
export function placed(values: ArrayLike<number>, places: readonly number[], into: Float64Array): Float64Array {
  places.forEach((p, k) => {
    into[p] = values[k];
  });
  return into;
}
