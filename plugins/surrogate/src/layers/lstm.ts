import { add, multiply, sigmoid, type Tensor, tanh } from "@mesoscope/tensor";
import type { Layer } from "./layer.js";
import { type Cell, gateOf, type RecurrentOptions, recurrentLayer } from "./recurrent-layer.js";

/** Gates in the order input, forget, candidate, output; memories: output, cell. */
const cell: Cell = {
  name: "lstm",
  gates: 4,
  memories: 2,
  // A forget gate that is open at first lets gradients flow through time.
  bias: (gate) => (gate === 1 ? 1 : 0),
  next(fromInput, fromOutput, [, kept], units) {
    const sums = add(fromInput, fromOutput);
    const gate = (i: number): Tensor => gateOf(sums, i, units);
    const cellState = add(multiply(sigmoid(gate(1)), kept), multiply(sigmoid(gate(0)), tanh(gate(2))));
    return [multiply(sigmoid(gate(3)), tanh(cellState)), cellState];
  },
};

/**
 * A long short-term memory along [time, features]; its forget gate is open at the start.
 *
 * @example
 * lstm({ units: 16 }).outputShape([50, 3]); // [16]
 * lstm({ units: 16, output: "all" }).outputShape([50, 3]); // [50, 16]
 *
 * @throws ValueError BAD_OPTION
 * @see Gers, Schmidhuber & Cummins, Learning to forget, Neural Computation 12 (2000); Jozefowicz et al., ICML (2015)
 */
export function lstm(options: RecurrentOptions): Layer {
  return recurrentLayer(cell, options);
}
