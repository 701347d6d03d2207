import {
  cholesky,
  choleskySolve,
  matmul,
  NDArray,
  select,
  solveTriangular,
  symmetricProduct,
  transpose,
  zeros,
} from "@mesoscope/core";
import { tick } from "@mesoscope/sdk";
import { compile, concatenate, jvp, multiply, reshape, slice, sqrt, type Tensor } from "@mesoscope/tensor";
import type { Problem } from "../problem.js";
import { misfits, type Round, type RoundTensors, weightedResiduals } from "./loss.js";

/** Of the mean curvature: keeps directions that nothing determines from spoiling the factor. */
const ridge = 1e-10;

/**
 * Standard errors of the unknown parameters: how errors of the data, and what the equations and conditions leave, move the
 * least loss, to first order. Each kind of error has the variance that its misfit shows, less what the fit took up.
 *
 * @see Seber & Wild, Nonlinear Regression (1989), section 2.1, with the curvature of Gauss and Newton
 */
export async function standardErrors(problem: Problem, parameters: Float64Array, round: Round): Promise<Float64Array> {
  const { rows, slopes } = await linearized(problem, parameters, round);
  const [p, count] = [parameters.length, problem.unknowns.length];
  const curvature = symmetricProduct(slopes);
  let trace = 0;
  for (let i = 0; i < p; i++) trace += curvature.data[i * (p + 1)]!;
  for (let i = 0; i < p; i++) curvature.data[i * (p + 1)]! += (ridge * trace) / p;
  const factor = cholesky(curvature);
  const noise = noiseOfRows(round, rows, slopes, factor);
  const units = zeros([p, count]);
  for (let k = 0; k < count; k++) units.data[(p - count + k) * count + k] = 1;
  const moves = matmul(transpose(choleskySolve(factor, units)), slopes);
  return Float64Array.from({ length: count }, (_, k) =>
    Math.sqrt(noise.reduce((sum, variance, row) => sum + variance * moves.data[k * rows.length + row]! ** 2, 0)),
  );
}

/** What the loss is the sum of squares of, of shape [n], and its derivatives by each parameter, of shape [p, n]. */
async function linearized(problem: Problem, parameters: Float64Array, round: Round) {
  const push = compile(
    (at: Tensor, direction: Tensor, given: RoundTensors) =>
      jvp((x: Tensor) => rowsOf(problem, x, given))(at, direction),
    { precision: "double" },
  );
  const p = parameters.length;
  const direction = new Float64Array(p);
  let rows: Float64Array = new Float64Array();
  let data: Float64Array = rows;
  try {
    for (let i = 0; i < p; i++) {
      await tick(i, p);
      direction[i] = 1;
      const { value, tangent } = await push(parameters, direction, round);
      direction[i] = 0;
      if (i === 0) [rows, data] = [value.data, new Float64Array(p * value.size)];
      data.set(tangent.data, i * rows.length);
    }
  } finally {
    push.dispose();
  }
  return { rows, slopes: new NDArray(data, [p, rows.length]) };
}

/** Conditions first, in their order, then the equations. */
function rowsOf(problem: Problem, parameters: Tensor, { points, shares, conditions, weights }: RoundTensors): Tensor {
  const kept = misfits(problem, parameters, conditions).map((misfit, i) => {
    const weight = sqrt(multiply(1 / misfit.size, slice(weights, [i], [i + 1])));
    return multiply(weight, reshape(misfit, [-1]));
  });
  const residuals = multiply(
    sqrt(multiply(1 / points.shape[0]!, shares)),
    weightedResiduals(problem, parameters, points),
  );
  return concatenate([...kept, reshape(residuals, [-1])]);
}

/** The variance of the errors in each row: one for each condition and one for the equations. */
function noiseOfRows(round: Round, rows: Float64Array, slopes: NDArray, factor: NDArray): Float64Array {
  const noise = new Float64Array(rows.length);
  const sizes = round.conditions.map(({ points }) => points.shape[0]!);
  const equations = rows.length - sizes.reduce((sum, size) => sum + size, 0);
  let start = 0;
  for (const size of [...sizes, equations]) {
    const end = start + size;
    const taken = sumOfSquares(solveTriangular(factor, select(slopes, {}, { start, end })).data);
    noise.fill(sumOfSquares(rows.subarray(start, end)) / Math.max(1, size - taken), start, end);
    start = end;
  }
  return noise;
}

function sumOfSquares(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value * value, 0);
}
