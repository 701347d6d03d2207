import { columnAt, rows, totalWeight, valuesAt } from "./rows";

/** The column behind the variables has the target, the next one the weights. */
let targetColumn: i32 = 0;
let targetMean: f64 = 0;

export function setTarget(column: i32, mean: f64): void {
  targetColumn = column;
  targetMean = mean;
}

// @inline
export function targetAt<T>(): usize {
  return columnAt<T>(targetColumn);
}

// @inline
export function weightsAt<T>(): usize {
  return columnAt<T>(targetColumn + 1);
}

/** Σ w (f − y)² over the values of the last program. */
export function squaredError(): f64 {
  return squaredResiduals<f64>(1, 0, 0);
}

/**
 * The least Σ w (a + b f − y)² over a and b. Values are first divided by the largest of them, so that no square
 * overflows, and the residuals are summed themselves, so that an exact formula has an error of rounding only.
 */
export function scaledError<T>(): f64 {
  const largest = scanned<T>();
  // The largest one is found without a look at NaN, which is in the sum.
  if (!(largest < <T>Infinity && abs<f64>(weightedSum) < Infinity)) return NaN;
  const unit: T = largest > 0 ? <T>1 / largest : <T>0;
  const middle = <T>((weightedSum * <f64>unit) / totalWeight);
  // The target in single precision has mean 0.
  const mean: T = sizeof<T>() === 8 ? <T>targetMean : <T>0;
  const slope = slopeOf<T>(unit, middle, mean);
  return squaredResiduals<T>(slope * unit, slope * middle, mean);
}

/** Beside the largest absolute value: Σ w f. */
let weightedSum: f64 = 0;

/** The largest absolute value of those that are numbers. */
function scanned<T>(): T {
  let at = valuesAt<T>();
  let weight = weightsAt<T>();
  const end = at + <usize>rows * sizeof<T>();
  let largest0 = v128.splat<T>(<T>0),
    largest1 = largest0,
    sum0 = largest0,
    sum1 = largest0,
    sum2 = largest0,
    sum3 = largest0;
  for (; at < end; at += 64, weight += 64) {
    const f0 = v128.load(at),
      f1 = v128.load(at, 16),
      f2 = v128.load(at, 32),
      f3 = v128.load(at, 48);
    largest0 = v128.pmax<T>(largest0, v128.pmax<T>(v128.abs<T>(f0), v128.abs<T>(f1)));
    largest1 = v128.pmax<T>(largest1, v128.pmax<T>(v128.abs<T>(f2), v128.abs<T>(f3)));
    sum0 = v128.add<T>(sum0, v128.mul<T>(v128.load(weight), f0));
    sum1 = v128.add<T>(sum1, v128.mul<T>(v128.load(weight, 16), f1));
    sum2 = v128.add<T>(sum2, v128.mul<T>(v128.load(weight, 32), f2));
    sum3 = v128.add<T>(sum3, v128.mul<T>(v128.load(weight, 48), f3));
  }
  weightedSum = total<T>(sum0, sum1, sum2, sum3);
  return largestLane<T>(v128.pmax<T>(largest0, largest1));
}

/** Of the least squares line through the target over the values, which are `f · unit − middle`. */
function slopeOf<T>(unit: T, middle: T, mean: T): T {
  let at = valuesAt<T>();
  let weight = weightsAt<T>();
  let y = targetAt<T>();
  const end = at + <usize>rows * sizeof<T>();
  const u = v128.splat<T>(unit);
  const m = v128.splat<T>(middle);
  const yMean = v128.splat<T>(mean);
  let products0 = v128.splat<T>(<T>0),
    products1 = products0,
    squares0 = products0,
    squares1 = products0;
  for (; at < end; at += 32, weight += 32, y += 32) {
    const d0 = v128.sub<T>(v128.mul<T>(v128.load(at), u), m);
    const d1 = v128.sub<T>(v128.mul<T>(v128.load(at, 16), u), m);
    const w0 = v128.mul<T>(v128.load(weight), d0);
    const w1 = v128.mul<T>(v128.load(weight, 16), d1);
    squares0 = v128.add<T>(squares0, v128.mul<T>(w0, d0));
    squares1 = v128.add<T>(squares1, v128.mul<T>(w1, d1));
    products0 = v128.add<T>(products0, v128.mul<T>(w0, v128.sub<T>(v128.load(y), yMean)));
    products1 = v128.add<T>(products1, v128.mul<T>(w1, v128.sub<T>(v128.load(y, 16), yMean)));
  }
  const zero = v128.splat<T>(<T>0);
  const squares = total<T>(squares0, squares1, zero, zero);
  return squares > 0 ? <T>(total<T>(products0, products1, zero, zero) / squares) : <T>0;
}

/** Σ w (slope · f − (y − mean) − offset)² */
function squaredResiduals<T>(slope: T, offset: T, mean: T): f64 {
  let at = valuesAt<T>();
  let weight = weightsAt<T>();
  let y = targetAt<T>();
  const end = at + <usize>rows * sizeof<T>();
  const b = v128.splat<T>(slope);
  const a = v128.splat<T>(offset);
  const yMean = v128.splat<T>(mean);
  let sum0 = v128.splat<T>(<T>0),
    sum1 = sum0,
    sum2 = sum0,
    sum3 = sum0;
  for (; at < end; at += 64, weight += 64, y += 64) {
    sum0 = v128.add<T>(sum0, weighedResidual<T>(at, weight, y, a, b, yMean));
    sum1 = v128.add<T>(sum1, weighedResidual<T>(at + 16, weight + 16, y + 16, a, b, yMean));
    sum2 = v128.add<T>(sum2, weighedResidual<T>(at + 32, weight + 32, y + 32, a, b, yMean));
    sum3 = v128.add<T>(sum3, weighedResidual<T>(at + 48, weight + 48, y + 48, a, b, yMean));
  }
  return total<T>(sum0, sum1, sum2, sum3);
}

// @inline
function weighedResidual<T>(at: usize, weight: usize, y: usize, a: v128, b: v128, mean: v128): v128 {
  const line = v128.sub<T>(v128.mul<T>(v128.load(at), b), a);
  const residual = v128.sub<T>(line, v128.sub<T>(v128.load(y), mean));
  return v128.mul<T>(v128.load(weight), v128.mul<T>(residual, residual));
}

// @inline
function total<T>(a: v128, b: v128, c: v128, d: v128): f64 {
  const sum = v128.add<T>(v128.add<T>(a, b), v128.add<T>(c, d));
  if (sizeof<T>() === 8) return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
  const left = <f64>f32x4.extract_lane(sum, 0) + <f64>f32x4.extract_lane(sum, 1);
  return left + <f64>f32x4.extract_lane(sum, 2) + <f64>f32x4.extract_lane(sum, 3);
}

// @inline
function largestLane<T>(x: v128): T {
  if (sizeof<T>() === 8) return <T>max<f64>(f64x2.extract_lane(x, 0), f64x2.extract_lane(x, 1));
  const left = max<f32>(f32x4.extract_lane(x, 0), f32x4.extract_lane(x, 1));
  return <T>max<f32>(left, max<f32>(f32x4.extract_lane(x, 2), f32x4.extract_lane(x, 3)));
}
