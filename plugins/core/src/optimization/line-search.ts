import { ValueError } from "@mesoscope/sdk";

/** A point on the way from the current one: how far, and what the objective says there. */
export interface LineTrial {
  readonly step: number;
  readonly x: Float64Array;
  readonly value: number;
  readonly gradient: Float64Array;
  /** The derivative of the value with respect to `step`. */
  readonly slope: number;
  /** What the value would have lost, had it gone down straight from the start. */
  readonly expectedChange: number;
}

const sufficientDecrease = 1e-4;
const curvature = 0.9;
const maxTrials = 30;

/**
 * A point that satisfies the strong Wolfe conditions, or the best one found that is low enough; `undefined` where no
 * step lowers the value. A value or gradient that is not finite means "too far".
 *
 * @param start step 0, with a slope below 0
 *
 * @throws {ValueError} where a trial has no `value` or no `slope`
 *
 * @example
 * const at = async (step: number) => {
 *   const x = Float64Array.of(1 - step);
 *   const gradient = Float64Array.of(4 * x[0] ** 3);
 *   return { step, x, value: x[0] ** 4, gradient, slope: -gradient[0], expectedChange: -4 * step };
 * };
 * (await searchLine(at, await at(0), 1, Infinity)).value; // 0
 *
 * @see Nocedal & Wright, Numerical Optimization, 2nd edition, algorithms 3.5 and 3.6
 */
export async function searchLine(
  evaluate: (step: number) => Promise<LineTrial>,
  start: LineTrial,
  firstStep: number,
  maxStep: number,
): Promise<LineTrial | undefined> {
  checkTrial(start, "start");
  const rounding = 4 * Number.EPSILON * Math.abs(start.value);
  let low = start;
  let high: LineTrial | undefined;
  let step = Math.min(firstStep, maxStep);
  for (let trials = 0; trials < maxTrials; trials++) {
    const trial = await evaluate(step);
    checkTrial(trial, "what evaluate gives");
    if (isTooHigh(trial, start, low, rounding)) high = trial;
    else if (Math.abs(trial.slope) <= curvature * Math.abs(start.slope)) return trial;
    else {
      if (trial.slope * ((high?.step ?? maxStep) - low.step) >= 0 && trial.step !== maxStep) high = low;
      low = trial;
    }
    if (!high && low.step >= maxStep) break;
    const next = high ? between(low, high) : Math.min(3 * step, maxStep);
    if (next === low.step || next === high?.step) break;
    step = next;
  }
  return low.value < start.value ? low : undefined;
}

function checkTrial(trial: LineTrial, what: string): void {
  if (typeof trial?.value === "number" && typeof trial.slope === "number") return;
  throw new ValueError(
    "BAD_VALUE",
    `searchLine: ${what} is no trial. Give an object with step, x, value, gradient and slope.`,
  );
}

function isTooHigh(trial: LineTrial, start: LineTrial, low: LineTrial, rounding: number): boolean {
  if (!isFiniteTrial(trial)) return true;
  if (trial.value > start.value + sufficientDecrease * trial.expectedChange + rounding) return true;
  return low !== start && trial.value >= low.value;
}

function isFiniteTrial(trial: LineTrial): boolean {
  return Number.isFinite(trial.value) && Number.isFinite(trial.slope);
}

/** Where the cubic through both ends is lowest, kept away from the ends; the middle where there is no cubic. */
function between(low: LineTrial, high: LineTrial): number {
  const width = high.step - low.step;
  if (!isFiniteTrial(high)) return low.step + 0.3 * width;
  const d1 = low.slope + high.slope - (3 * (high.value - low.value)) / width;
  const d2 = Math.sign(width) * Math.sqrt(d1 * d1 - low.slope * high.slope);
  const fraction = 1 - (high.slope + d2 - d1) / (high.slope - low.slope + 2 * d2);
  return low.step + width * (Number.isFinite(fraction) ? Math.min(Math.max(fraction, 0.1), 0.9) : 0.5);
}
