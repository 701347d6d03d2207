const blockLength = 32;

/**
 * The sum of `data` from `start` to before `end`, by halves; its rounding error grows with log n, not n.
 *
 * @see Higham, Accuracy and Stability of Numerical Algorithms, section 4.2
 */
export function pairwiseSum(data: Float64Array, start = 0, end = data.length): number {
  if (end - start > blockLength) {
    const middle = start + ((end - start) >>> 1);
    return pairwiseSum(data, start, middle) + pairwiseSum(data, middle, end);
  }
  let total = 0;
  for (let i = start; i < end; i++) total += data[i]!;
  return total;
}
