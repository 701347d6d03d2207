import { type ArrayInput, asMatrix, type NDArray, norm } from "@mesoscope/core";
import { DataError, ShapeError } from "@mesoscope/sdk";
import { concatenate, evaluate, type Tensor } from "@mesoscope/tensor";
import { readPoints } from "../domains/read-points.js";
import type { Problem } from "../problem.js";

/** A known solution: values of the fields, of shape [n, fields], at points. */
export interface KnownSolution {
  readonly points: NDArray;
  readonly values: NDArray;
}

/** The fields at points, of shape [n, fields], computed at once. */
export function fieldsAt(problem: Problem, parameters: Float64Array, points: NDArray): NDArray {
  return evaluate(
    (theta: Tensor, x: Tensor) => {
      const quantities = problem.quantities(theta, x);
      return concatenate(
        problem.names.fields.map((field) => quantities[field]!),
        1,
      );
    },
    parameters,
    points,
  );
}

/**
 * Checks a known solution.
 *
 * @throws ShapeError SHAPE_MISMATCH; DataError MISSING_VALUES, OUTSIDE_DOMAIN
 */
export function readReference(
  owner: string,
  { domain, names }: Problem,
  given: { readonly points: ArrayInput; readonly values: ArrayInput },
): KnownSolution {
  const points = readPoints(owner, domain, given.points);
  const values = asMatrix(given.values, `${owner}: the values`);
  const wanted = [points.shape[0]!, names.fields.length];
  if (values.shape.join() !== wanted.join()) {
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `${owner}: the values have shape [${values.shape.join(", ")}] but [${wanted.join(", ")}] is needed. Give one row for each point and one column for each field.`,
    );
  }
  if (values.data.every(Number.isFinite)) return { points, values };
  throw new DataError("MISSING_VALUES", `${owner}: some values are not finite. Leave out the rows where they are not.`);
}

/** `‖found - known‖ / ‖known‖` over all points and fields. */
export function relativeError(problem: Problem, parameters: Float64Array, { points, values }: KnownSolution): number {
  const found = fieldsAt(problem, parameters, points);
  return norm(found.map((x, i) => x - values.data[i]!)) / norm(values);
}
