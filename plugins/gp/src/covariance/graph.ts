import { matmul, NDArray, symmetricEigen } from "@mesoscope/core";
import { checkOptions, displaySymbol, ValueError } from "@mesoscope/sdk";
import type { Covariance } from "./covariance.js";
import { displayKernel } from "./display-kernel.js";
import { checkCount, checkInput, tableFunction } from "./levels.js";
import { checkStart, restart, type Start } from "./start.js";
import { startsOf } from "./starts-of.js";

/** Options of `graph`. */
export interface GraphOptions {
  /** How many nodes there are; the column of `X` holds their numbers from 0 to `nodes − 1`. */
  readonly nodes: number;
  /** The two nodes of every edge and, where it is not 1, its positive weight. */
  readonly edges: readonly (readonly number[])[];
  /** `"matern"` (the default) or `"diffusion"`, which is infinitely smooth. */
  readonly family?: "matern" | "diffusion";
  /** Of the Matérn family: any positive number; 1.5 by default. */
  readonly smoothness?: number;
  /** Start of the length scale `κ`, in edges of weight 1. */
  readonly lengthScale?: Start;
  /** The column of `X` that holds the numbers; 0 by default. */
  readonly input?: number;
}

/**
 * Covariance of functions on the nodes of a graph, from its Laplacian `Δ`: neighbours are alike.
 *
 * Matérn `(2ν/κ² + Δ)^(−ν)`, diffusion `exp(−κ²Δ/2)`; both are divided so that the mean variance of the nodes is 1.
 *
 * @example
 * const ring = graph({ nodes: 4, edges: [[0, 1], [1, 2], [2, 3], [3, 0]], lengthScale: 1 });
 * const K = covarianceMatrix(ring, [0, 1, 2]);
 * [K.get(0, 0).toFixed(6), K.get(0, 1) > K.get(0, 2)]; // ["1.000000", true]
 *
 * @throws ValueError BAD_OPTION; when used, DataError BAD_VALUE at a number that is no node
 * @see Borovitskiy et al., Matérn Gaussian processes on graphs, AISTATS (2021), eqs. 13 and 14
 */
export function graph(options: GraphOptions): Covariance {
  const kind = "graph";
  checkOptions(kind, options, ["nodes", "edges", "family", "smoothness", "lengthScale", "input"]);
  const { nodes, edges, family = "matern", smoothness = 1.5, lengthScale, input = 0 } = options;
  checkCount(kind, "nodes", nodes, 2);
  checkInput(kind, input);
  checkStart(kind, "lengthScale", lengthScale);
  checkStart(kind, "smoothness", smoothness);
  if (family !== "matern" && family !== "diffusion") {
    throw new ValueError("BAD_OPTION", `graph: family is ${family}. Choose "matern" or "diffusion", as strings.`);
  }
  const spectrum = symmetricEigen(laplacian(nodes, edges));
  const kernel: Covariance = {
    kind,
    name: `${family === "matern" ? `Matérn ${smoothness}` : "diffusion"} on a graph`,
    terms: [],
    formula: family === "matern" ? "(2ν/κ² + Δ)^(−ν), of mean variance 1" : "exp(−κ²Δ/2), of mean variance 1",
    parameters: () => startsOf(kind, "lengthScale", "ratio", lengthScale, [[input]]),
    bind([length], columns) {
      const logarithms = spectrum.values.data.map((value) => {
        const eigenvalue = Math.max(value, 0);
        if (family === "diffusion") return (-length * length * eigenvalue) / 2;
        return -smoothness * Math.log((2 * smoothness) / length ** 2 + eigenvalue);
      });
      const rates = spectrum.values.data.map((value) => {
        const eigenvalue = Math.max(value, 0);
        if (family === "diffusion") return -length * length * eigenvalue;
        return (4 * smoothness ** 2) / (2 * smoothness + length ** 2 * eigenvalue);
      });
      return tableFunction(kind, input, columns, nodes, ...tables(spectrum.vectors, logarithms, rates));
    },
    withValues: (values) => graph({ ...options, lengthScale: restart(lengthScale, values) }),
    toJSON: () => ({ kind, ...options }),
    [displaySymbol]: () => displayKernel(kernel),
  };
  return kernel;
}

/** The covariances from the logarithms of the spectrum, with mean variance 1, and their slope. */
function tables(
  vectors: NDArray,
  logarithms: Float64Array,
  rates: Float64Array,
): [table: Float64Array, slopes: Float64Array[]] {
  const count = logarithms.length;
  const highest = Math.max(...logarithms);
  const spectrum = logarithms.map((value) => Math.exp(value - highest));
  const mean = spectrum.reduce((total, value) => total + value, 0) / count;
  const rate = spectrum.reduce((total, value, k) => total + value * rates[k], 0) / count / mean;
  const assemble = (factor: (k: number) => number) =>
    matmul(
      vectors.map((value, at) => value * factor(at % count)),
      vectors.transpose(),
    ).data;
  return [assemble((k) => spectrum[k] / mean), [assemble((k) => (spectrum[k] * (rates[k] - rate)) / mean)]];
}

function laplacian(nodes: number, edges: readonly (readonly number[])[]): NDArray {
  const matrix = new NDArray(new Float64Array(nodes * nodes), [nodes, nodes]);
  const isNode = (node: number) => Number.isInteger(node) && node >= 0 && node < nodes;
  if (!Array.isArray(edges)) {
    throw new ValueError(
      "BAD_OPTION",
      "graph: edges is no list. Give the two nodes of every edge, as in [[0, 1], [1, 2]].",
    );
  }
  for (const [e, [from, to, weight = 1]] of edges.entries()) {
    if (!isNode(from) || !isNode(to) || from === to || !(weight > 0 && Number.isFinite(weight))) {
      throw new ValueError(
        "BAD_OPTION",
        `graph: edge ${e} is [${edges[e].join(", ")}]. Give two nodes from 0 to ${nodes - 1} and a positive weight.`,
      );
    }
    matrix.data[from * nodes + to] -= weight;
    matrix.data[to * nodes + from] -= weight;
    matrix.data[from * (nodes + 1)] += weight;
    matrix.data[to * (nodes + 1)] += weight;
  }
  return matrix;
}
