import { type NDArray, permuteAxes } from "@mesoscope/core";

type Change = (fields: NDArray) => NDArray;

/**
 * The eight ways in which a square looks the same, of fields [n, channels, length, length] whose point i lies at i / length;
 * each with the way back.
 */
export const symmetries: readonly { readonly there: Change; readonly back: Change }[] = [[], [2], [3], [2, 3]].flatMap(
  (axes) => {
    const flip: Change = (fields) => axes.reduce(mirrored, fields);
    return [
      { there: flip, back: flip },
      { there: (fields) => exchanged(flip(fields)), back: (fields) => flip(exchanged(fields)) },
    ];
  },
);

/** Position x becomes 1 - x; the first point, at 0, stays, since there is none at 1. */
function mirrored(fields: NDArray, axis: number): NDArray {
  const length = fields.shape[axis];
  return fields.take(
    Array.from({ length }, (_, i) => (length - i) % length),
    axis,
  );
}

function exchanged(fields: NDArray): NDArray {
  return permuteAxes(fields, [0, 1, 3, 2]);
}
