/**
 * CPU time of a whole fit and the prediction of 1000 points, beside scikit-learn:
 * `node plugins/gp/bench/fit.ts [PYTHON] [ROWS …]`, after a build. PYTHON needs scikit-learn; both use one thread.
 */
import { execFileSync } from "node:child_process";
import { latinHypercube, randomStream } from "@mesoscope/core";
import { gaussianProcess } from "@mesoscope/gp";

const [python, ...sizes] = process.argv.slice(2);
const repetitions = 3;
const columns = 8;

const peer = `
import json, sys, time, warnings
import numpy as np
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import ConstantKernel, Matern, WhiteKernel
warnings.simplefilter("ignore")
data = json.load(sys.stdin)
X, y, Z = (np.array(data[name]) for name in ("X", "y", "Z"))
start = time.process_time()
kernel = ConstantKernel() * Matern(np.ones(X.shape[1]), nu=2.5) + WhiteKernel(0.01)
model = GaussianProcessRegressor(kernel, normalize_y=True).fit(X, y)
mean, std = model.predict(Z, return_std=True)
seconds = time.process_time() - start
lml = model.log_marginal_likelihood_value_ - len(y) * np.log(np.std(y))
print(json.dumps({"seconds": seconds, "lml": lml}))
`;

interface Timing {
  readonly seconds: number;
  readonly lml: number;
}

const median = (timings: Timing[]) => timings.toSorted((a, b) => a.seconds - b.seconds)[timings.length >> 1];

function cases(rows: number) {
  const noise = randomStream(1).normals(rows).data;
  const X = latinHypercube(rows, columns, { seed: 1 });
  const y = Array.from({ length: rows }, (_, i) => {
    const [a, b, c, d] = X.row(i).data;
    return Math.sin(4 * a) * (1 + b) + 2 * c * d + 0.1 * noise[i];
  });
  return { X, y, Z: latinHypercube(1000, columns, { seed: 2 }) };
}

async function ours({ X, y, Z }: ReturnType<typeof cases>): Promise<Timing> {
  const start = process.cpuUsage();
  const model = await gaussianProcess().fit(X, y);
  model.predictive(Z);
  const { user, system } = process.cpuUsage(start);
  return { seconds: (user + system) / 1e6, lml: model.logMarginalLikelihood };
}

function theirs({ X, y, Z }: ReturnType<typeof cases>): Timing {
  const environment = { ...process.env, OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1" };
  const input = JSON.stringify({ X: X.toArray(), y, Z: Z.toArray() });
  return JSON.parse(execFileSync(python, ["-c", peer], { input, env: environment, encoding: "utf8" }));
}

for (const rows of sizes.length > 0 ? sizes.map(Number) : [100, 200, 500, 1000]) {
  const data = cases(rows);
  const [own, other]: [Timing[], Timing[]] = [[], []];
  for (let i = 0; i < repetitions; i++) {
    own.push(await ours(data));
    if (python) other.push(theirs(data));
  }
  const mine = median(own);
  const line = `n = ${rows}, d = ${columns}: ${mine.seconds.toFixed(2)} CPU s, log likelihood ${mine.lml.toFixed(1)}`;
  if (!python) console.log(line);
  else {
    const peers = median(other);
    const ratio = (mine.seconds / peers.seconds).toFixed(2);
    console.log(`${line}; scikit-learn ${peers.seconds.toFixed(2)} s, ${peers.lml.toFixed(1)}; ratio ${ratio}`);
  }
}
