import { NDArray, negativeLogPredictiveDensity, randomStream, rootMeanSquareError } from "@mesoscope/core";
import { sparseGaussianProcess, variationalGaussianProcess } from "@mesoscope/gp";

/**
 * The borehole function of eight inputs with 5 % noise through 256 inducing points: time, error and density of 2000 new
 * points, in standard deviations of the targets.
 *
 * `node plugins/gp/bench/sparse.ts [ROWS] [variational]`
 */

const limits = [
  [0.05, 0.15],
  [100, 50_000],
  [63_070, 115_600],
  [990, 1110],
  [63.1, 116],
  [700, 820],
  [1120, 1680],
  [9855, 12_045],
];

function borehole(x: readonly number[]): number {
  const [rw, r, tu, hu, tl, hl, l, kw] = x as [number, number, number, number, number, number, number, number];
  const ratio = Math.log(r / rw);
  return (2 * Math.PI * tu * (hu - hl)) / (ratio * (1 + (2 * l * tu) / (ratio * rw ** 2 * kw) + tu / tl));
}

const rows = Number(process.argv[2] ?? 100_000);
const test = 2000;
const stream = randomStream(1);
const X = stream.uniforms([rows + test, 8]);
const clean = Array.from({ length: rows + test }, (_, i) =>
  borehole(limits.map(([low, high], j) => low! + X.data[8 * i + j]! * (high! - low!))),
);
const centre = clean.reduce((total, value) => total + value, 0) / clean.length;
const spread = Math.sqrt(clean.reduce((total, value) => total + (value - centre) ** 2, 0) / clean.length);
const y = new NDArray(Float64Array.from(clean, (value) => (value - centre) / spread + 0.05 * stream.normal()));

const [wall, cpu] = [performance.now(), process.cpuUsage()];
const spec = process.argv[3] === "variational" ? variationalGaussianProcess() : sparseGaussianProcess();
const model = await spec.fit(X.slice(0, rows), y.slice(0, rows));
const predictive = model.predictive(X.slice(rows));
const { user, system } = process.cpuUsage(cpu);
const truth = y.slice(rows);
console.log({
  rows,
  seconds: (performance.now() - wall) / 1000,
  cpuSeconds: (user + system) / 1e6,
  rootMeanSquareError: rootMeanSquareError(truth, predictive.mean),
  negativeLogPredictiveDensity: negativeLogPredictiveDensity(truth, predictive),
  noise: model.hyperparameters.at(-1)!.value,
  inducingPoints: model.inducingPoints.shape[0],
});
