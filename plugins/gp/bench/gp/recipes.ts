/** Fits one case and predicts its test rows: `node recipes.ts FOLDER NAME KIND`; JSON on standard output. */
import {
  bayesianGaussianProcess,
  constant,
  logNormalPrior,
  multiFidelity,
  periodic,
  productOf,
  rationalQuadratic,
  rbf,
  recalibrate,
  stackedGaussianProcess,
  sumOf,
} from "@mesoscope/gp";
import type { Predictive } from "@mesoscope/sdk";
import { type Case, type Kind, readCase } from "./cases.ts";
import type { Result } from "./scores.ts";

const [folder, name, kind] = process.argv.slice(2);
const data = readCase(folder, name, kind as Kind);
const recipes = { exact, co2: carbonDioxide, mf: twoFidelities };
const start = process.cpuUsage();
const { predictive, evaluations } = await recipes[data.kind](data);
const { lower, upper } = predictive.interval(0.95);
const { user, system } = process.cpuUsage(start);
const result: Result = {
  mean: [...predictive.mean.data],
  std: [...predictive.std.data],
  lower95: [...lower.data],
  upper95: [...upper.data],
  seconds: (user + system) / 1e6,
  evaluations,
};
process.stdout.write(JSON.stringify(result));

interface Answer {
  readonly predictive: Predictive;
  readonly evaluations: number;
}

/** Nothing is known of the function: kernels of three smoothnesses, stacked, with recalibrated intervals. */
async function exact({ parts: { train, test } }: Case): Promise<Answer> {
  const stacked = await stackedGaussianProcess().fit(train.X, train.y);
  const evaluations = stacked.members.reduce((sum, { search }) => sum + (search?.evaluations ?? 0), 0);
  return { predictive: recalibrate(stacked).predictive(test.X), evaluations };
}

/**
 * A trend over decades, a season that changes slowly, and irregularities of several years and of months, as in
 * Rasmussen & Williams (2006), section 5.4.3. The medians say what is known of the carbon cycle before any data: the trend
 * turns within a generation, the season keeps its shape for decades. Extrapolation lives on what the data do not fix, so
 * hyper-parameters are drawn. The spread of the priors (0.3 rather than 0.5 or 1) and the kernel of the irregularities
 * are those of the best mean density for ten years after 1972, 1977 and 1982, from what came before.
 */
async function carbonDioxide({ parts: { train, test } }: Case): Promise<Answer> {
  const about = (median: number) => logNormalPrior({ median, spread: 0.3 });
  const ppm = (median: number) => constant({ outputScale: about(median) });
  const kernel = sumOf(
    productOf(ppm(50), rbf({ lengthScale: about(33) })),
    productOf(ppm(2), rbf({ lengthScale: about(55) }), periodic({ period: 1, lengthScale: about(1) })),
    productOf(ppm(0.5), rationalQuadratic({ lengthScale: about(1), mixture: about(1) })),
    productOf(ppm(0.2), rbf({ lengthScale: about(0.2) })),
  );
  const spec = bayesianGaussianProcess({ kernel, noise: about(0.2), inference: "mode", draws: 32 });
  const model = await spec.fit(train.X, train.y);
  return { predictive: model.predictive(test.X), evaluations: model.evaluations };
}

async function twoFidelities({ parts }: Case): Promise<Answer> {
  const model = await multiFidelity().fit([parts.train_lo, parts.train_hi]);
  return { predictive: model.predictive(parts.test.X), evaluations: 0 };
}
