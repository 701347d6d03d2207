import { ValueError } from "@mesoscope/sdk";
import { type CategoricalOptions, categorical } from "./categorical.js";
import { type ChangePointOptions, changePoint } from "./change-point.js";
import { constant } from "./constant.js";
import type { Covariance, CovarianceData } from "./covariance.js";
import { type GraphOptions, graph } from "./graph.js";
import { linear } from "./linear.js";
import { matern } from "./matern.js";
import { type PeriodicOptions, periodic } from "./periodic.js";
import { polynomial } from "./polynomial.js";
import { productOf } from "./product-of.js";
import { rationalQuadratic } from "./rational-quadratic.js";
import { rbf } from "./rbf.js";
import { type SpectralMixtureOptions, spectralMixture } from "./spectral-mixture.js";
import { sumOf } from "./sum-of.js";
import { white } from "./white.js";

type Options = Record<string, unknown>;

const families: Readonly<Record<string, (options: Options) => Covariance>> = {
  rbf,
  matern,
  rationalQuadratic,
  periodic: (options) => periodic(options as unknown as PeriodicOptions),
  constant,
  linear,
  polynomial,
  white,
  spectralMixture: (options) => spectralMixture(options as unknown as SpectralMixtureOptions),
  categorical: (options) => categorical(options as unknown as CategoricalOptions),
  graph: (options) => graph(options as unknown as GraphOptions),
  changePoint({ terms, ...options }) {
    const [before, after] = loadAll(terms);
    return changePoint(before, after, options as unknown as ChangePointOptions);
  },
  sum: ({ terms }) => sumOf(...loadAll(terms)),
  product: ({ terms }) => productOf(...loadAll(terms)),
};

/**
 * The kernel that its `toJSON` wrote.
 *
 * @example
 * loadCovariance(JSON.parse(JSON.stringify(sumOf(rbf(), linear())))).name; // "RBF + linear"
 *
 * @throws ValueError BAD_VALUE where the data is no kernel
 */
export function loadCovariance(data: CovarianceData): Covariance {
  const { kind, ...options } = data ?? {};
  if (!Object.hasOwn(families, kind)) {
    throw new ValueError(
      "BAD_VALUE",
      `loadCovariance: there is no kernel ${JSON.stringify(kind)}. The kernels are ${Object.keys(families).join(", ")}.`,
    );
  }
  return families[kind](options);
}

function loadAll(terms: unknown): Covariance[] {
  return (terms as CovarianceData[]).map(loadCovariance);
}
