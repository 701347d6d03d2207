import { ValueError } from "@mesoscope/sdk";
import { loadGaussianProcess } from "../model/load-gaussian-process.js";
import { type HeteroscedasticData, HeteroscedasticModel } from "./heteroscedastic-model.js";
import { loadLatentGaussianProcess } from "./load-latent-gaussian-process.js";

/**
 * The model that its `toJSON` wrote: the same predictions to the last bit.
 *
 * @example
 * const model = await heteroscedasticGaussianProcess().fit([0, 1, 2, 3], [1, 3, 2, 2]);
 * const again = loadHeteroscedasticGaussianProcess(JSON.parse(JSON.stringify(model)));
 * again.predict([1.5]).data[0] === model.predict([1.5]).data[0]; // true
 *
 * @throws ValueError BAD_VALUE where the data is no saved model
 */
export function loadHeteroscedasticGaussianProcess(json: unknown): HeteroscedasticModel {
  const { type, version } = (json ?? {}) as Partial<HeteroscedasticData>;
  if (type !== "heteroscedasticGaussianProcess" || version !== 1) {
    throw new ValueError(
      "BAD_VALUE",
      "loadHeteroscedasticGaussianProcess: the data is no saved model of its kind. Give what JSON.parse makes of one.",
    );
  }
  const { function: of, noise } = json as HeteroscedasticData;
  return new HeteroscedasticModel({ function: loadLatentGaussianProcess(of), noise: loadGaussianProcess(noise) });
}
