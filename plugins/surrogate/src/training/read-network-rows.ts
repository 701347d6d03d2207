import { asArray, type NDArray } from "@mesoscope/core";
import { type ArrayLike, ShapeError } from "@mesoscope/sdk";
import { showShape } from "../layers/chain-error.js";
import type { NetworkState } from "./network-model.js";
import { checkFiniteData } from "./scaling.js";

/**
 * Rows like those of `fit`; spatial lengths may differ where the network allows.
 *
 * @param what who asks and for what, such as "mlp.predict: X"
 *
 * @throws ShapeError SHAPE_MISMATCH, DataError MISSING_VALUES
 */
export function readNetworkRows(
  what: string,
  { inputShape, channelAxis, network }: Pick<NetworkState, "inputShape" | "channelAxis" | "network">,
  X: ArrayLike,
): NDArray {
  const given = asArray(X, what);
  const x = given.rank === 1 && inputShape.length === 1 ? given.reshape([-1, 1]) : given;
  if (x.rank !== inputShape.length + 1 || x.shape[channelAxis] !== inputShape[channelAxis - 1]) {
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `${what} has shape ${showShape(x.shape)} but the model was fitted with rows of ${showShape(inputShape)}. Give the same inputs.`,
    );
  }
  network.outputShape(x.shape.slice(1));
  const [owner, name] = what.split(": ");
  checkFiniteData(owner, name, x);
  return x;
}
