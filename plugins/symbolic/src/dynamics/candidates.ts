import type { RegressionFit } from "./choose-terms.js";

/** Sensitivities are computed for all of them at once. */
const mostCandidates = 100;

/** The coefficients that solutions are matched with: all of them where they are few, else those of the shortest laws tried. */
export function candidatesOf({ choices, blocks }: RegressionFit): number[] {
  const all = placesOf(blocks, ({ columns, open = [...columns.keys()], scale }) =>
    scale === undefined ? open : [...open, scale],
  );
  if (all.length <= mostCandidates) return all.sort((a, b) => a - b);
  const width = (blocks.length * blocks[0].columns.length) / choices.length;
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

/** Coefficients that are 1, since they set the scale of a ratio. */
export function scalesOf({ blocks }: RegressionFit): number[] {
  return placesOf(blocks, ({ scale }) => (scale === undefined ? [] : [scale]));
}

function placesOf(
  blocks: RegressionFit["blocks"],
  columnsOf: (block: RegressionFit["blocks"][number]) => readonly number[],
): number[] {
  return blocks.flatMap((block, state) => columnsOf(block).map((p) => state * block.columns.length + p));
}
