import {
  type ArrayInput,
  asMatrix,
  asVector,
  gaussianPredictive,
  leastSquares,
  matmul,
  mean,
  NDArray,
  ones,
  rootMeanSquareError,
  stackColumns,
  stackRows,
  zeros,
} from "@mesoscope/core";
import { displaySymbol, NumericError, ShapeError, tick } from "@mesoscope/sdk";

interface Line {
  readonly weights: readonly number[];
  readonly spread: number;
}

/** Straight lines that are drawn to zero by `penalty`; a penalty below 0 cannot be fitted. */
export function ridge(options: { readonly penalty?: number }) {
  return {
    options,
    async fit(X: ArrayInput, y: ArrayInput) {
      const { penalty = 0 } = options;
      await tick(0, 1);
      if (penalty < 0) throw new NumericError("SINGULAR", `ridge.fit: the penalty is ${penalty}. Give one from 0.`);
      const rows = asMatrix(X, "ridge.fit: X");
      const targets = asVector(y, "ridge.fit: y");
      const d = rows.shape[1]!;
      const shrinking = new NDArray(
        Float64Array.from({ length: d * (d + 1) }, (_, at) => (at % (d + 2) === 1 ? Math.sqrt(penalty) : 0)),
        [d, d + 1],
      );
      const design = stackRows(withOnes(rows), shrinking);
      const { x } = leastSquares(design, stackRows(targets.reshape([-1, 1]), zeros([d, 1])));
      const weights = [...x.data];
      const predicted = matmul(withOnes(rows), x.reshape([-1]));
      return loadRidge({ weights, spread: rootMeanSquareError(targets, predicted) });
    },
  };
}

export function loadRidge(line: Line) {
  const predict = (X: ArrayInput) => {
    const rows = asMatrix(X);
    if (rows.shape[1] === line.weights.length - 1) return matmul(withOnes(rows), line.weights);
    throw new ShapeError("SHAPE_MISMATCH", `ridge.predict: X has ${rows.shape[1]} columns. Give as many as in fit.`);
  };
  return {
    predict,
    predictive: (X: ArrayInput, { noise = true }: { noise?: boolean } = {}) => {
      const center = predict(X);
      return gaussianPredictive({ mean: center, std: center.map(() => (noise ? line.spread : 0)) });
    },
    toJSON: () => line,
    [displaySymbol]: () => ({ "text/plain": `a line of weights ${line.weights}` }),
  };
}

function withOnes(rows: NDArray): NDArray {
  return stackColumns(ones([rows.shape[0]!, 1]), rows);
}

/** Moves each column to mean 0. */
export function centered() {
  return {
    async fit(X: ArrayInput) {
      const rows = asMatrix(X);
      return loadCentered(Array.from({ length: rows.shape[1]! }, (_, j) => mean(rows.column(j))));
    },
  };
}

export function loadCentered(means: readonly number[]) {
  const moved = (X: ArrayInput, sign: number) =>
    asMatrix(X).map((value, at) => value + sign * means[at % means.length]!);
  return {
    transform: (X: ArrayInput) => moved(X, -1),
    inverseTransform: (X: ArrayInput) => moved(X, 1),
    toJSON: () => means,
  };
}
