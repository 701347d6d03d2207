import { latinHypercube, linspace, NDArray } from "@mesoscope/core";
import { type ArrayLike, ShapeError } from "@mesoscope/sdk";
import type { Parameter } from "../covariance/covariance.js";
import { matern } from "../covariance/matern.js";
import { readStart } from "../covariance/start.js";
import { dataScale, noiseParameter, searchSpace } from "../fit/search-space.js";
import { readMeasured } from "../fit/training-data.js";
import { type Evidence, learn } from "../model/learn.js";
import type { DerivativeGaussianProcessOptions } from "./derivative-gaussian-process.js";
import { DerivativeModel, type DerivativeState, posteriorOf } from "./derivative-model.js";
import { type GradientTargets, hasGradients } from "./gradient-targets.js";

const owner = "derivativeGaussianProcess.fit";
const slopeStep = 1e-4;

/** The rows: values, then measured slopes, then slopes of which the sign is asked for. */
interface Rows {
  /** Inputs, and the number of the input differentiated by, or −1. */
  readonly points: number[][];
  readonly lower: number[];
  readonly upper: number[];
  readonly isVirtual: boolean[];
}

/** Finds the hyper-parameters, by finite differences of the evidence, and makes the model. */
export async function fitDerivative(
  options: DerivativeGaussianProcessOptions,
  inputs: ArrayLike,
  targets: ArrayLike | GradientTargets,
): Promise<DerivativeModel> {
  const { kernel = matern(), starts = 2, seed = 0 } = options;
  const { values, gradients } = hasGradients(targets) ? targets : { values: targets, gradients: undefined };
  const known = gradients ? withoutGaps(values as NDArray) : values;
  const data = readMeasured(inputs, known, owner);
  const columns = data.X.shape[1];
  if (gradients && gradients.shape[1] !== columns) {
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `${owner}: X has ${columns} columns but the gradients have ${gradients.shape[1]}. Give one slope per input.`,
    );
  }
  const beyond = [...(options.increasing ?? []), ...(options.decreasing ?? [])].find((input) => input >= columns);
  if (beyond !== undefined) {
    throw new ShapeError(
      "SHAPE_MISMATCH",
      `${owner}: X has ${columns} columns, but column ${beyond}, counted from 0, is to rise or fall. Name one that exists.`,
    );
  }
  const y = gradients ? (values as NDArray) : data.y;
  const seen = y.data.filter((value) => !Number.isNaN(value));
  const scale = dataScale({ ...data, y: new NDArray(seen.length > 0 ? seen : Float64Array.of(0)) });
  const rows = rowsOf(options, data.X, y, gradients);
  const state = (at: readonly number[]): DerivativeState => ({
    kernel: kernel.withValues(at.slice(1, -2), columns),
    outputScale: at[0],
    gradientNoise: at.at(-2)!,
    noise: at.at(-1)!,
    prior: { mean: scale.centre, variance: scale.spread ** 2 },
    slopeScale: scale.ranges.map((range) => scale.spread / range),
    rows: new NDArray(Float64Array.from(rows.points.flat()), [rows.points.length, columns + 1]),
    lower: Float64Array.from(rows.lower),
    upper: Float64Array.from(rows.upper),
    isVirtual: rows.isVirtual,
    inputs: data.inputs,
    evaluations: 0,
  });

  const amplitude: Parameter = { name: "outputScale", role: "amplitude", inputs: [], start: undefined, fixed: false };
  const slopes = readStart(owner, "gradientNoise", options.gradientNoise ?? 0.01, 1);
  const space = searchSpace(
    [
      amplitude,
      ...kernel.parameters(columns),
      {
        name: "gradientNoise",
        role: "ratio",
        inputs: [],
        start: slopes.values![0],
        fixed: slopes.fixed || !gradients,
        prior: slopes.prior,
      },
      noiseParameter(readStart(owner, "noise", options.noise, 1)),
    ],
    scale,
  );
  const value = (at: readonly number[]) => posteriorOf(state(at)).posterior.logEvidence;
  const evidence: Evidence = (at) => ({
    value: value(at),
    gradient: Float64Array.from(at, (entry, p) => {
      if (!space.free.includes(p)) return 0;
      const moved = (by: number) => value(at.with(p, entry * Math.exp(by)));
      return (moved(slopeStep) - moved(-slopeStep)) / (2 * slopeStep);
    }),
  });
  const learns = space.free.length > 0 && (gradients !== undefined || !scale.isConstant);
  const learned = learns ? await learn(evidence, space, { owner, starts, seed }) : undefined;
  return new DerivativeModel({
    ...state(learned?.values ?? space.given),
    evaluations: learned?.report.evaluations ?? 0,
  });
}

/** Values with 0 for what is missing, so that the other checks hold. */
function withoutGaps(values: NDArray): NDArray {
  return values.map((value) => (Number.isNaN(value) ? 0 : value));
}

function rowsOf(
  options: DerivativeGaussianProcessOptions,
  X: NDArray,
  y: NDArray,
  gradients: NDArray | undefined,
): Rows {
  const columns = X.shape[1];
  const rows: Rows = { points: [], lower: [], upper: [], isVirtual: [] };
  const add = (point: Iterable<number>, by: number, lower: number, upper: number, isVirtual = false) => {
    rows.points.push([...point, by]);
    rows.lower.push(lower);
    rows.upper.push(upper);
    rows.isVirtual.push(isVirtual);
  };
  for (let i = 0; i < X.shape[0]; i++) {
    if (!Number.isNaN(y.data[i])) add(X.row(i).data, -1, y.data[i], y.data[i]);
  }
  for (let i = 0; gradients && i < X.shape[0]; i++) {
    for (let j = 0; j < columns; j++) {
      const slope = gradients.get(i, j);
      if (!Number.isNaN(slope)) add(X.row(i).data, j, slope, slope);
    }
  }
  const { increasing = [], decreasing = [] } = options;
  if (increasing.length + decreasing.length > 0) {
    const virtual = virtualPoints(X, options);
    for (let i = 0; i < virtual.shape[0]; i++) {
      for (const j of increasing) add(virtual.row(i).data, j, 0, Infinity, true);
      for (const j of decreasing) add(virtual.row(i).data, j, -Infinity, 0, true);
    }
  }
  return rows;
}

/** Points spread over the box of the data. */
function virtualPoints(X: NDArray, { virtualPoints: count = 20, seed = 0 }: DerivativeGaussianProcessOptions): NDArray {
  const columns = X.shape[1];
  const limits = Array.from({ length: columns }, (_, j) => {
    const column = X.column(j).data;
    return { low: Math.min(...column), high: Math.max(...column) };
  });
  if (columns === 1) return linspace(limits[0].low, limits[0].high, Math.max(count, 2)).reshape([-1, 1]);
  return latinHypercube(count, columns, { seed }).map((share, at) => {
    const { low, high } = limits[at % columns];
    return low + share * (high - low);
  });
}
