import { asMatrix, cholesky, choleskySolve, gaussianPredictive, matmul, NDArray, randomStream } from "@mesoscope/core";
import { type ArrayLike, displaySymbol, ShapeError } from "@mesoscope/sdk";

/** What `waves` learned, as plain data. */
interface WavesData {
  readonly frequencies: ReturnType<NDArray["toJSON"]>;
  readonly coefficients: ReturnType<NDArray["toJSON"]>;
  readonly isVector: boolean;
}

/** Ridge regression on random cosines: a small stand-in for a network, any number of outputs. */
export function waves({ count = 40, lengthScale = 1, ridge = 1e-6, seed = 0 } = {}) {
  return {
    options: { count, lengthScale, ridge, seed },
    async fit(X: ArrayLike, y: ArrayLike) {
      const rows = asMatrix(X, "waves.fit: X");
      const targets = asMatrix(y, "waves.fit: y");
      if (rows.shape[0] !== targets.shape[0]) {
        throw new ShapeError("SHAPE_MISMATCH", `waves.fit: X has ${rows.shape[0]} rows but y has ${targets.shape[0]}.`);
      }
      const frequencies = randomStream(seed)
        .normals([rows.shape[1] + 1, count])
        .map((value) => value / lengthScale);
      const features = featuresOf(rows, frequencies);
      const gram = matmul(features.transpose(), features).map(
        (value, at) => value + (at % (count + 2) === 0 ? ridge : 0),
      );
      const coefficients = choleskySolve(cholesky(gram), matmul(features.transpose(), targets));
      const isVector = (y as NDArray).shape ? (y as NDArray).shape.length === 1 : !Array.isArray((y as number[][])[0]);
      return loadWaves({ frequencies: frequencies.toJSON(), coefficients: coefficients.toJSON(), isVector });
    },
  };
}

export function loadWaves(json: WavesData) {
  const frequencies = NDArray.fromJSON(json.frequencies);
  const coefficients = NDArray.fromJSON(json.coefficients);
  return {
    predict(X: ArrayLike): NDArray {
      const rows = asMatrix(X, "waves.predict: X");
      if (rows.shape[1] + 1 !== frequencies.shape[0]) throw new ShapeError("SHAPE_MISMATCH", "waves.predict: columns.");
      const found = matmul(featuresOf(rows, frequencies), coefficients);
      return json.isVector ? found.reshape([found.size]) : found;
    },
    toJSON: () => json,
    [displaySymbol]: () => ({ "text/plain": `waves: ${coefficients.shape[0] - 1} cosines and a mean` }),
  };
}

/** A constant, and cosines whose last frequency is their phase. */
function featuresOf(rows: NDArray, frequencies: NDArray): NDArray {
  const [d, count] = [rows.shape[1], frequencies.shape[1]];
  const data = new Float64Array(rows.shape[0] * (count + 1)).fill(1);
  for (let i = 0; i < rows.shape[0]; i++) {
    for (let k = 0; k < count; k++) {
      let angle = Math.PI * frequencies.get(d, k);
      for (let j = 0; j < d; j++) angle += rows.get(i, j) * frequencies.get(j, k);
      data[i * (count + 1) + k] = Math.cos(angle);
    }
  }
  return new NDArray(data, [rows.shape[0], count + 1]);
}

/** A straight line through the origin; with `std`, it says how sure it is, wrongly. */
export function line({ std }: { std?: (x: number) => number } = {}) {
  return {
    options: {},
    async fit(X: ArrayLike, y: ArrayLike) {
      const [x, targets] = [asMatrix(X).data, asMatrix(y).data];
      const slope = x.reduce((sum, value, i) => sum + value * targets[i], 0) / x.reduce((sum, v) => sum + v * v, 0);
      const predict = (Z: ArrayLike) => new NDArray(asMatrix(Z).data.map((z) => slope * z));
      const predictive = (Z: ArrayLike) =>
        gaussianPredictive({ mean: predict(Z), std: asMatrix(Z).data.map((z) => std!(z)) });
      return { predict, ...(std && { predictive }), toJSON: () => ({ slope }) };
    },
  };
}
