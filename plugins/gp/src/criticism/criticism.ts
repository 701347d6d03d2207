import { normalQuantile, randomStream, skewness, standardDeviation } from "@mesoscope/core";
import { checkOptions, type Displayable, displaySymbol, type MimeBundle, ShapeError } from "@mesoscope/sdk";
import type { GaussianProcessModel } from "../model/gaussian-process-model.js";
import { criticismText, displayCriticism } from "./display-criticism.js";
import { type LearningPoint, learningCurve } from "./learning-curve.js";

/** How often intervals of a level held the target that they were predicted without. */
export interface CalibrationPoint {
  readonly level: number;
  readonly coverage: number;
}

/** A number of the targets beside the same number of targets that the model draws. */
export interface PredictiveCheck {
  readonly statistic: string;
  readonly observed: number;
  /** The middle 90 % of the drawn ones. */
  readonly lower: number;
  readonly upper: number;
  /** The share of the drawn ones that lie above the observed one: near 0 or 1 where the model does not fit. */
  readonly probability: number;
}

/** What speaks for and against a model; made by `criticism`. */
export interface Criticism extends Displayable {
  readonly model: GaussianProcessModel;
  /** The measured rows, by number. */
  readonly rows: readonly number[];
  /** Residuals of these rows, left out one by one, in their standard deviations. */
  readonly standardizedResiduals: readonly number[];
  readonly calibration: readonly CalibrationPoint[];
  readonly learningCurve: readonly LearningPoint[];
  readonly checks: readonly PredictiveCheck[];
  /** What stands out, in sentences; empty where nothing does. */
  readonly findings: readonly string[];
}

const leastRows = 4;
const levels = Array.from({ length: 19 }, (_, k) => (k + 1) / 20);
const drawnTargets = 400;
const outlier = 3.5;
const standardErrors = 3;
/** An input matters little where its length scale is so many times its range. */
const longLength = 30;

/**
 * Looks for what a model gets wrong: residuals and coverage with every row left out once, a learning curve, and targets
 * drawn from the model beside the real ones. Hyper-parameters stay as they are.
 *
 * @param options `seed` of the draws and subsets, 0 by default
 *
 * @example
 * const X = Array.from({ length: 20 }, (_, i) => i / 4);
 * const found = criticism(await gaussianProcess().fit(X, X.map(Math.sin)));
 * found.calibration.length; // 19
 *
 * @throws ShapeError TOO_FEW for fewer than 4 measured rows
 * @see Gelman et al., Bayesian Data Analysis, 3rd edition, chapter 6
 */
export function criticism(model: GaussianProcessModel, options: { seed?: number } = {}): Criticism {
  checkOptions("criticism", options, ["seed"]);
  const { bounds, y } = model.data;
  const rows = Array.from(y.data.keys()).filter((i) => !bounds?.[i]);
  if (rows.length < leastRows) {
    throw new ShapeError(
      "TOO_FEW",
      `criticism: the model has ${rows.length} measured rows. Give a model of at least ${leastRows}, or judge it by eye.`,
    );
  }
  const { residual, std } = model.leaveOneOut();
  const standardizedResiduals = rows.map((i) => residual.data[i] / std.data[i]);
  const calibration = levels.map((level) => {
    const limit = normalQuantile((1 + level) / 2);
    return { level, coverage: standardizedResiduals.filter((z) => Math.abs(z) <= limit).length / rows.length };
  });
  const seed = options.seed ?? 0;
  const checks = predictiveChecks(model, rows, seed);
  const made: Criticism = {
    model,
    rows,
    standardizedResiduals,
    calibration,
    learningCurve: learningCurve(model, rows, randomStream(seed)),
    checks,
    findings: [
      ...residualFindings(rows, standardizedResiduals),
      ...checks.flatMap(({ statistic, probability }) => {
        if (probability > 0.01 && probability < 0.99) return [];
        return [`the ${statistic} of the targets is ${probability <= 0.01 ? "above" : "below"} what the model draws`];
      }),
      ...hyperparameterFindings(model),
    ],
    [displaySymbol]: (): Promise<MimeBundle> => displayCriticism(made),
  };
  Object.defineProperty(made, Symbol.for("nodejs.util.inspect.custom"), { value: () => criticismText(made) });
  return made;
}

function residualFindings(rows: readonly number[], residuals: readonly number[]): string[] {
  const count = residuals.length;
  const far = rows.filter((_, k) => Math.abs(residuals[k]) > outlier);
  const covered = residuals.filter((z) => Math.abs(z) <= normalQuantile(0.975)).length / count;
  const margin = standardErrors * Math.sqrt((0.95 * 0.05) / count) + 1 / count;
  const mean = residuals.reduce((total, z) => total + z, 0) / count;
  return [
    ...(far.length > 0
      ? [
          `outliers beyond ${outlier} standard deviations in row ${far.slice(0, 8).join(", ")}: Student-t noise takes them`,
        ]
      : []),
    ...(Math.abs(covered - 0.95) > margin
      ? [
          `95 % intervals hold ${(100 * covered).toFixed(0)} % of the rows left out: they are too ${covered < 0.95 ? "narrow" : "wide"}`,
        ]
      : []),
    ...(Math.abs(mean) > standardErrors / Math.sqrt(count)
      ? [`the rows left out lie ${mean > 0 ? "above" : "below"} their predictions on the whole`]
      : []),
  ];
}

function hyperparameterFindings({ hyperparameters, data }: GaussianProcessModel): string[] {
  const { X, inputs } = data;
  return hyperparameters.flatMap(({ name, inputs: of, value }) => {
    if (name !== "lengthScale" || of.length !== 1) return [];
    const column = X.column(inputs.indexOf(of[0])).data;
    const range = Math.max(...column) - Math.min(...column);
    if (range === 0) return [`input ${of[0]} is constant: the model cannot say what it does`];
    return value > longLength * range
      ? [`input ${of[0]} hardly matters: its length scale is over ${longLength} times its range`]
      : [];
  });
}

const statistics: readonly (readonly [string, (y: number[]) => number])[] = [
  ["smallest", (y) => Math.min(...y)],
  ["largest", (y) => Math.max(...y)],
  ["standard deviation", (y) => standardDeviation(y)],
  ["skewness", (y) => skewness(y)],
];

/** Targets drawn where the measured ones are, from the model given them. */
function predictiveChecks(model: GaussianProcessModel, rows: readonly number[], seed: number): PredictiveCheck[] {
  const y = rows.map((i) => model.data.y.data[i]);
  const drawn = model.predictive(model.data.X.take(rows)).sample(drawnTargets, { seed });
  return statistics.flatMap(([statistic, compute]) => {
    const observed = compute(y);
    const values = Array.from({ length: drawnTargets }, (_, s) => compute([...drawn.row(s).data])).sort(
      (a, b) => a - b,
    );
    if (!Number.isFinite(observed) || !values.every(Number.isFinite)) return [];
    const above = values.filter((value) => value > observed).length;
    return [
      {
        statistic,
        observed,
        lower: values[Math.floor(0.05 * drawnTargets)],
        upper: values[Math.floor(0.95 * drawnTargets)],
        probability: above / drawnTargets,
      },
    ];
  });
}
