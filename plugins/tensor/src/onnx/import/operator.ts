import { DataError } from "@mesoscope/sdk";
import { runGraph } from "../../executors/reference/run-graph.js";
import { knownValues } from "../../graph/leaves.js";
import type { Tensor } from "../../graph/tensor.js";
import type { ReadAttribute, ReadNode, ReadTensor } from "../decode-onnx.js";

/** What one operator of a model does: its inputs, of which some may be left out, become its outputs. */
export type Operator = (inputs: readonly Tensor[], about: Attributes) => Tensor | readonly Tensor[];

/** The attributes of one node. */
export class Attributes {
  readonly #node: ReadNode;

  constructor(node: ReadNode) {
    this.#node = node;
  }

  get outputs(): number {
    return this.#node.outputs.length;
  }

  number(name: string, otherwise: number): number {
    return (this.#node.attributes[name] as number | undefined) ?? otherwise;
  }

  text(name: string, otherwise: string): string {
    return (this.#node.attributes[name] as string | undefined) ?? otherwise;
  }

  numbers(name: string): readonly number[] | undefined {
    return this.#node.attributes[name] as readonly number[] | undefined;
  }

  get(name: string): ReadAttribute | undefined {
    return this.#node.attributes[name];
  }

  tensor(name: string): ReadTensor | undefined {
    return this.#node.attributes[name] as ReadTensor | undefined;
  }

  /** The list in an attribute, as older operator sets have it, or in an input. */
  list(name: string, input: Tensor | undefined): readonly number[] | undefined {
    return this.numbers(name) ?? (input && this.known(name, input));
  }

  /** The numbers of an input that must not depend on the model's inputs, such as a shape. */
  known(name: string, input: Tensor): readonly number[] {
    try {
      return [...(knownValues(input) ?? runGraph({ inputs: [], outputs: [input] }, [])[0]!).data];
    } catch (cause) {
      throw this.unsupported(`its ${name} depends on the model's inputs`, cause);
    }
  }

  unsupported(found: string, cause?: unknown): DataError {
    return new DataError(
      "UNSUPPORTED",
      `readOnnx: operator ${this.#node.opType} is not read here: ${found}. Export the model with fixed shapes and common layers.`,
      { cause },
    );
  }
}
