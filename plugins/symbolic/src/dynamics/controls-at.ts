import { type ArrayInput, asMatrix, NDArray } from "@mesoscope/core";
import { ShapeError } from "@mesoscope/sdk";

/** Inputs at any time: straight lines between those given at the times, of shape [times, count]. */
export function controlsAt(
  times: Float64Array,
  controls: ArrayInput | undefined,
  count: number,
): (time: number) => readonly number[] {
  if (count === 0) return () => [];
  const given =
    controls === undefined ? new NDArray(new Float64Array(0), [0, count]) : asMatrix(controls, "simulate: controls");
  if (given.shape[0] !== times.length || given.shape[1] !== count) {
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `simulate: controls has shape [${given.shape}] for ${times.length} times and ${count} controls. Give shape [${times.length}, ${count}].`,
    );
  }
  let last = 0;
  return (time) => {
    if (time < times[last]) last = 0;
    while (last + 2 < times.length && time > times[last + 1]) last++;
    const share = times.length === 1 ? 0 : (time - times[last]) / (times[last + 1] - times[last]);
    return Array.from({ length: count }, (_, k) => {
      const next = Math.min(last + 1, times.length - 1);
      return given.get(last, k) * (1 - share) + given.get(next, k) * share;
    });
  };
}
