import { node } from "../graph/node.js";
import type { Primitive } from "../graph/primitive.js";
import type { Shape } from "../graph/shape.js";
import type { Tensor } from "../graph/tensor.js";
import { broadcast } from "./broadcast.js";
import { reshape } from "./rearrange.js";
import { sum } from "./reduction.js";

interface Factors {
  readonly factors: Shape;
}

/** Each entry of the spatial axes repeated to a block; executors have it in one pass over memory. */
const enlargePrimitive: Primitive<Factors> = {
  name: "enlarge",
  forward: ({ attributes: { factors } }, [tangent]) => tangent && enlarge(tangent, factors),
  backward: ({ attributes: { factors } }, cotangent) => [blockSum(cotangent, factors)],
};

/** The sum of each block of the spatial axes. */
const blockSumPrimitive: Primitive<Factors> = {
  name: "blockSum",
  forward: ({ attributes: { factors } }, [tangent]) => tangent && blockSum(tangent, factors),
  backward: ({ attributes: { factors } }, cotangent) => [enlarge(cotangent, factors)],
};

/** Fields [n, channels, …lengths] on a grid that is finer by whole factors, with the nearest entry at each place. */
export function enlarge(x: Tensor, factors: Shape): Tensor {
  return node(
    enlargePrimitive,
    [x],
    { factors },
    { shape: scaled(x.shape, (length, i) => length * factors[i]!), kind: x.kind },
  );
}

/** Sums over blocks of fields [n, channels, …lengths], whose lengths are multiples of the factors. */
export function blockSum(x: Tensor, factors: Shape): Tensor {
  return node(
    blockSumPrimitive,
    [x],
    { factors },
    { shape: scaled(x.shape, (length, i) => length / factors[i]!), kind: x.kind },
  );
}

/** The same as `enlarge` in other primitives. */
export function enlargedByBroadcast(x: Tensor, factors: Shape): Tensor {
  const [n, channels, ...lengths] = x.shape as [number, number, ...number[]];
  const apart = [n, channels, ...lengths.flatMap((length) => [length, 1])];
  const repeated = [n, channels, ...lengths.flatMap((length, i) => [length, factors[i]!])];
  return reshape(
    broadcast(reshape(x, apart), repeated),
    scaled(x.shape, (length, i) => length * factors[i]!),
  );
}

/** The same as `blockSum` in other primitives. */
export function summedByReshape(x: Tensor, factors: Shape): Tensor {
  const [n, channels, ...lengths] = x.shape as [number, number, ...number[]];
  const apart = reshape(x, [n, channels, ...lengths.flatMap((length, i) => [length / factors[i]!, factors[i]!])]);
  return sum(
    apart,
    lengths.map((_, i) => 2 * i + 3),
  );
}

function scaled(shape: Shape, change: (length: number, i: number) => number): Shape {
  return shape.map((length, axis) => (axis < 2 ? length : change(length, axis - 2)));
}
