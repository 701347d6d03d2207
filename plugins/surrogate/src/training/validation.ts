import type { NDArray, RandomStream } from "@mesoscope/core";
import { compile, type DeviceOptions, type Tensor } from "@mesoscope/tensor";
import type { FlatParameters } from "./flat-parameters.js";
import type { Loss, Rows } from "./training-task.js";

/** Rows to learn from, and rows left out to see when learning stops to help. */
export interface Split {
  readonly training: Rows<NDArray>;
  readonly validation: Rows<NDArray> | undefined;
}

/** Leaves a random share of the rows out; none where that is less than one. */
export function splitRows(rows: Rows<NDArray>, share: number, stream: RandomStream): Split {
  const count = rowCount(rows);
  const left = Math.floor(share * count);
  if (left === 0) return { training: rows, validation: undefined };
  const order = stream.permutation(count);
  const take = (numbers: Int32Array) =>
    Object.fromEntries(Object.entries(rows).map(([name, all]) => [name, all.take(numbers)]));
  return { training: take(order.slice(left).sort()), validation: take(order.slice(0, left).sort()) };
}

export function rowCount(rows: Rows<NDArray>): number {
  return Object.values(rows)[0].shape[0];
}

/**
 * A function that gives the loss of parameters on rows, batch by batch, on the device of the training; with the same random
 * numbers each time, where the loss draws some.
 */
export function lossOn(
  rows: Rows<NDArray>,
  flat: FlatParameters,
  loss: Loss,
  { batchSize, device }: { readonly batchSize: number; readonly device: DeviceOptions },
): { of(vector: NDArray): Promise<number>; dispose(): void } {
  const compiled = compile(
    (vector: Tensor, batch: Rows<Tensor>, key: Tensor) => loss(flat.tensors(vector), batch, { training: false, key }),
    device,
  );
  const count = rowCount(rows);
  const parts = Array.from({ length: Math.ceil(count / batchSize) }, (_, i) =>
    Object.fromEntries(
      Object.entries(rows).map(([name, all]) => [name, all.slice(i * batchSize, (i + 1) * batchSize)]),
    ),
  );
  return {
    dispose: () => compiled.dispose(),
    async of(vector) {
      let total = 0;
      for (const [i, part] of parts.entries()) total += (await compiled(vector, part, i)).data[0] * rowCount(part);
      return total / count;
    },
  };
}
