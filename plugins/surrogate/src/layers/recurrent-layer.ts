import { NDArray, type RandomStream, zeros } from "@mesoscope/core";
import { checkChoice, checkOptions, checkWhole } from "@mesoscope/sdk";
import { add, fill, matmul, reshape, sliceAlong, stack, type Tensor } from "@mesoscope/tensor";
import { chainError } from "./chain-error.js";
import { defineLayer, type Layer } from "./layer.js";

/** Options of `lstm` and `gru`. */
export interface RecurrentOptions {
  /** Length of the memory, and of the output at each time. */
  readonly units: number;
  /** What comes out: the "last" memory, of shape [units] (unless given), or "all", of shape [time, units]. */
  readonly output?: "last" | "all";
}

/** How one step of time changes the memories, the first of which is also the output. */
export interface Cell {
  readonly name: string;
  /** How many blocks of `units` columns the weights have. */
  readonly gates: number;
  /** How many memories there are. */
  readonly memories: number;
  /** Starting bias of the recurrent part, by gate. */
  bias(gate: number): number;
  /** The next memories from the input's and the last output's part in the gates, each of shape [n, gates · units]. */
  next(fromInput: Tensor, fromOutput: Tensor, memories: readonly Tensor[], units: number): readonly Tensor[];
}

type RecurrentParameters = {
  readonly inputWeights: Tensor;
  readonly inputBias: Tensor;
  readonly recurrentWeights: Tensor;
  readonly recurrentBias: Tensor;
};

/** A layer that goes along [time, features] with a memory; the graph holds every step. */
export function recurrentLayer(cell: Cell, options: RecurrentOptions): Layer {
  const { name, gates } = cell;
  checkOptions(name, options, ["units", "output"]);
  const { units, output = "last" } = options;
  checkWhole(name, "units", units, 1);
  checkChoice(name, "output", output, ["last", "all"]);
  return defineLayer(name, options, {
    outputShape(input) {
      if (input.length !== 2 || input[0] < 1) throw chainError(name, input, "Give [time, features].");
      return output === "all" ? [input[0], units] : [units];
    },
    parameters: ([, features], stream) => ({
      inputWeights: uniformWeights(stream, [features, gates * units], units),
      inputBias: zeros([gates * units]),
      recurrentWeights: uniformWeights(stream, [units, gates * units], units),
      recurrentBias: new NDArray(
        Float64Array.from({ length: gates * units }, (_, at) => cell.bias(Math.floor(at / units))),
      ),
    }),
    apply({ inputWeights, inputBias, recurrentWeights, recurrentBias }: RecurrentParameters, x) {
      const [n, time] = x.shape;
      // The inputs' part of all times in one product.
      const fromInputs = add(matmul(x, inputWeights), inputBias);
      let memories: readonly Tensor[] = Array.from({ length: cell.memories }, () => fill(0, [n, units]));
      const outputs: Tensor[] = [];
      for (let t = 0; t < time; t++) {
        const fromInput = reshape(sliceAlong(fromInputs, 1, t, t + 1), [n, gates * units]);
        const fromOutput = add(matmul(memories[0], recurrentWeights), recurrentBias);
        memories = cell.next(fromInput, fromOutput, memories, units);
        outputs.push(memories[0]);
      }
      return output === "all" ? stack(outputs, 1) : memories[0];
    },
  });
}

/** One gate's columns. */
export function gateOf(x: Tensor, gate: number, units: number): Tensor {
  return sliceAlong(x, 1, gate * units, (gate + 1) * units);
}

function uniformWeights(stream: RandomStream, shape: readonly number[], units: number): NDArray {
  return stream.uniforms(shape).map((value) => (2 * value - 1) / Math.sqrt(units));
}
