import { matmul, NDArray } from "@mesoscope/core";
import { bumpDerivative } from "./bump-function.js";
import { quadratureWeights } from "./quadrature-weights.js";
import type { TestWindow } from "./window-size.js";

/** Test functions along one axis of a grid, or over the times of a trajectory, and their derivatives. */
export interface AxisWindows {
  readonly count: number;
  /** (−1)^order times the derivative of every test function, with the weights of the integral: [windows, points]. */
  derivative(order: number): NDArray;
  /** Inner products of two derivatives over the points: how their errors go together. */
  overlap(order: number, other: number): NDArray;
}

/**
 * So many windows with their centres spread evenly over the axis; the radius is in mean steps.
 *
 * @see Messenger & Bortz, Multiscale Model. Simul. 19 (2021) 1474, section 2
 */
export function axisWindows(points: Float64Array, { radius, power }: TestWindow, count: number): AxisWindows {
  const n = points.length;
  const weights = quadratureWeights(points);
  const [start, end] = [points[0], points[n - 1]];
  const half = (radius * (end - start)) / (n - 1);
  const known = new Map<number, NDArray>();
  const derivative = (order: number) => {
    const found = known.get(order);
    if (found) return found;
    const shape = bumpDerivative(power, order);
    const data = new Float64Array(count * n);
    for (let k = 0; k < count; k++) {
      const centre = start + half + ((end - start - 2 * half) * (k + 0.5)) / count;
      for (let i = 0; i < n; i++)
        data[k * n + i] = shape((points[i] - centre) / half) * (-1 / half) ** order * weights[i];
    }
    const made = new NDArray(data, [count, n]);
    known.set(order, made);
    return made;
  };
  return {
    count,
    derivative,
    overlap: (order, other) => matmul(derivative(order), derivative(other).transpose()),
  };
}
