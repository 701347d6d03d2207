import { NDArray } from "@mesoscope/core";
import { ValueError } from "@mesoscope/sdk";
import { type MultiFidelityData, MultiFidelityModel } from "./multi-fidelity-model.js";

/**
 * The model that its `toJSON` wrote: the same predictions to the last bit.
 *
 * @example
 * const levels = [{ X: [0, 1, 2, 3], y: [1, 2, 2, 1] }, { X: [0, 1, 3], y: [2, 4, 2] }];
 * const model = await multiFidelity({ links: ["none"] }).fit(levels);
 * loadMultiFidelity(JSON.parse(JSON.stringify(model))).predict([2]).data[0] === model.predict([2]).data[0]; // true
 *
 * @throws ValueError BAD_VALUE where the data is no saved model
 */
export function loadMultiFidelity(json: unknown): MultiFidelityModel {
  const { type, version, levels, scales, candidates, inflation } = (json ?? {}) as MultiFidelityData;
  if (type !== "multiFidelity" || version !== 1) {
    throw new ValueError(
      "BAD_VALUE",
      "loadMultiFidelity: the data is no saved model of several fidelities. Give what JSON.parse makes of one.",
    );
  }
  return new MultiFidelityModel({
    levels: levels.map(({ X, y }) => ({ X: NDArray.fromJSON(X), y: NDArray.fromJSON(y) })),
    scales,
    candidates: candidates.map((candidate) => ({
      ...candidate,
      stages: candidate.stages.map(({ draws, below, inflation: factor }) => ({
        draws: draws.map((values) => Float64Array.from(values)),
        below: below.map((values) => Float64Array.from(values)),
        inflation: factor,
      })),
    })),
    inflation,
  });
}
