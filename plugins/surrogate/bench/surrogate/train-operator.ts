import type { NDArray } from "@mesoscope/core";
import { type Layer, type NetworkModel, neuralNetwork } from "@mesoscope/surrogate";
import { adamW, schedules } from "@mesoscope/tensor";

const batchSize = 20;

/** Learns fields from fields by their relative error, with one cycle of learning rates; all rows are learned from. */
export function trainOperator(network: Layer, X: NDArray, y: NDArray, epochs: number): Promise<NetworkModel> {
  const steps = epochs * Math.ceil(y.shape[0]! / batchSize);
  const learningRate = schedules.oneCycle({ peak: 3e-3, steps, risingShare: 0.1 });
  const optimizer = adamW({ learningRate, weightDecay: 1e-4 });
  return neuralNetwork({ network, loss: "relative", epochs, batchSize, validationShare: 0, optimizer }).fit(X, y);
}
