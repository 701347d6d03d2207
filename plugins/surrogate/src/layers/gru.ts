import { add, multiply, sigmoid, subtract, tanh } from "@mesoscope/tensor";
import type { Layer } from "./layer.js";
import { type Cell, gateOf, type RecurrentOptions, recurrentLayer } from "./recurrent-layer.js";

/** Gates in the order reset, update, candidate; the reset gate acts after the product, as in cuDNN. */
const cell: Cell = {
  name: "gru",
  gates: 3,
  memories: 1,
  bias: () => 0,
  next(fromInput, fromOutput, [kept], units) {
    const part = (sums: typeof fromInput, gate: number) => gateOf(sums, gate, units);
    const reset = sigmoid(add(part(fromInput, 0), part(fromOutput, 0)));
    const update = sigmoid(add(part(fromInput, 1), part(fromOutput, 1)));
    const candidate = tanh(add(part(fromInput, 2), multiply(reset, part(fromOutput, 2))));
    return [add(candidate, multiply(update, subtract(kept, candidate)))];
  },
};

/**
 * A gated recurrent unit along [time, features].
 *
 * @example
 * gru({ units: 16 }).outputShape([50, 3]); // [16]
 *
 * @throws ValueError BAD_OPTION
 * @see Cho et al., Learning phrase representations, EMNLP (2014), equations 5 to 8
 */
export function gru(options: RecurrentOptions): Layer {
  return recurrentLayer(cell, options);
}
