import { dot, NDArray } from "@mesoscope/core";
import type { LinearEquations } from "./subset-regression.js";

/** Inner products of the columns with each other, of shape [columns, columns], and with the target. */
export interface NormalEquations {
  readonly normal: NDArray;
  readonly moments: Float64Array;
}

export function normalEquations({ columns, target }: LinearEquations): NormalEquations {
  const size = columns.length;
  const normal = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      normal[i * size + j] = dot(columns[i], columns[j]);
      normal[j * size + i] = normal[i * size + j];
    }
  }
  return {
    normal: new NDArray(normal, [size, size]),
    moments: Float64Array.from(columns, (column) => dot(column, target)),
  };
}
