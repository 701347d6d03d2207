import { ValueError } from "@mesoscope/sdk";
import { affine } from "./affine.js";
import type { ColumnMap, ColumnMapJSON } from "./column-map.js";
import { logMap } from "./log-scaling.js";
import { powerMap } from "./power-scaling.js";
import { quantileMap } from "./quantile-scaling.js";
import { FittedScaling, type ScalingJSON } from "./scaling.js";

/**
 * The fitted scaling that `toJSON` wrote.
 *
 * @example
 * const scaled = await standardScaling().fit([1, 2, 3]);
 * const copy = loadScaling(JSON.parse(JSON.stringify(scaled)));
 * copy.inverseTransform([0]).data; // [2]
 *
 * @throws ValueError BAD_VALUE where the data hold no scaling
 */
export function loadScaling(json: ScalingJSON): FittedScaling {
  if (typeof json?.name !== "string" || !Array.isArray(json.columns)) throw noScaling(json);
  return new FittedScaling(json.name, json.columns.map(loadMap));
}

// biome-ignore lint/suspicious/noExplicitAny: each kind of map reads what its own toJSON wrote
const readers: Readonly<Record<string, (json: any) => ColumnMap>> = {
  affine: ({ centre, scale, note }) => affine(centre, scale, note),
  log: ({ logarithm, threshold }) => logMap(logarithm, threshold),
  power: ({ family, power, standard }) => powerMap(family, power, loadMap(standard)),
  quantile: ({ output, knots }) => quantileMap(output, Float64Array.from(knots)),
};

function loadMap(json: ColumnMapJSON): ColumnMap {
  const read = readers[json?.kind];
  if (read) return read(json);
  throw noScaling(json);
}

function noScaling(found: unknown): ValueError {
  const text = JSON.stringify(found)?.slice(0, 40);
  return new ValueError(
    "BAD_VALUE",
    `loadScaling: there is no scaling in ${text}. Give what toJSON of a fitted one wrote.`,
  );
}
