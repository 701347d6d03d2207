import type { ArrayInput, NDArray } from "@mesoscope/core";
import type { StateSpaceOptions } from "./series.js";

/** A function of the state and of the step, counted from 0. */
export type StateFunction = (state: NDArray, step: number) => ArrayInput;

/** A model whose state moves and is observed in any smooth way. */
export interface NonlinearOptions extends StateSpaceOptions {
  /** The state one step later, of shape [d]. */
  readonly transition: StateFunction;
  /** What is observed of a state, of shape [m]. */
  readonly observation: StateFunction;
}

export const nonlinearNames = ["transition", "observation", "processNoise", "observationNoise", "initial"];
