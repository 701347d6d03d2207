import { matmul, NDArray } from "@mesoscope/core";
import type { Kernel } from "./kernel.js";

export const matmulKernel: Kernel = ([a, b], { size }) => {
  const [m, k] = a!.shape.slice(-2) as [number, number];
  const n = b!.shape.at(-1)!;
  const product = new Float64Array(size);
  const part = (x: NDArray, i: number, rows: number, columns: number) =>
    new NDArray(x.data.subarray(i * rows * columns, (i + 1) * rows * columns) as Float64Array, [rows, columns]);
  for (let i = 0; i * m * n < size; i++) {
    product.set(matmul(part(a!, i, m, k), part(b!, i, k, n)).data, i * m * n);
  }
  return product;
};
