import { counted, ShapeError, ValueError } from "@mesoscope/sdk";
import { affine } from "./affine.js";
import { type Scaling, scaling } from "./scaling.js";

/**
 * A scaling of its own for each column; `undefined` leaves a column as it is.
 *
 * @example
 * const scaled = await columnScaling([logScaling(), minMaxScaling(), undefined]).fit([[1, 5, 9], [10, 7, 8]]);
 * scaled.transform([[1, 6, 9]]).data; // [0, 0.5, 9]
 *
 * @throws ValueError BAD_OPTION where an entry is no scaling, and as these; ShapeError SHAPE_MISMATCH
 */
export function columnScaling(scalings: readonly (Scaling | undefined)[]): Scaling {
  const isScaling = (entry?: Scaling) => entry === undefined || typeof entry?.columnFit === "function";
  if (!Array.isArray(scalings) || scalings.length === 0 || !scalings.every(isScaling)) {
    throw new ValueError(
      "BAD_OPTION",
      "columnScaling: an entry is no scaling. Give one per column, such as [logScaling(), standardScaling(), undefined].",
    );
  }
  const names = scalings.map((entry) => entry?.name ?? "as it is");
  return scaling("columnScaling", { columns: names }, (j, count) => {
    if (count !== scalings.length) {
      throw new ShapeError(
        "SHAPE_MISMATCH",
        `columnScaling.fit: X has ${counted(count, "column")} but ${counted(scalings.length, "scaling")} were given. Give one each.`,
      );
    }
    return scalings[j]?.columnFit(j, count) ?? (() => affine(0, 1));
  });
}
