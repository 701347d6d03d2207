import { cholesky, choleskyInverse, NDArray } from "@mesoscope/core";
import { NumericError } from "@mesoscope/sdk";
import { compile } from "../engine/compile.js";
import type { Evaluator } from "../engine/evaluator.js";
import type { Expression } from "../expression/expression.js";

/** Constants that depend on one another more closely than this, in the squares of sines, are not determined. */
const leastShare = 1e-12;

/**
 * How surely the data determine the constants: `s² (JᵀWJ)⁻¹`, of shape [k, k], with the residual variance `s²` per degree
 * of freedom. `undefined` where the rows do not determine them, or no degree of freedom is left.
 *
 * @see Seber and Wild, Nonlinear Regression (1989), section 5.1
 */
export function constantCovariance(expression: Expression, evaluator: Evaluator): NDArray | undefined {
  const program = compile(expression);
  const k = program.parameters.length;
  if (k === 0 || evaluator.rows <= k) return undefined;
  const { gram, loss } = evaluator.normalEquations(program);
  return scaledInverse(new NDArray(Float64Array.from(gram), [k, k]), loss / (evaluator.rows - k));
}

/** `variance · A⁻¹`, with the diagonal of `A` brought to 1 before. */
function scaledInverse(A: NDArray, variance: number): NDArray | undefined {
  const k = A.shape[0];
  const lengths = Float64Array.from({ length: k }, (_, i) => Math.sqrt(A.get(i, i)));
  if (!lengths.every((length) => length > 0 && length < Number.POSITIVE_INFINITY)) return undefined;
  const scale = (at: number) => lengths[Math.floor(at / k)] * lengths[at % k];
  try {
    const factor = cholesky(A.map((entry, at) => entry / scale(at)));
    const isClear = lengths.every((_, i) => factor.get(i, i) ** 2 > leastShare);
    return isClear ? choleskyInverse(factor).map((entry, at) => (entry * variance) / scale(at)) : undefined;
  } catch (error) {
    if (error instanceof NumericError) return undefined;
    throw error;
  }
}
