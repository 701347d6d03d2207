import type { Tensor } from "../graph/tensor.js";
import { convolutionAttributes } from "./convolution-attributes.js";
import type { Convolution } from "./convolution-rewrites.js";
import type { GraphWriter } from "./graph-writer.js";

/** Where onnxruntime keeps the operators that it uses itself for constant kernels. */
const domain = "com.microsoft.nchwc";

/** Whether the channels divide into blocks. */
export function fitsBlocks({ inputs: [, kernel], attributes }: Tensor<Convolution>, block: number): boolean {
  const [outputs, channels] = kernel!.shape as [number, number];
  const divides = outputs % block === 0 && channels % block === 0;
  return block > 1 && divides && attributes.groups === 1 && attributes.kernel.length === 2;
}

/**
 * A convolution of images whose channels lie side by side in blocks, which needs no copy of what the kernel meets. Images
 * that came out of such a convolution are taken as they are.
 */
export function blockedConvolution({ inputs, attributes }: Tensor<Convolution>, to: GraphWriter): string {
  const [x, kernel, ...bias] = inputs.map((input) => to.of(input)) as [string, string, ...string[]];
  const [outputs] = inputs[1]!.shape as [number];
  const operands = [inBlocks(x, to), kernelInBlocks(inputs[1]!, kernel, to), ...bias];
  const plain = convolutionAttributes(attributes);
  const told = attributes.isRectified ? { ...plain, activation: "Relu" } : plain;
  const result = to.emit("Conv", operands, told, undefined, domain);
  const name = to.emit("ReorderOutput", [result], { channels: outputs }, undefined, domain);
  to.blocked.set(name, result);
  return name;
}

function inBlocks(x: string, to: GraphWriter): string {
  const known = to.blocked.get(x);
  if (known !== undefined) return known;
  const name = to.emit("ReorderInput", [x], {}, undefined, domain);
  to.blocked.set(x, name);
  return name;
}

/** Blocks of outputs, blocks of inputs, taps, inputs of a block, outputs of a block. */
function kernelInBlocks({ shape }: Tensor, kernel: string, to: GraphWriter): string {
  const [outputs, channels, ...taps] = shape as [number, number, ...number[]];
  const block = to.channelBlock;
  const split = to.integers([outputs / block, block, channels / block, block, ...taps]);
  const moved = to.emit("Transpose", [to.emit("Reshape", [kernel, split])], { perm: [0, 2, 4, 5, 3, 1] });
  return to.emit("Reshape", [moved, to.integers(shape)]);
}
