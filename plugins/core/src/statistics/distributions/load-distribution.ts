import { ValueError } from "@mesoscope/sdk";
import { beta } from "./beta.js";
import { bernoulli, binomial } from "./binomial.js";
import { categorical } from "./categorical.js";
import type { Distribution, DistributionData } from "./distribution.js";
import { exponential } from "./exponential.js";
import { chiSquared, gamma } from "./gamma.js";
import { gumbel } from "./gumbel.js";
import { logNormal } from "./log-normal.js";
import { type MixtureOptions, mixture } from "./mixture.js";
import { normal } from "./normal.js";
import { poisson } from "./poisson.js";
import { studentT } from "./student-t.js";
import { truncatedNormal } from "./truncated-normal.js";
import { uniform } from "./uniform.js";
import { weibull } from "./weibull.js";

const factories: Readonly<Record<string, (options: never) => Distribution>> = {
  bernoulli,
  beta,
  binomial,
  categorical,
  chiSquared,
  exponential,
  gamma,
  gumbel,
  logNormal,
  mixture: ({ components, weights }: Omit<MixtureOptions, "components"> & { components: DistributionData[] }) =>
    mixture({ components: components.map(loadDistribution), weights }),
  normal,
  poisson,
  studentT,
  truncatedNormal,
  uniform,
  weibull,
};

/**
 * The distribution that `toJSON` wrote.
 *
 * @example
 * loadDistribution(JSON.parse(JSON.stringify(gumbel({ scale: 2 })))).parameters.scale; // 2
 *
 * @throws ValueError BAD_VALUE where the data name no distribution
 */
export function loadDistribution(json: DistributionData): Distribution {
  const name = String(json?.name);
  if (Object.hasOwn(factories, name)) return factories[name]!(json.parameters as never);
  throw new ValueError(
    "BAD_VALUE",
    `loadDistribution: the data name no distribution but "${name.slice(0, 30)}". Give what Distribution.toJSON wrote.`,
  );
}
