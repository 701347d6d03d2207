import { ShownTable, shortNumber, type TextTable } from "@mesoscope/sdk";

/** What compressing one tensor of parameters cost and saved. */
export interface TensorCompression {
  readonly path: string;
  readonly shape: readonly number[];
  /** In 32-bit numbers. */
  readonly bytesBefore: number;
  readonly bytesAfter: number;
  /** The norm of the difference relative to that of the tensor. */
  readonly relativeError: number;
}

/** What compressing parameters cost and saved, tensor by tensor. */
export class CompressionReport extends ShownTable {
  readonly tensors: readonly TensorCompression[];

  /** @internal */
  constructor(tensors: readonly TensorCompression[]) {
    super();
    this.tensors = tensors;
  }

  /** By how much less is to be stored. */
  get ratio(): number {
    const total = (of: (tensor: TensorCompression) => number) => this.tensors.reduce((sum, one) => sum + of(one), 0);
    return total((one) => one.bytesBefore) / total((one) => one.bytesAfter);
  }

  protected table(): TextTable {
    return {
      caption: `Compressed ${this.ratio.toFixed(2)} times`,
      headings: ["parameters", "shape", "bytes before", "after", "error, %"],
      rows: this.tensors.map(({ path, shape, bytesBefore, bytesAfter, relativeError }) => [
        path || "all",
        `[${shape.join(", ")}]`,
        String(bytesBefore),
        String(bytesAfter),
        shortNumber(100 * relativeError),
      ]),
    };
  }
}
