import type { NDArray } from "@mesoscope/core";
import { DataError, ValueError } from "@mesoscope/sdk";
import { constant, tensor } from "../../graph/leaves.js";
import type { Tensor } from "../../graph/tensor.js";
import { decodeOnnx, type ReadInput, type ReadModel, type ReadNode } from "../decode-onnx.js";
import { Attributes } from "./operator.js";
import { operators } from "./operators.js";

/** A model of another program as a function of tensors: it can be run on any device, differentiated and trained. */
export interface ImportedModel {
  readonly inputs: readonly ReadInput[];
  readonly outputs: readonly ReadInput[];
  /** Text that the model carries, such as its licence. */
  readonly metadata: Readonly<Record<string, string>>;
  /** Its real-valued weights, by name. */
  readonly parameters: Readonly<Record<string, NDArray>>;
  /** The outputs for inputs and parameters, all by name; parameters that are not given keep their values. */
  apply(
    inputs: Readonly<Record<string, Tensor>>,
    parameters?: Readonly<Record<string, Tensor>>,
  ): Readonly<Record<string, Tensor>>;
}

/**
 * Reads a model that another program wrote, such as `torch.onnx.export`: networks of dense, convolution, pooling,
 * normalisation, attention and elementwise operators with fixed shapes.
 *
 * @param bytes of an `.onnx` file that holds its weights
 *
 * @throws DataError BAD_FILE, EXTERNAL_DATA; UNSUPPORTED, which names all operators that are not read
 */
export function readOnnx(bytes: Uint8Array): ImportedModel {
  const model = decodeOnnx(bytes);
  checkOperators(model.nodes);
  const weights = [...model.constants].filter(([, { kind }]) => kind === "real");
  const parameters = Object.fromEntries(weights.map(([name, { values }]) => [name, values]));
  return {
    inputs: model.inputs,
    outputs: model.outputs,
    metadata: model.metadata,
    parameters,
    apply: (inputs, given = {}) => run(model, inputs, given),
  };
}

function run(
  { nodes, constants, inputs, outputs }: ReadModel,
  given: Readonly<Record<string, Tensor>>,
  parameters: Readonly<Record<string, Tensor>>,
): Record<string, Tensor> {
  const values = new Map<string, Tensor>();
  for (const [name, { values: numbers, kind }] of constants)
    values.set(name, parameters[name] ?? constant(numbers, kind));
  for (const { name } of inputs) {
    const value = given[name];
    if (value === undefined) {
      const names = inputs.map((input) => input.name).join(", ");
      throw new ValueError("MISSING_INPUT", `readOnnx: input ${name} is not given. The model's inputs are ${names}.`);
    }
    values.set(name, tensor(value));
  }
  for (const node of nodes) {
    const made = operators[node.opType]!(
      node.inputs.map((name) => values.get(name)!),
      new Attributes(node),
    );
    const results = Array.isArray(made) ? (made as Tensor[]) : [made as Tensor];
    node.outputs.forEach((name, i) => {
      if (results[i]) values.set(name, results[i]);
    });
  }
  return Object.fromEntries(outputs.map(({ name }) => [name, values.get(name)!]));
}

function checkOperators(nodes: readonly ReadNode[]): void {
  const missing = new Set(nodes.map(({ opType }) => opType).filter((name) => !(name in operators)));
  if (missing.size === 0) return;
  throw new DataError(
    "UNSUPPORTED",
    `readOnnx: the model has operators that are not read here: ${[...missing].join(", ")}. Run it in onnxruntime, or export it with others.`,
  );
}
