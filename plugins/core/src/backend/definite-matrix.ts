import { contiguousView } from "../linear-algebra/copy-view.js";
import { copyLower } from "../linear-algebra/lower-triangle.js";
import { referenceSubstitute } from "../linear-algebra/reference-substitute.js";
import { columnView, reversed, rowsReversed, transposed } from "../linear-algebra/view.js";
import { currentChoice, layerFor } from "./choice.js";
import type { BadPivot, Layer } from "./layer.js";
import type { Machine } from "./machine.js";
import { referenceLayer } from "./reference-layer.js";
import { referenceCovariances, referencePairSums } from "./reference-stationary.js";
import {
  type Family,
  families,
  placed,
  runCovariances,
  type ScaledPoints,
  type StationaryCovariance,
} from "./stationary.js";

/**
 * A symmetric positive-definite matrix that is turned into its factor and then into its inverse, in one place.
 *
 * Only the lower triangle of `data` counts, row by row; what is right of it is anything.
 */
export interface DefiniteMatrix {
  readonly order: number;
  readonly data: Float64Array;
  /** Fills the triangle with the covariances of the points. */
  fill(kernel: StationaryCovariance, points: ScaledPoints): void;
  /** The matrix becomes its Cholesky factor. */
  factorize(): BadPivot | undefined;
  /** `L⁻ᵀ L⁻¹ b`, once there is a factor L. */
  solve(b: Float64Array): Float64Array;
  /** The factor becomes the inverse of the matrix. */
  invert(): void;
  /**
   * Sums over the pairs j < i of `w ∂k/∂log ℓ_k` for each dimension and, last, of `w k`, where
   * `w = a_i a_j − A⁻¹[i, j]`, once there is the inverse.
   */
  pairSums(family: Family, points: ScaledPoints, a: Float64Array): Float64Array;
  /** The same sums with this matrix for the weights `w`. */
  weightedSums(family: Family, points: ScaledPoints): Float64Array;
  /** One more of the same order, lent as long as this one. */
  another(): DefiniteMatrix;
}

/** Lends a matrix in the memory of the layer in use, which keeps it until `use` returns: none is made anew. */
export function withDefiniteMatrix<T>(order: number, use: (matrix: DefiniteMatrix) => T): T {
  if (!layerFor(order ** 3 / 6)) return use(ownMatrix(order, referenceLayer));
  const { machine, name, layer = referenceLayer } = currentChoice();
  if (!machine?.fits(order * order)) return use(ownMatrix(order, name === "openblas" ? layer : referenceLayer));
  return machine.frame(() => use(embeddedMatrix(order, layer, machine)));
}

/** The lower Cholesky factor of a lower triangle, with zeros right of its diagonal, or where the factorisation ended. */
export function lowerFactor(triangle: Float64Array, n: number): Float64Array | BadPivot {
  const factor = new Float64Array(n * n);
  const layer = layerFor(n ** 3 / 6);
  if (layer && currentChoice().name === "openblas") {
    // It works in any memory and leaves the zeros as they are: no second copy.
    copyLower(factor, triangle, n);
    return layer.factorize(factor, n) ?? factor;
  }
  return withDefiniteMatrix(n, (matrix) => {
    copyLower(matrix.data, triangle, n);
    const bad = matrix.factorize();
    if (!bad) copyLower(factor, matrix.data, n);
    return bad ?? factor;
  });
}

function embeddedMatrix(order: number, layer: Layer, machine: Machine): DefiniteMatrix {
  const data = machine.allocate(order * order + 8).subarray(0, order * order);
  const pairSums = (family: Family, points: ScaledPoints, a: Float64Array) =>
    machine.frame(() => {
      const width = points.dimensions + 1;
      const rows = machine.allocate(order * width);
      const place = [placed(machine, points), 8 * points.line, order, points.dimensions];
      const padded = machine.allocate(points.line);
      padded.set(a);
      const work = (order * order * (points.dimensions + 20)) / 2;
      const numbers = [families.indexOf(family), ...place, padded.byteOffset, data.byteOffset, rows.byteOffset];
      machine.run(work, "covarianceGradient", ...numbers);
      return columnSums(rows, width);
    });
  return {
    order,
    data,
    fill: (kernel, points) => machine.frame(() => runCovariances(machine, kernel, points, points, data, true)),
    factorize: () => layer.factorize(data, order),
    solve: (b) =>
      machine.frame(() => {
        const x = machine.allocate(order);
        x.set(b);
        machine.solveVector(data, order, x, false);
        machine.solveVector(data, order, x, true);
        return x.slice();
      }),
    invert: () => layer.invert(data, order),
    pairSums,
    weightedSums: (family, points) => pairSums(family, points, new Float64Array(order)).map((sum) => -sum),
    another: () => embeddedMatrix(order, layer, machine),
  };
}

function columnSums(rows: Float64Array, width: number): Float64Array {
  const sums = new Float64Array(width);
  for (let at = 0; at < rows.length; at += width) for (let k = 0; k < width; k++) sums[k]! += rows[at + k]!;
  return sums;
}

/** Without the embedded kernels: in memory of its own. */
function ownMatrix(order: number, layer: Layer): DefiniteMatrix {
  const data = new Float64Array(order * order);
  const matrix = contiguousView(data, order, order);
  return {
    order,
    data,
    fill: (kernel, points) => referenceCovariances(kernel, points, points, data, true),
    factorize: () => layer.factorize(data, order),
    solve(b) {
      const x = columnView(b.slice());
      referenceSubstitute(matrix, x);
      referenceSubstitute(reversed(transposed(matrix)), rowsReversed(x));
      return x.data;
    },
    invert: () => layer.invert(data, order),
    pairSums: (family, points, a) => referencePairSums(family, points, a, data),
    weightedSums: (family, points) =>
      referencePairSums(family, points, new Float64Array(order), data).map((sum) => -sum),
    another: () => ownMatrix(order, layer),
  };
}
