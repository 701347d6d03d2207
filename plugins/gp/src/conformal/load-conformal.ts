import type { ArrayLike, ProbabilisticModel } from "@mesoscope/sdk";
import { ValueError } from "@mesoscope/sdk";
import { ConformalModel } from "./conformal-model.js";

/**
 * The model that its `toJSON` wrote; `loadModel` reads the models within.
 *
 * @example
 * const X = [0, 1, 2, 3, 4, 5];
 * const model = await conformal(gaussianProcess(), { folds: 2 }).fit(X, X);
 * const again = loadConformal(JSON.parse(JSON.stringify(model)), loadGaussianProcess);
 * again.predict([2.5]).data[0] === model.predict([2.5]).data[0]; // true
 *
 * @throws ValueError BAD_VALUE where the data is no saved conformal model
 */
export function loadConformal(
  json: unknown,
  loadModel: (json: unknown) => ProbabilisticModel<ArrayLike>,
): ConformalModel {
  const { type, version, method, folds } = (json ?? {}) as ReturnType<ConformalModel["toJSON"]>;
  if (type !== "conformal" || version !== 1) {
    throw new ValueError(
      "BAD_VALUE",
      "loadConformal: the data is no saved conformal model. Give what JSON.parse makes of a saved model.",
    );
  }
  return new ConformalModel(
    folds.map(({ model, scores }) => ({ model: loadModel(model), scores })),
    method,
  );
}
