import type { ArrayModel } from "@mesoscope/core";
import type { ArrayLike, ProbabilisticModel } from "@mesoscope/sdk";

/** Whether a model says how sure it is. */
export function hasPredictive(model: ArrayModel): model is ProbabilisticModel<ArrayLike> {
  return typeof (model as Partial<ProbabilisticModel<ArrayLike>>).predictive === "function";
}
