import { NDArray } from "@mesoscope/core";
import type { OdeSystem } from "./ode-systems.ts";

/** Between two samples. */
const substeps = 20;

/** By the classical Runge–Kutta method with small steps. */
export function simulateOde({
  rate,
  start,
  duration,
  samples,
}: Pick<OdeSystem, "rate" | "start" | "duration" | "samples">): { t: Float64Array; X: NDArray } {
  const t = Float64Array.from({ length: samples }, (_, i) => (duration * i) / (samples - 1));
  const step = duration / (samples - 1) / substeps;
  const states = [[...start]];
  const moved = (state: readonly number[], by: number, along: readonly number[]) =>
    state.map((value, j) => value + by * along[j]);
  for (let i = 1; i < samples; i++) {
    let state = states[i - 1];
    for (let k = 0; k < substeps; k++) {
      const a = rate(state);
      const b = rate(moved(state, step / 2, a));
      const c = rate(moved(state, step / 2, b));
      const d = rate(moved(state, step, c));
      state = state.map((value, j) => value + (step / 6) * (a[j] + 2 * b[j] + 2 * c[j] + d[j]));
    }
    states.push(state);
  }
  return { t, X: new NDArray(Float64Array.from(states.flat()), [samples, start.length]) };
}
