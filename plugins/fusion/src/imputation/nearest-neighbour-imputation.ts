import { mean, type NDArray, standardDeviation } from "@mesoscope/core";
import { checkChoice, checkOptions, checkWhole } from "@mesoscope/sdk";
import { type Filler, type Imputation, imputation } from "./imputation.js";

const weightings = ["uniform", "distance"] as const;
type Weighting = (typeof weightings)[number];

/**
 * Fills each gap with the mean of the column in the most similar rows of the fit that have it, with their standard
 * deviation as spread. Similar is what is near in the columns that both rows have, so scale the columns first.
 *
 * @param options.neighbours how many rows; 5 unless given
 * @param options.weights `uniform` (default), or `distance` for weights of one over the distance
 *
 * @example
 * const fitted = await nearestNeighbourImputation({ neighbours: 1 }).fit([[0, 10], [1, 20], [5, 30]]);
 * fitted.impute([[0.9, NaN]]).values.data; // [0.9, 20]
 *
 * @throws ValueError BAD_OPTION, NOT_FINITE; EMPTY where a column has no values
 * @see Troyanskaya et al., Missing value estimation methods for DNA microarrays, Bioinformatics 17 (2001)
 */
export function nearestNeighbourImputation(options: { neighbours?: number; weights?: Weighting } = {}): Imputation {
  checkOptions("nearestNeighbourImputation", options, ["neighbours", "weights"]);
  const { neighbours = 5, weights = "uniform" } = options;
  checkWhole("nearestNeighbourImputation", "neighbours", neighbours, 1);
  checkChoice("nearestNeighbourImputation", "weights", weights, weightings);
  return imputation("nearestNeighbourImputation", { neighbours, weights }, (X) =>
    neighbourFiller(X, neighbours, weights),
  );
}

export function neighbourFiller(known: NDArray, neighbours: number, weights: Weighting): Filler {
  const [count, columns] = known.shape;
  const means = Array.from({ length: columns }, (_, j) => mean(known.column(j).data.filter((x) => !Number.isNaN(x))));
  const entry = (i: number, j: number) => known.data[i * columns + j];
  const fillOne = (distances: Float64Array, j: number) => {
    const donors = Array.from({ length: count }, (_, i) => i)
      .filter((i) => !Number.isNaN(entry(i, j)) && !Number.isNaN(distances[i]))
      .sort((a, b) => distances[a] - distances[b] || a - b)
      .slice(0, neighbours);
    if (donors.length === 0) return { value: means[j], spread: Number.NaN };
    const given = Float64Array.from(donors, (i) => entry(i, j));
    const shares = sharesOf(
      Float64Array.from(donors, (i) => distances[i]),
      weights,
    );
    return {
      value: given.reduce((total, value, k) => total + shares[k] * value, 0),
      spread: donors.length > 1 ? standardDeviation(given, undefined, { sample: true }) : Number.NaN,
    };
  };
  return {
    columns,
    fill(X) {
      const values = X.map((value) => value);
      const spread = X.map(() => 0);
      for (let i = 0; i < X.shape[0]; i++) {
        const row = X.data.subarray(i * columns, (i + 1) * columns);
        if (!row.some(Number.isNaN)) continue;
        const distances = distancesTo(row, known);
        for (let j = 0; j < columns; j++) {
          if (!Number.isNaN(row[j])) continue;
          const found = fillOne(distances, j);
          values.data[i * columns + j] = found.value;
          spread.data[i * columns + j] = found.spread;
        }
      }
      return { values, spread };
    },
    toJSON: () => ({ kind: "neighbours", known: known.toJSON(), neighbours, weights }),
  };
}

/** Distances over the columns that both rows have, raised to stand for all; NaN where they share none. */
function distancesTo(row: Float64Array, known: NDArray): Float64Array {
  const columns = row.length;
  return Float64Array.from({ length: known.shape[0] }, (_, i) => {
    let [total, shared] = [0, 0];
    for (let j = 0; j < columns; j++) {
      const difference = row[j] - known.data[i * columns + j];
      if (Number.isNaN(difference)) continue;
      total += difference * difference;
      shared++;
    }
    return shared === 0 ? Number.NaN : Math.sqrt((total * columns) / shared);
  });
}

function sharesOf(distances: Float64Array, weights: Weighting): Float64Array {
  const same = distances.some((distance) => distance === 0);
  const raw = distances.map((distance) => {
    if (weights === "uniform") return 1;
    return same ? Number(distance === 0) : 1 / distance;
  });
  const total = raw.reduce((a, b) => a + b, 0);
  return raw.map((weight) => weight / total);
}
