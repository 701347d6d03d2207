import { type ArrayEstimator, divide, type NDArray, subtract } from "@mesoscope/core";
import { type ArrayLike, type Displayable, displaySymbol, type Estimator, ValueError } from "@mesoscope/sdk";
import { NetworkModel } from "../training/network-model.js";
import { scalingOf } from "../training/scaling.js";
import { LastLayerModel, type LastLayerState } from "./last-layer-model.js";
import { readRows } from "./read-rows.js";

/** A recipe for a network with an uncertain last layer; made by `lastLayerLaplace` or `gaussianProcessLastLayer`. */
export interface LastLayer extends Estimator<ArrayLike, ArrayLike, LastLayerModel>, Displayable {
  readonly options: object;
}

/** What a posterior is made of. */
interface Learned {
  readonly network: NetworkModel;
  readonly X: NDArray;
  /** Outputs of all rows, standardised, of shape [n · …, outputs]. */
  readonly targets: NDArray;
}

/** An estimator that trains a network and then finds the posterior of the weights of its last layer. */
export function lastLayer(
  name: string,
  estimator: ArrayEstimator<NetworkModel>,
  options: object,
  learn: (learned: Learned) => Promise<Pick<LastLayerState, "posterior" | "kernel">>,
): LastLayer {
  if (typeof estimator?.fit !== "function") {
    throw new ValueError("BAD_OPTION", `${name}: the first argument has no fit. Give an estimator, such as mlp().`);
  }
  return {
    options: Object.freeze({ ...options }),
    async fit(X, y) {
      const data = readRows(`${name}.fit`, X, y);
      const network = await estimator.fit(data.X, data.y);
      if (!(network instanceof NetworkModel)) {
        throw new ValueError(
          "BAD_OPTION",
          `${name}.fit: the estimator gave no network. Give mlp() or neuralNetwork().`,
        );
      }
      const outputs = data.y.reshape([-1, data.y.rank === 1 ? 1 : data.y.shape.at(-1)!]);
      const scaling = scalingOf(outputs, 1);
      const targets = divide(subtract(outputs, scaling.mean), scaling.spread);
      return new LastLayerModel({ network, targets: scaling, ...(await learn({ network, X: data.X, targets })) });
    },
    [displaySymbol]: () => ({ "text/plain": `${name}, not fitted yet` }),
  };
}
