/** Fits one case and predicts its test rows: `node recipes.ts FOLDER NAME KIND`; JSON on standard output. */
import {
  gaussianProcess,
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
 * Rasmussen & Williams (2006), section 5.4.3. The priors say what is known of the carbon cycle before any data.
 */
async function carbonDioxide({ parts: { train, test } }: Case): Promise<Answer> {
  const years = (median: number, spread = 0.5) => logNormalPrior({ median, spread });
  const kernel = sumOf(
    rbf({ lengthScale: years(33) }),
    productOf(rbf({ lengthScale: years(55) }), periodic({ period: 1 })),
    rationalQuadratic({ lengthScale: years(1) }),
    rbf({ lengthScale: years(0.2) }),
  );
  const model = await gaussianProcess({ kernel }).fit(train.X, train.y);
  return { predictive: model.predictive(test.X), evaluations: model.search?.evaluations ?? 0 };
}

async function twoFidelities({ parts }: Case): Promise<Answer> {
  const model = await multiFidelity().fit([parts.train_lo, parts.train_hi]);
  return { predictive: model.predictive(parts.test.X), evaluations: 0 };
}
