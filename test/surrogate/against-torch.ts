import { NDArray } from "@mesoscope/core";
import type { Layer } from "@mesoscope/surrogate";
import { evaluate, multiply, sum, type Tensor, valueAndGrad } from "@mesoscope/tensor";
import { expect } from "vitest";
import { reference } from "../contract/close.ts";

/** What test/reference/surrogate/layers.py computed, by the name of the case. */
export const torchCases = reference("surrogate/layers.json");

/** Expects that a layer gives PyTorch's output and gradients for PyTorch's parameters, to 11 digits of the largest. */
// biome-ignore lint/suspicious/noExplicitAny: the cases differ in their parameters
export function expectTorch(layer: Layer, found: any): void {
  const { x, parameters, weights, output, inputGradient, gradient } = read(found);
  expect(layer.outputShape(x.shape.slice(1))).toEqual(output.shape.slice(1));
  const result = evaluate(
    (given: { readonly x: Tensor; readonly tree: object }, cotangent: Tensor) => {
      const outputs: Tensor[] = [];
      const { gradient } = valueAndGrad((at: typeof given) => {
        outputs.push(layer.apply(at.tree as never, at.x, { training: false }));
        return sum(multiply(outputs[0], cotangent));
      })(given);
      return { output: outputs[0], gradient };
    },
    { x, tree: parameters },
    weights,
  ) as { output: NDArray; gradient: { x: NDArray; tree: unknown } };
  expectNear(result.output, output, largestOf(output));
  // Some gradients are zero but for rounding, as that of the bias of keys: the largest of all is the measure.
  const size = largestOf(inputGradient, ...leaves(gradient));
  expectNear(result.gradient.x, inputGradient, size);
  const parts = leaves(result.gradient.tree);
  expect(parts.length).toBe(leaves(gradient).length);
  for (const [i, wanted] of leaves(gradient).entries()) expectNear(parts[i], wanted, size);
}

/** The tree with arrays where the file has their shapes and data. */
// biome-ignore lint/suspicious/noExplicitAny: a tree of any form
function read(tree: any): any {
  if (Array.isArray(tree)) return tree.map(read);
  if (typeof tree !== "object" || tree === null) return tree;
  if (Array.isArray(tree.shape)) return NDArray.fromJSON(tree);
  return Object.fromEntries(Object.entries(tree).map(([name, part]) => [name, read(part)]));
}

function leaves(tree: unknown): NDArray[] {
  if (tree instanceof NDArray) return [tree];
  return Object.keys(tree as object).flatMap((name) => leaves((tree as Readonly<Record<string, unknown>>)[name]));
}

function largestOf(...arrays: readonly NDArray[]): number {
  return Math.max(...arrays.flatMap(({ data }) => Array.from(data, Math.abs)));
}

function expectNear(found: NDArray, wanted: NDArray, size: number): void {
  expect(found).toBeClose(wanted, { absolute: 1e-11 * size });
}
