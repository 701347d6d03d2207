import { type ArrayInput, asMatrix, chiSquared, NDArray, randomStream, standardDeviation } from "@mesoscope/core";
import { checkNumber, checkOptions, NumericError, shortNumber, ValueError } from "@mesoscope/sdk";
import { finiteField } from "../common/arguments.js";
import { type Cloud, cloudOf, halfOf, minimumCovariance, squaredDistances } from "./minimum-covariance.js";
import { Outliers } from "./outliers.js";

/**
 * Rows of a table that lie far from the others all columns together, by their Mahalanobis distance from a centre and
 * covariance that outliers do not move. The scores are the distances, of shape [n]; `masked` blanks whole rows.
 *
 * @param options.probability of a row of normal numbers to lie within; 0.975 unless given
 *
 * @example
 * const rows = Array.from({ length: 30 }, (_, i) => [i, i + Math.sin(9 * i)]);
 * const found = await mahalanobisOutliers([...rows, [5, 25]]);
 * found.flags.data[30]; // 1
 *
 * @throws ValueError BAD_OPTION, NOT_FINITE, EMPTY with too few rows; NumericError SINGULAR where columns depend on others
 * @see Rousseeuw & Van Driessen, Technometrics 41 (1999), with the reweighting of section 4
 */
export async function mahalanobisOutliers(
  X: ArrayInput,
  options: { probability?: number; seed?: number } = {},
): Promise<Outliers> {
  checkOptions("mahalanobisOutliers", options, ["probability", "seed"]);
  const { probability = 0.975, seed = 0 } = options;
  checkNumber("mahalanobisOutliers", "probability", probability, "a number between 0 and 1", (x) => x > 0 && x < 1);
  const table = finiteField(asMatrix(X, "mahalanobisOutliers: X"), "mahalanobisOutliers: X");
  const [n, columns] = table.shape;
  const least = 2 * columns + 3;
  if (n < least) {
    throw new ValueError(
      "EMPTY",
      `mahalanobisOutliers: ${n} rows are too few for ${columns} columns. Give at least ${least}, better five per column.`,
    );
  }
  const scaled = sameSize(table);
  const cloud = reweighted(scaled, await minimumCovariance(scaled, randomStream(seed)));
  const limit = Math.sqrt(chiSquareQuantile(probability, columns));
  const distances = squaredDistances(scaled, cloud).map(Math.sqrt);
  const verdicts = Array.from(distances, (score) =>
    score <= limit
      ? { score }
      : { score, reason: `${shortNumber(score)} from the centre of the rows, where ${shortNumber(limit)} is expected` },
  );
  return new Outliers("mahalanobisOutliers", new NDArray(distances), verdicts);
}

/** Columns divided by their standard deviation, as units differ by orders of magnitude. */
function sameSize(table: NDArray): NDArray {
  const spreads = standardDeviation(table, 0).data;
  return table.map((value, at) => value / (spreads[at % spreads.length] || 1));
}

const usual = 0.975;

/** Mean and covariance of the rows that are no outliers of the first cloud, made right for normal numbers. */
function reweighted(X: NDArray, cloud: Cloud): Cloud {
  const [n, columns] = X.shape;
  const limit = chiSquareQuantile(usual, columns) * consistency(halfOf(X) / n, columns);
  const squares = squaredDistances(X, cloud);
  const kept = Array.from(squares.keys()).filter((i) => squares[i] < limit);
  const found = cloudOf(X, kept, consistency(usual, columns));
  if (found) return found;
  throw new NumericError(
    "SINGULAR",
    "mahalanobisOutliers: the rows that are no outliers lie in a plane. Leave out columns that depend on others.",
  );
}

/**
 * What the covariance of the inner `share` of normal numbers is multiplied by to be that of all.
 *
 * @see Croux & Haesbroeck, Journal of Multivariate Analysis 71 (1999), equation 4.2
 */
function consistency(share: number, columns: number): number {
  return share / chiSquared({ degreesOfFreedom: columns + 2 }).cumulative(chiSquareQuantile(share, columns));
}

function chiSquareQuantile(probability: number, degreesOfFreedom: number): number {
  return chiSquared({ degreesOfFreedom }).quantile(probability);
}
