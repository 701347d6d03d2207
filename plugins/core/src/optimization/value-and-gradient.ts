import { ShapeError, ValueError } from "@mesoscope/sdk";

/** What is minimised, and its gradient, at one point. */
export interface ValueAndGradient {
  readonly value: number;
  readonly gradient: Float64Array;
}

/** Throws unless the objective is a function. */
export function checkObjective(owner: string, objective: unknown): void {
  if (typeof objective === "function") return;
  throw new ValueError(
    "BAD_VALUE",
    `${owner}: the objective is no function. Give it first and the start second, as in ${owner}((x) => …, [0, 0]).`,
  );
}

/** What an objective gave, with a gradient of one entry for each of `size` variables. */
export function readValueAndGradient(
  owner: string,
  found: Partial<ValueAndGradient> | undefined,
  size: number,
): ValueAndGradient {
  const { value, gradient } = found ?? {};
  if (typeof value !== "number" || gradient?.length === undefined) {
    throw new ValueError(
      "BAD_VALUE",
      `${owner}: the objective gave no value and gradient. Return both, such as { value: x[0] ** 2, gradient: [2 * x[0]] }.`,
    );
  }
  if (gradient.length === size) return { value, gradient: Float64Array.from(gradient) };
  throw new ShapeError(
    "SHAPE_MISMATCH",
    `${owner}: the gradient has ${gradient.length} entries for ${size} variables. Return one per variable.`,
  );
}
