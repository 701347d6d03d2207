import { type ArrayModel, NDArray } from "@mesoscope/core";
import { ValueError } from "@mesoscope/sdk";
import { Calibration } from "./calibration.js";
import { ConformalIntervalsModel } from "./conformal-intervals-model.js";

/**
 * The model that its `toJSON` wrote; `loadModel` reads the model within.
 *
 * @example
 * const loadShifted = (by) => ({ predict: (X) => asVector(X).map((x) => x + by), toJSON: () => by });
 * const saved = { type: "conformalIntervals", version: 1, model: 1, scores: { shape: [3], data: [2, -3, 1] } };
 * loadConformalIntervals(saved, loadShifted).predictive([10]).interval(0.5).upper.data; // [13]
 *
 * @throws ValueError BAD_VALUE where the data is no saved model
 */
export function loadConformalIntervals<M extends ArrayModel>(
  json: unknown,
  // biome-ignore lint/suspicious/noExplicitAny: what a load function reads is its package's own format
  loadModel: (json: any) => M,
): ConformalIntervalsModel<M> {
  const { type, version, model, scores } = (json ?? {}) as ReturnType<ConformalIntervalsModel["toJSON"]>;
  if (type === "conformalIntervals" && version === 1) {
    return new ConformalIntervalsModel(loadModel(model), new Calibration(NDArray.fromJSON(scores)));
  }
  throw new ValueError(
    "BAD_VALUE",
    "loadConformalIntervals: the data is no saved model with intervals. Give what JSON.parse makes of one.",
  );
}
