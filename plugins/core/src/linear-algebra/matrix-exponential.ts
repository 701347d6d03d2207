import { NumericError } from "@mesoscope/sdk";
import type { ArrayInput } from "../arrays/as-array.js";
import { add, multiply, subtract } from "../arrays/elementwise.js";
import type { NDArray } from "../arrays/nd-array.js";
import { asSquare } from "./arguments.js";
import { checkFinite } from "./magnitude.js";
import { matmul } from "./matmul.js";
import { solve } from "./solve.js";

/** Coefficients of the numerator of the [13/13] Padé approximant of the exponential. */
const coefficients = [
  64764752532480000, 32382376266240000, 7771770303897600, 1187353796428800, 129060195264000, 10559470521600,
  670442572800, 33522128640, 1323241920, 40840800, 960960, 16380, 182, 1,
];
/** Up to this 1-norm the approximant is accurate to all digits. */
const largestNorm = 5.371920351148152;

/**
 * The exponential `I + A + A²/2! + A³/3! + …` of a square matrix, by scaling and squaring.
 *
 * @example
 * allClose(matrixExponential([[0, -Math.PI], [Math.PI, 0]]), [[-1, 0], [0, -1]]); // true
 *
 * @throws ShapeError NOT_SQUARE
 * @throws ValueError NOT_FINITE at an entry that is not finite
 * @throws NumericError NOT_FINITE where the result exceeds the largest number
 * @see Higham, The scaling and squaring method for the matrix exponential revisited, SIAM J. Matrix Anal. Appl. 26 (2005)
 *   1179, algorithm 2.3
 */
export function matrixExponential(A: ArrayInput): NDArray {
  const matrix = asSquare(A, "matrixExponential: A");
  checkFinite("matrixExponential", matrix);
  if (matrix.size === 0) return matrix;
  const squarings = Math.max(0, Math.ceil(Math.log2(columnNorm(matrix) / largestNorm)));
  let result = approximant(multiply(matrix, 2 ** -squarings));
  for (let i = 0; i < squarings; i++) result = matmul(result, result);
  if (result.data.every(Number.isFinite)) return result;
  throw new NumericError(
    "NOT_FINITE",
    `matrixExponential: the result exceeds the largest number, as A has norm ${columnNorm(matrix).toPrecision(4)}. Scale A down.`,
  );
}

function columnNorm({ data, shape }: NDArray): number {
  const n = shape[0]!;
  const sums = new Float64Array(n);
  data.forEach((value, at) => {
    sums[at % n]! += Math.abs(value);
  });
  return sums.reduce((a, b) => Math.max(a, b), 0);
}

function approximant(A: NDArray): NDArray {
  const b = coefficients;
  const A2 = matmul(A, A);
  const A4 = matmul(A2, A2);
  const A6 = matmul(A4, A2);
  const sumOf = (c6: number, c4: number, c2: number, c0: number) => {
    const sum = add(add(multiply(A6, c6), multiply(A4, c4)), multiply(A2, c2));
    for (let i = 0; i < A.shape[0]!; i++) sum.data[i * (A.shape[0]! + 1)]! += c0;
    return sum;
  };
  const odd = matmul(A, add(matmul(A6, sumOf(b[13]!, b[11]!, b[9]!, 0)), sumOf(b[7]!, b[5]!, b[3]!, b[1]!)));
  const even = add(matmul(A6, sumOf(b[12]!, b[10]!, b[8]!, 0)), sumOf(b[6]!, b[4]!, b[2]!, b[0]!));
  return solve(subtract(even, odd), add(even, odd));
}
