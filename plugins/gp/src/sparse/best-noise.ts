import { minimize, symmetricEigen } from "@mesoscope/core";
import type { SufficientStatistics } from "./sufficient-statistics.js";

/** How far the noise may move from that of a part of the rows. */
const widest = Math.log(1e4);

/** The noise of the highest bound on all rows, the kernel being what it is: in the eigenvectors of the posterior, cheap. */
export async function bestNoise(
  { rows, products, projections, squares, variances }: SufficientStatistics,
  start: number,
): Promise<number> {
  const { values, vectors } = symmetricEigen(products);
  const eigenvalues = values.data.map((value) => Math.max(value, 0));
  const count = eigenvalues.length;
  const loads = eigenvalues.map((_, k) => {
    let load = 0;
    for (let m = 0; m < count; m++) load += vectors.data[m * count + k] * projections[m];
    return load * load;
  });
  const rest = squares + variances - eigenvalues.reduce((total, value) => total + value, 0);

  const objective = ([logNoise]: Float64Array) => {
    const variance = Math.exp(2 * logNoise);
    let value = rows * 2 * logNoise + rest / variance;
    let slope = 2 * rows - (2 * rest) / variance;
    for (let k = 0; k < count; k++) {
      const sum = variance + eigenvalues[k];
      value += Math.log(sum / variance) - loads[k] / (variance * sum);
      slope += (-2 * eigenvalues[k]) / sum + (2 * loads[k] * (variance + sum)) / (variance * sum ** 2);
    }
    return { value: value / 2, gradient: Float64Array.of(slope / 2) };
  };
  const at = Math.log(start);
  const { x } = await minimize(objective, [at], {
    lower: at - widest,
    upper: at + widest,
    maxStep: 1,
    tolerance: 1e-4,
  });
  return Math.exp(x[0]);
}
