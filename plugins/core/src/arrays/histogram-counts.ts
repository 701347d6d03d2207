import { checkOptions, ValueError } from "@mesoscope/sdk";
import { type ArrayInput, asArray, asVector } from "./as-array.js";
import { linspace } from "./create.js";
import { NDArray } from "./nd-array.js";

export interface HistogramCountsOptions {
  /** The number of bins of equal width from the smallest entry to the largest; 10 unless given. */
  readonly bins?: number;
  /** The ascending edges of the bins, instead of `bins`; entries outside are not counted. */
  readonly edges?: ArrayInput;
}

/**
 * How many entries lie in each bin: from its lower edge to below its upper one, the last bin with its upper edge.
 *
 * @example
 * const { counts, edges } = histogramCounts([0, 1, 1, 2, 4], { bins: 2 });
 * counts.data; // [3, 2]
 * edges.data; // [0, 2, 4]
 *
 * @throws ValueError EMPTY without entries, NOT_FINITE at NaN, or at an infinity where the edges follow from the
 *   entries, BAD_OPTION
 */
export function histogramCounts(
  values: ArrayInput,
  options: HistogramCountsOptions = {},
): { counts: NDArray; edges: NDArray } {
  checkOptions("histogramCounts", options, ["bins", "edges"]);
  const { data } = asArray(values, "histogramCounts: the input");
  const bad = data.findIndex((value) => (options.edges ? Number.isNaN(value) : !Number.isFinite(value)));
  if (bad >= 0) {
    throw new ValueError(
      "NOT_FINITE",
      `histogramCounts: entry ${bad} is ${data[bad]}, which lies in no bin. Leave such entries out first.`,
    );
  }
  const edges = options.edges ? givenEdges(options.edges) : equalEdges(data, options.bins ?? 10);
  const counts = new Float64Array(edges.size - 1);
  for (const value of data) {
    const bin = binOf(edges.data, value);
    if (bin >= 0) counts[bin]!++;
  }
  return { counts: new NDArray(counts), edges };
}

function equalEdges(data: Float64Array, bins: number): NDArray {
  if (!Number.isSafeInteger(bins) || bins < 1) {
    throw new ValueError("BAD_OPTION", `histogramCounts: bins is ${bins}. Give a whole number from 1, or edges.`);
  }
  if (data.length === 0) {
    throw new ValueError("EMPTY", "histogramCounts: there are no entries, so no edges follow from them. Give edges.");
  }
  const low = data.reduce((a, b) => Math.min(a, b));
  const high = data.reduce((a, b) => Math.max(a, b));
  return low === high ? linspace(low - 0.5, high + 0.5, bins + 1) : linspace(low, high, bins + 1);
}

function givenEdges(given: ArrayInput): NDArray {
  const edges = asVector(given, "histogramCounts: edges");
  if (edges.size > 1 && edges.data.every((edge, i) => i === 0 || edge > edges.data[i - 1]!)) return edges;
  throw new ValueError(
    "BAD_OPTION",
    "histogramCounts: the edges do not ascend. Give at least two, each above the last.",
  );
}

function binOf(edges: Float64Array, value: number): number {
  const last = edges.length - 1;
  if (!(value >= edges[0]! && value <= edges[last]!)) return -1;
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (edges[middle]! <= value) low = middle;
    else high = middle;
  }
  return low;
}
