import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { NDArray } from "@mesoscope/core";

/** The numbers of a .npy file of 32-bit floats or bytes, in a set's folder of the folder `data`. */
export function readNpy(data: string, set: string, name: string): NDArray {
  const file = path.join(data, set, name);
  if (!existsSync(file)) {
    throw new Error(
      `bench surrogate: there is no ${file}. Give by --data a folder that holds the folder ${set} with ${name}, as datasets/${set} of the checkout does.`,
    );
  }
  const bytes = Uint8Array.from(readFileSync(file));
  const start = 10 + new DataView(bytes.buffer).getUint16(8, true);
  const header = new TextDecoder().decode(bytes.subarray(10, start));
  const shape = /'shape': \(([^)]*)\)/.exec(header)![1]!.match(/\d+/g)!.map(Number);
  const values = header.includes("<f4") ? new Float32Array(bytes.buffer, start) : bytes.subarray(start);
  return new NDArray(Float64Array.from(values), shape);
}
