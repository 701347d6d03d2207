import { NDArray } from "@mesoscope/core";
import { ValueError } from "@mesoscope/sdk";
import { columnFiller } from "./column-imputation.js";
import { type Filler, FittedImputation, type ImputationJSON } from "./imputation.js";
import { chainFiller } from "./iterative-imputation.js";
import { neighbourFiller } from "./nearest-neighbour-imputation.js";

// biome-ignore lint/suspicious/noExplicitAny: each kind of filler reads what its own toJSON wrote
const readers: Readonly<Record<string, (json: any) => Filler>> = {
  column: ({ fills, spreads }) => columnFiller(fills, spreads && [...NDArray.fromJSON(spreads).data]),
  neighbours: ({ known, neighbours, weights }) => neighbourFiller(NDArray.fromJSON(known), neighbours, weights),
  chain: ({ centres, scales, regressions }) => chainFiller({ centres, scales, regressions }),
};

/**
 * The fitted imputation that `toJSON` wrote.
 *
 * @example
 * const fitted = await columnImputation().fit([1, 2, 30]);
 * loadImputation(JSON.parse(JSON.stringify(fitted))).transform([NaN]).data; // [2]
 *
 * @throws ValueError BAD_VALUE where the data hold no imputation
 */
export function loadImputation(json: ImputationJSON): FittedImputation {
  const read = readers[json?.filler?.kind];
  if (read) return new FittedImputation(json.name, read(json.filler));
  const text = JSON.stringify(json)?.slice(0, 40);
  throw new ValueError(
    "BAD_VALUE",
    `loadImputation: there is no imputation in ${text}. Give what toJSON of a fitted one wrote.`,
  );
}
