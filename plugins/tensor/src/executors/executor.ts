import type { NDArray } from "@mesoscope/core";
import type { Graph } from "../graph/trace.js";

/**
 * How wide the real numbers of a computation are: 32 bits, 64 bits, or "mixed": 32 bits with products of matrices and
 * convolutions of numbers of 16 bits.
 */
export type Precision = "single" | "double" | "mixed";

/** What runs graphs: a library on one of its devices. */
export interface Executor {
  /** Such as "reference", "onnxruntime cpu", "tfjs webgpu". */
  readonly name: string;
  readonly precisions: readonly Precision[];
  /**
   * Makes a graph ready to run often. Its first `carried` inputs and outputs are a state, which stays on the device from
   * one run to the next.
   */
  prepare(graph: Graph, options: { readonly precision: Precision; readonly carried: number }): Promise<Program>;
}

/** A graph that is ready to run. */
export interface Program {
  /** Replaces the state. */
  load(state: readonly NDArray[]): void;
  /** Runs once: takes the inputs after the state, gives the outputs after the state, and keeps the new state. */
  run(inputs: readonly NDArray[]): Promise<NDArray[]>;
  /** A copy of the state. */
  read(): Promise<NDArray[]>;
  dispose(): void;
}
