import { type ArrayInput, NDArray } from "@mesoscope/core";
import { checkOptions } from "@mesoscope/sdk";
import { monotoneVector } from "../common/arguments.js";

/**
 * The edges of cells about centres: half-way between neighbours, and as far beyond the ends.
 * Centres may grow or fall; so do the edges.
 *
 * @param options.within bounds that no edge passes, such as the poles
 *
 * @example
 * cellEdges([0, 1, 3]).data; // [-0.5, 0.5, 2, 4]
 * cellEdges([-90, 0, 90], { within: [-90, 90] }).data; // [-90, -45, 45, 90]
 *
 * @throws DataError NOT_SORTED; ValueError BAD_OPTION, EMPTY with fewer than 2 centres
 */
export function cellEdges(centres: ArrayInput, options: { within?: readonly [number, number] } = {}): NDArray {
  checkOptions("cellEdges", options, ["within"]);
  const [low, high] = options.within ?? [-Infinity, Infinity];
  const data = monotoneVector(centres, "cellEdges: the centres", 2);
  const n = data.length;
  const inner = Array.from({ length: n - 1 }, (_, i) => (data[i] + data[i + 1]) / 2);
  const edges = [2 * data[0] - inner[0], ...inner, 2 * data[n - 1] - inner[n - 2]];
  return new NDArray(Float64Array.from(edges, (edge) => Math.min(Math.max(edge, low), high)));
}
