import type { SmoothValue } from "@mesoscope/tensor";

/** A valley with its minimum 0 at (1, 1, …). */
export function rosenbrock(x: Float64Array): SmoothValue & { value: number; gradient: Float64Array } {
  let value = 0;
  const gradient = new Float64Array(x.length);
  for (let i = 0; i + 1 < x.length; i++) {
    const bend = x[i + 1]! - x[i]! ** 2;
    value += 100 * bend ** 2 + (1 - x[i]!) ** 2;
    gradient[i]! += -400 * x[i]! * bend - 2 * (1 - x[i]!);
    gradient[i + 1]! += 200 * bend;
  }
  return { value, gradient };
}

/** A bowl about (1, 1, …) whose curvatures go from 1 to `condition`. */
export const bowl = (condition: number) => (x: Float64Array) => {
  const weights = x.map((_, i) => condition ** (i / Math.max(x.length - 1, 1)));
  return {
    value: x.reduce((total, entry, i) => total + (weights[i]! * (entry - 1) ** 2) / 2, 0),
    gradient: x.map((entry, i) => weights[i]! * (entry - 1)),
  };
};
