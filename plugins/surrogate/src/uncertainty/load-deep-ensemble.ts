import type { ArrayModel } from "@mesoscope/core";
import { ValueError } from "@mesoscope/sdk";
import { DeepEnsembleModel } from "./deep-ensemble-model.js";

/**
 * The model that its `toJSON` wrote; `loadModel` reads the members.
 *
 * @example
 * const loadShifted = (by) => ({ predict: (X) => asVector(X).map((x) => x + by), toJSON: () => by });
 * loadDeepEnsemble({ type: "deepEnsemble", version: 1, members: [1, 3] }, loadShifted).predict([10]).data; // [12]
 *
 * @throws ValueError BAD_VALUE where the data is no saved ensemble
 */
export function loadDeepEnsemble<M extends ArrayModel>(
  json: unknown,
  // biome-ignore lint/suspicious/noExplicitAny: what a load function reads is its package's own format
  loadModel: (json: any) => M,
): DeepEnsembleModel<M> {
  const { type, version, members } = (json ?? {}) as ReturnType<DeepEnsembleModel["toJSON"]>;
  if (type === "deepEnsemble" && version === 1)
    return new DeepEnsembleModel(members.map((member) => loadModel(member)));
  throw new ValueError(
    "BAD_VALUE",
    "loadDeepEnsemble: the data is no saved ensemble. Give what JSON.parse makes of a saved model.",
  );
}
