import {
  abs,
  akimaSpline,
  all,
  any,
  argmax,
  argmin,
  argsort,
  asSparse,
  choleskyDowndate,
  choleskyUpdate,
  complexArray,
  concatenate,
  conditionNumber,
  conjugateGradients,
  convolve,
  correlate,
  cubicSpline,
  cumulativeSum,
  cumulativeTrapezoid,
  diagonal,
  diagonalMatrix,
  difference,
  eigen,
  elementwise,
  equal,
  findRoot,
  fourierFrequencies,
  fourierShift,
  fourierTransform,
  gaussHermite,
  gaussLaguerre,
  gaussLegendre,
  gradient,
  gridInterpolation,
  gridPoints,
  hannWindow,
  histogramCounts,
  incompleteCholesky,
  integrate,
  inverseFourierTransform,
  inverseRealFourierTransform,
  jacobi,
  kronecker,
  lanczos,
  linearInterpolation,
  matrixExponential,
  matrixRank,
  meshgrid,
  monotoneCubic,
  nearestInterpolation,
  permuteAxes,
  polynomialRoots,
  powerSpectrum,
  product,
  productRule,
  pseudoInverse,
  realFourierTransform,
  roll,
  searchSorted,
  secantRoot,
  select,
  simpson,
  solveNonlinear,
  sort,
  sparseMatrix,
  split,
  stack,
  stochasticLogDeterminant,
  trapezoid,
  unique,
  where,
} from "@mesoscope/core";
import { MesoscopeError } from "@mesoscope/sdk";
import { expect, test } from "vitest";

const functions = [
  ...[abs, akimaSpline, all, any, argmax, argmin, argsort, asSparse, choleskyDowndate, choleskyUpdate, complexArray],
  ...[concatenate, conditionNumber, conjugateGradients, convolve, correlate, cubicSpline, cumulativeSum],
  ...[cumulativeTrapezoid, diagonal, diagonalMatrix, difference, eigen, elementwise, equal, findRoot],
  ...[fourierFrequencies, fourierShift, fourierTransform, gaussHermite, gaussLaguerre, gaussLegendre, gradient],
  ...[gridInterpolation, gridPoints, hannWindow, histogramCounts, incompleteCholesky, integrate],
  ...[inverseFourierTransform, inverseRealFourierTransform, jacobi, kronecker, lanczos, linearInterpolation],
  ...[matrixExponential, matrixRank, meshgrid, monotoneCubic, nearestInterpolation, permuteAxes, polynomialRoots],
  ...[powerSpectrum, product, productRule, pseudoInverse, realFourierTransform, roll, searchSorted, secantRoot],
  ...[select, simpson, solveNonlinear, sort, sparseMatrix, split, stack, stochasticLogDeterminant, trapezoid],
  ...[unique, where],
] as ((...values: unknown[]) => unknown)[];

const odd = [
  ...[undefined, null, [], [Number.NaN], [1], [3, 1, 2], [[1, 2], [3, 4]], [[1, 2], [3]], "x", {}, -1, 5, 1.5], // biome-ignore format: one list
  ...[() => 1, () => [1], { axes: 5 }, { axis: "a" }, { real: [1] }],
];

test.each(functions.map((f) => [f.name, f] as const))(
  "%s answers odd arguments with a result or an error that says what to do",
  async (_, f) => {
    for (const first of odd) {
      for (const second of odd) {
        for (const third of [
          undefined,
          [
            [1, 2],
            [3, 4],
          ],
          {},
          -1,
        ]) {
          // biome-ignore format: one list
          const outcome = await Promise.try(f, first, second, third).catch((error: unknown) => error);
          if (outcome instanceof Error) expect(outcome).toBeInstanceOf(MesoscopeError);
        }
      }
    }
  },
);
