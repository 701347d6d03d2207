/** Fits one case and predicts its test rows: `node recipes.ts FOLDER NAME KIND`; JSON on standard output. */
import {
  constant,
  logNormalPrior,
  matern,
  multiFidelity,
  periodic,
  productOf,
  rbf,
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

/** Nothing is known of the function: kernels of three smoothnesses, stacked. */
async function exact({ parts: { train, test } }: Case): Promise<Answer> {
  const stacked = await stackedGaussianProcess().fit(train.X, train.y);
  return { predictive: stacked.predictive(test.X), evaluations: stacked.evaluations };
}

/**
 * A trend over decades, a season that changes slowly, irregularities of years, such as El Niño's, and weather, as in
 * Rasmussen & Williams (2006), section 5.4.3. The priors say what is known of the carbon cycle before any data, each number
 * within a third: the trend turns within a generation, the season keeps its shape for decades. How smooth the
 * irregularities are is not known: kernels of three smoothnesses, stacked.
 */
async function carbonDioxide({ parts: { train, test } }: Case): Promise<Answer> {
  const about = (median: number) => logNormalPrior({ median, spread: 0.3 });
  const ppm = (median: number) => constant({ outputScale: about(median) });
  const irregular = { lengthScale: about(2) };
  const kernels = [
    matern({ smoothness: 1.5, ...irregular }),
    matern({ smoothness: 2.5, ...irregular }),
    rbf(irregular),
  ];
  const sums = kernels.map((kernel) =>
    sumOf(
      productOf(ppm(50), rbf({ lengthScale: about(33) })),
      productOf(ppm(2), rbf({ lengthScale: about(55) }), periodic({ period: 1, lengthScale: about(1) })),
      productOf(ppm(1), kernel),
      productOf(ppm(0.2), rbf({ lengthScale: about(0.2) })),
    ),
  );
  const stacked = await stackedGaussianProcess({ kernels: sums, noise: about(0.2) }).fit(train.X, train.y);
  return { predictive: stacked.predictive(test.X), evaluations: stacked.evaluations };
}

async function twoFidelities({ parts }: Case): Promise<Answer> {
  const model = await multiFidelity().fit([parts.train_lo, parts.train_hi]);
  return { predictive: model.predictive(parts.test.X), evaluations: 0 };
}
