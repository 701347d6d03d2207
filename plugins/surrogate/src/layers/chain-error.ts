import { MesoscopeError, ShapeError } from "@mesoscope/sdk";
import type { Shape } from "@mesoscope/tensor";

/** The error of a layer that is given a shape that it cannot take. */
export function chainError(name: string, input: Shape, advice: string): ShapeError {
  return new ShapeError("SHAPE_MISMATCH", `${name}: the input has shape ${showShape(input)}. ${advice}`);
}

/** Runs `work`, and says of an error from which layer of a network it comes. */
export function atLayer<T>(place: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof MesoscopeError)) throw error;
    throw new ShapeError(error.code, `${place}, ${error.message}`, { cause: error });
  }
}

export function showShape(shape: Shape): string {
  return `[${shape.join(", ")}]`;
}
