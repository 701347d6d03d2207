import { type Predictive, ValueError } from "@mesoscope/sdk";
import { type ArrayInput, asVector } from "../arrays/as-array.js";
import type { NDArray } from "../arrays/nd-array.js";
import { checkSameShape } from "../arrays/shape.js";

/** The targets, one for each prediction, which must carry its uncertainty. */
export function targetsOf(name: string, y: ArrayInput, predictive: Predictive): NDArray {
  if (typeof predictive?.interval !== "function") {
    throw new ValueError(
      "BAD_VALUE",
      `${name}: the predictions carry no uncertainty. Give what model.predictive(X) gives, not model.predict(X).`,
    );
  }
  const targets = asVector(y, `${name}: y`);
  checkSameShape(name, targets.shape, predictive.mean.shape);
  return targets;
}
