import {
  type ArrayInput,
  asMatrix,
  asVector,
  gaussianPredictive,
  mean,
  NDArray,
  standardDeviation,
} from "@mesoscope/core";
import { displaySymbol, ShapeError, tick } from "@mesoscope/sdk";
import { keepsEstimatorContract } from "../contract/estimator-contract.ts";

/** The simplest estimator that keeps the contract: it predicts the mean. */
function average() {
  return {
    options: {},
    async fit(X: ArrayInput, y: ArrayInput) {
      const [rows, targets] = [asMatrix(X), asVector(y)];
      if (rows.shape[0] !== targets.size) {
        throw new ShapeError("SHAPE_MISMATCH", `average.fit: X has ${rows.shape[0]} rows but y has ${targets.size}.`);
      }
      await tick(0, 1);
      return load({ columns: rows.shape[1]!, center: mean(targets), spread: standardDeviation(targets) });
    },
  };
}

function load(fitted: { columns: number; center: number; spread: number }) {
  const repeated = (X: ArrayInput, value: number) => {
    const [rows, columns] = asMatrix(X).shape as [number, number];
    if (columns !== fitted.columns)
      throw new ShapeError("SHAPE_MISMATCH", `average.predict: X has ${columns} columns.`);
    return new NDArray(new Float64Array(rows).fill(value));
  };
  return {
    predict: (X: ArrayInput) => repeated(X, fitted.center),
    predictive: (X: ArrayInput) =>
      gaussianPredictive({ mean: repeated(X, fitted.center), std: repeated(X, fitted.spread) }),
    toJSON: () => fitted,
    [displaySymbol]: () => ({ "text/plain": `always ${fitted.center}` }),
  };
}

keepsEstimatorContract(average(), { X: [[1], [2], [3]], y: [4, 5, 7], load });
