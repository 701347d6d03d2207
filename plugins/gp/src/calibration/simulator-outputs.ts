import { NDArray } from "@mesoscope/core";
import { type ArrayLike, DataError, type Model, type NDArrayLike, type ProbabilisticModel } from "@mesoscope/sdk";

/** A simulator of inputs and parameters, or a model of both in one row. */
export type CalibratedSimulator =
  | ((x: number[], parameters: number[]) => number)
  | Pick<Model<ArrayLike, NDArrayLike>, "predict">
  | Pick<ProbabilisticModel<ArrayLike>, "predict" | "predictive">;

/** Outputs at every row of X, and how uncertain they are where a model stands for the simulator. */
export interface SimulatorOutputs {
  readonly mean: Float64Array;
  readonly variance: Float64Array;
}

/** @throws DataError MISSING_VALUES where the simulator gives no finite number */
export function outputsOf(
  owner: string,
  simulator: CalibratedSimulator,
  X: NDArray,
  parameters: Float64Array,
): SimulatorOutputs {
  const [rows, columns] = X.shape;
  const outputs = typeof simulator === "function" ? called() : predicted(simulator);
  const bad = outputs.mean.findIndex((value) => !Number.isFinite(value));
  if (bad < 0) return outputs;
  throw new DataError(
    "MISSING_VALUES",
    `${owner}: the simulator gave ${outputs.mean[bad]} with parameters [${Array.from(parameters, (one) => one.toPrecision(4)).join(", ")}]. Return a finite number in their whole range.`,
  );

  function called(): SimulatorOutputs {
    const run = simulator as (x: number[], parameters: number[]) => number;
    const mean = Float64Array.from({ length: rows }, (_, i) => run(Array.from(X.row(i).data), Array.from(parameters)));
    return { mean, variance: new Float64Array(rows) };
  }

  function predicted(model: object): SimulatorOutputs {
    const width = columns + parameters.length;
    const both = new NDArray(new Float64Array(rows * width), [rows, width]).map((_, at) => {
      const [i, j] = [Math.floor(at / width), at % width];
      return j < columns ? X.data[i * columns + j] : parameters[j - columns];
    });
    if ("predictive" in model) {
      const { mean, std } = (model as ProbabilisticModel<ArrayLike>).predictive(both);
      return { mean: mean.data, variance: std.data.map((value) => value * value) };
    }
    const mean = (model as Pick<Model<ArrayLike, NDArrayLike>, "predict">).predict(both).data;
    return { mean, variance: new Float64Array(rows) };
  }
}
