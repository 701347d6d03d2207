import { fill } from "../graph/leaves.js";
import { node } from "../graph/node.js";
import type { Primitive } from "../graph/primitive.js";
import { isCount, type Shape, showShape } from "../graph/shape.js";
import type { Operand, Tensor } from "../graph/tensor.js";
import { divide } from "./arithmetic.js";
import { cast } from "./comparison.js";
import { convolution, outputLengths } from "./convolution.js";
import { blockSum } from "./enlarge.js";
import { scatterAlong, takeAlong } from "./indexing.js";
import { reshape } from "./rearrange.js";
import { shapeError } from "./shape-errors.js";

/** A window that goes over the spatial axes. */
export interface Window {
  readonly window: Shape;
  readonly strides: Shape;
}

const maxPoolPrimitive: Primitive<Window> = {
  name: "maxPool",
  forward({ inputs: [x], attributes, shape }, [tangent]) {
    return tangent && reshape(takeAlong(flatImages(tangent), flatImages(positions(x!, attributes)), 2), shape);
  },
  backward({ inputs: [x], attributes }, cotangent) {
    const [, , ...lengths] = x!.shape;
    const places = flatImages(positions(x!, attributes));
    return [
      reshape(
        scatterAlong(
          flatImages(cotangent),
          places,
          2,
          lengths.reduce((a, b) => a * b, 1),
        ),
        x!.shape,
      ),
    ];
  },
};

/** Where each window has its largest entry, counted in row-major order over the spatial axes. */
const maxPoolPositionsPrimitive: Primitive<Window> = { name: "maxPoolPositions" };

/**
 * The largest entry of each window of [n, channels, …lengths]; windows touch and do not overlap unless strides are given.
 * Of several largest entries, derivatives follow the first.
 *
 * @example
 * evaluate(() => maxPool(tensor([[[1, 5, 2, 3]]]), 2)).data; // [5, 3]
 *
 * @throws ShapeError SHAPE_MISMATCH, with the line of the user's code
 */
export function maxPool(x: Operand, window: number | Shape, strides?: number | Shape): Tensor {
  const of = cast(x, "real");
  const over = windowOf("maxPool", of, window, strides);
  return node(maxPoolPrimitive, [of], over, { shape: pooledShape(of, over), kind: "real" });
}

/**
 * The mean of each window of [n, channels, …lengths]; otherwise as `maxPool`.
 *
 * @example
 * evaluate(() => meanPool([[[1, 5, 2, 3]]], 2)).data; // [3, 2.5]
 *
 * @throws ShapeError SHAPE_MISMATCH, with the line of the user's code
 */
export function meanPool(x: Operand, window: number | Shape, strides?: number | Shape): Tensor {
  const of = cast(x, "real");
  const over = windowOf("meanPool", of, window, strides);
  const lengths = of.shape.slice(2);
  const count = over.window.reduce((a, b) => a * b, 1);
  const touches = over.window.every((length, i) => length === over.strides[i] && lengths[i]! % length === 0);
  if (touches) {
    return divide(blockSum(of, over.window), count);
  }
  const images = reshape(of, [of.shape[0]! * of.shape[1]!, 1, ...lengths]);
  const sums = convolution(images, fill(1, [1, 1, ...over.window]), { strides: over.strides });
  return reshape(divide(sums, count), pooledShape(of, over));
}

function positions(x: Tensor, over: Window): Tensor {
  return node(maxPoolPositionsPrimitive, [x], over, { shape: pooledShape(x, over), kind: "integer" });
}

function flatImages(x: Tensor): Tensor {
  return reshape(x, [x.shape[0]!, x.shape[1]!, -1]);
}

function pooledShape(x: Tensor, { window, strides }: Window): Shape {
  const none = window.map(() => 0);
  const dilations = window.map(() => 1);
  const input = x.shape.slice(2);
  return [
    x.shape[0]!,
    x.shape[1]!,
    ...outputLengths({ input, kernel: window, strides, dilations, before: none, after: none, groups: 1 }),
  ];
}

function windowOf(owner: string, x: Tensor, window: number | Shape, strides: number | Shape = window): Window {
  const axes = x.rank - 2;
  const each = (value: number | Shape) => (typeof value === "number" ? new Array<number>(axes).fill(value) : value);
  const over = { window: each(window), strides: each(strides) };
  const fits =
    over.window.length === axes &&
    over.window.every((length, i) => isCount(length) && length <= x.shape[i + 2]!) &&
    over.strides.length === axes &&
    over.strides.every(isCount);
  if (axes < 1 || !fits) {
    throw shapeError(
      owner,
      `a window ${showShape(over.window)} in steps ${showShape(over.strides)} does not fit ${showShape(x.shape)}`,
      "Give [n, channels, …], a window within it and steps from 1.",
    );
  }
  return over;
}
