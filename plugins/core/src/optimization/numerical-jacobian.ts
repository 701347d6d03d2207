import { NDArray } from "../arrays/nd-array.js";
import type { Box } from "./box.js";

/** A step that balances the error of the formula against that of rounding. */
const relativeStep = Math.cbrt(Number.EPSILON);

/** Central differences of a vector of functions, of shape [m, n], with all points inside the box. */
export function numericalJacobian(evaluate: (x: Float64Array) => Float64Array, x: Float64Array, box: Box): NDArray {
  const columns = Array.from(x, (value, j) => {
    const step = relativeStep * (Math.abs(value) || 1);
    const at = (moved: number) => x.map((other, k) => (k === j ? moved : other));
    const [low, high] = [Math.max(value - step, box.lower[j]!), Math.min(value + step, box.upper[j]!)];
    const [below, above] = [evaluate(at(low)), evaluate(at(high))];
    return above.map((entry, i) => (high > low ? (entry - below[i]!) / (high - low) : 0));
  });
  const rows = columns[0]?.length ?? 0;
  const n = columns.length;
  const data = Float64Array.from({ length: rows * n }, (_, at) => columns[at % n]![Math.floor(at / n)]!);
  return new NDArray(data, [rows, n]);
}
