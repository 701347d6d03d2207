import { layerFor } from "../backend/choice.js";
import type { RotateRows } from "../backend/layer.js";
import { rotateRows } from "./rotation.js";

/** Lends a way to rotate the rows of an n × n matrix; only when `use` has returned are they sure to be rotated. */
export function rotatingRows<T>(data: Float64Array, n: number, use: (rotate: RotateRows) => T): T {
  const layer = layerFor(n ** 3);
  if (layer?.rotatingRows) return layer.rotatingRows(data, n, use);
  return use((first, rotations, count) => {
    for (let k = 0; k < count; k++) rotateRows(data, first + k, n, rotations[2 * k]!, rotations[2 * k + 1]!);
  });
}
