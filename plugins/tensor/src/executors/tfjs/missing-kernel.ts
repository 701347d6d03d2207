import { ValueError } from "@mesoscope/sdk";
import type { Tensor } from "../../graph/tensor.js";

/** The error of a library that lacks an operation on a device, in words of what was asked for; undefined for another error. */
export function missingKernel(error: unknown, backend: string, { primitive }: Tensor): ValueError | undefined {
  const kernel = /'(\w+)' (?:not registered )?for backend/.exec(String((error as Error).message))?.[1];
  if (!kernel) return undefined;
  return new ValueError(
    "NO_KERNEL",
    `${primitive.name}: TensorFlow.js lacks the operation ${kernel} on ${backend}. Give device "tfjs cpu", which has them all.`,
    { cause: error },
  );
}
