import { filledWith } from "../graph/leaves.js";
import { node } from "../graph/node.js";
import type { Tensor } from "../graph/tensor.js";
import { broadcastPrimitive } from "../primitives/broadcast.js";
import { convolve, type Geometry } from "../primitives/convolution.js";
import { permuteAxes, reshape, reverse } from "../primitives/rearrange.js";

/** A convolution as onnxruntime has it: a third input is a number to add to each channel. */
export interface Convolution extends Geometry {
  /** Whether what is below 0 becomes 0. */
  readonly isRectified?: boolean;
}

type Rewritten = Tensor | undefined;

/** At stride 1 the input gradient is the convolution with the flipped kernel, which has faster code. */
export function gradientByFlippedKernel(cotangent: Tensor, kernel: Tensor, geometry: Geometry): Rewritten {
  const { groups, strides, dilations, before, after } = geometry;
  const reach = geometry.kernel.map((length, i) => (length - 1) * dilations[i]!);
  const fits = reach.every((length, i) => Math.max(before[i]!, after[i]!) <= length);
  if (!fits || groups !== 1 || strides.some((stride) => stride !== 1)) return undefined;
  const axes = reach.map((_, i) => i + 2);
  return convolve(cotangent, permuteAxes(reverse(kernel, axes), [1, 0, ...axes]), {
    ...geometry,
    before: reach.map((length, i) => length - before[i]!),
    after: reach.map((length, i) => length - after[i]!),
    input: cotangent.shape.slice(2),
  });
}

/** A convolution with a number added to each channel, where nothing else is made of it. */
export function withBias(sum: readonly [Tensor, Tensor], isOnlyUse: (i: number) => boolean): Rewritten {
  const at = sum.findIndex(({ primitive, inputs }) => primitive.name === "convolution" && inputs.length === 2);
  const [result, other] = [sum[at], sum[1 - at]];
  if (!result || !isOnlyUse(at) || other?.primitive !== broadcastPrimitive) return undefined;
  const [bias] = other.inputs as [Tensor];
  const channels = result.shape[1]!;
  if (bias.size !== channels || bias.shape.at(1 - result.rank) !== channels) return undefined;
  return node(result.primitive, [...result.inputs, reshape(bias, [channels])], result.attributes, result);
}

/** A convolution whose negative entries become 0, where nothing else is made of it. */
export function rectified([zero, result]: readonly [Tensor, Tensor], isOnlyUse: (i: number) => boolean): Rewritten {
  if (filledWith(zero) !== 0 || result.primitive.name !== "convolution" || !isOnlyUse(1)) return undefined;
  return node(result.primitive, result.inputs, { ...(result.attributes as Convolution), isRectified: true }, result);
}
