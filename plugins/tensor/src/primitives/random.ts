import { node } from "../graph/node.js";
import type { Primitive } from "../graph/primitive.js";
import type { Shape } from "../graph/shape.js";
import type { Operand, Tensor } from "../graph/tensor.js";
import { cast } from "./comparison.js";

const uniformPrimitive: Primitive = { name: "uniform" };
const normalPrimitive: Primitive = { name: "normal" };

/**
 * Random numbers from 0 to below 1 that depend on the key alone; drawn outside of the device, so the same on each.
 *
 * @param key a whole number of at most 24 bits; another key gives independent numbers
 *
 * @example
 * evaluate((key: Tensor) => uniform(key, [3]), 7).data.every((u) => u >= 0 && u < 1); // true
 */
export const uniform = (key: Operand, shape: Shape): Tensor => draw(uniformPrimitive, key, shape);

/**
 * Random numbers of the standard normal distribution; otherwise as `uniform`.
 *
 * @example
 * evaluate((key: Tensor) => normal(key, [3]), 7).shape; // [3]
 */
export const normal = (key: Operand, shape: Shape): Tensor => draw(normalPrimitive, key, shape);

function draw(primitive: Primitive, key: Operand, shape: Shape): Tensor {
  return node(primitive, [cast(key, "integer")], {}, { shape, kind: "real" });
}
