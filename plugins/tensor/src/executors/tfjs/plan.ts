import { constantPrimitive, fill, filledWith, fillPrimitive, inputPrimitive } from "../../graph/leaves.js";
import { commonShape, isSameShape } from "../../graph/shape.js";
import type { Tensor } from "../../graph/tensor.js";
import type { Graph } from "../../graph/trace.js";
import { broadcastPrimitive } from "../../primitives/broadcast.js";
import { isDrawn } from "../draw.js";
import { repeatsAxes } from "./elementwise-lowerings.js";
import { factors } from "./matmul-lowering.js";

/** One primitive to compute. */
export interface Step {
  readonly result: Tensor;
  readonly operands: readonly Tensor[];
  /** What no later step needs. */
  readonly last: readonly Tensor[];
}

/** How a graph is run. */
export interface Plan {
  /** Numbers that are the same in every run. */
  readonly constants: readonly Tensor[];
  readonly steps: readonly Step[];
}

/** The steps of a graph in order: only what its outputs need, without repetitions and transpositions that are for free. */
export function planOf({ outputs }: Graph): Plan {
  const operands = new Map<Tensor, readonly Tensor[]>();
  const needed = new Set(outputs);
  for (const tensor of needed) {
    operands.set(tensor, isDrawn(tensor) ? [] : operandsOf(tensor));
    for (const operand of operands.get(tensor)!) needed.add(operand);
  }
  const order = [...needed].filter((tensor) => !isLeaf(tensor) && !isDrawn(tensor)).sort((a, b) => a.id - b.id);
  const lastUse = new Map<Tensor, Tensor>();
  for (const result of order) for (const operand of operands.get(result)!) lastUse.set(operand, result);
  return {
    constants: [...needed].filter(({ primitive }) => isConstant(primitive)),
    steps: order.map((result) => ({
      result,
      operands: operands.get(result)!,
      last: [...new Set(operands.get(result)!)].filter(
        (operand) => lastUse.get(operand) === result && !outputs.includes(operand),
      ),
    })),
  };
}

/** What a primitive is computed from on this library: its inputs, or what they repeat or transpose. */
function operandsOf(result: Tensor): readonly Tensor[] {
  if (result.primitive.name === "matmul") return factors(result);
  if (!repeatsAxes(result)) return result.inputs;
  const sources = result.inputs.map(unrepeated);
  const shape = sources.map((source) => source.shape).reduce((a, b) => commonShape(a, b)!);
  return isSameShape(shape, result.shape) ? sources : result.inputs;
}

function unrepeated(x: Tensor): Tensor {
  const value = filledWith(x);
  if (value !== undefined) return fill(value, [], x.kind);
  return x.primitive === broadcastPrimitive ? x.inputs[0]! : x;
}

function isLeaf({ primitive }: Tensor): boolean {
  return primitive.name === inputPrimitive.name || isConstant(primitive);
}

function isConstant(primitive: Tensor["primitive"]): boolean {
  return primitive.name === fillPrimitive.name || primitive.name === constantPrimitive.name;
}
