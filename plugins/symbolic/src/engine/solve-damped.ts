/**
 * The solution of `(A + damping · diag A) x = b` for a symmetric, positive semi-definite A, by Cholesky's factorisation
 * of A in units in which its diagonal is 1. Unknowns with nothing or no number on the diagonal stay 0, as do those left
 * out. `undefined` where it is singular all the same.
 *
 * @see Marquardt, J. SIAM 11 (1963), 431–441, equations 27–30
 */
export function solveDamped(
  a: Float64Array,
  b: Float64Array,
  damping: number,
  isIncluded: (unknown: number) => boolean = () => true,
): Float64Array | undefined {
  const n = b.length;
  const active = Array.from(b.keys()).filter((i) => isIncluded(i) && isUsable(a[i * n + i] as number));
  const size = active.length;
  const units = active.map((i) => 1 / Math.sqrt(a[i * n + i] as number));
  const factor = new Float64Array(size * size);
  const x = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      const entry = (a[(active[i] as number) * n + (active[j] as number)] as number) * units[i]! * units[j]!;
      let sum = i === j ? 1 + damping : entry;
      for (let k = 0; k < j; k++) sum -= factor[i * size + k]! * factor[j * size + k]!;
      if (i > j) factor[i * size + j] = sum / factor[j * size + j]!;
      else if (sum > rounding) factor[i * size + i] = Math.sqrt(sum);
      else return undefined;
    }
    let sum = (b[active[i] as number] as number) * units[i]!;
    for (let k = 0; k < i; k++) sum -= factor[i * size + k]! * x[k]!;
    x[i] = sum / factor[i * size + i]!;
  }
  for (let i = size - 1; i >= 0; i--) {
    let sum = x[i] as number;
    for (let k = i + 1; k < size; k++) sum -= factor[k * size + i]! * x[k]!;
    x[i] = sum / factor[i * size + i]!;
  }
  const solution = new Float64Array(n);
  active.forEach((unknown, i) => {
    solution[unknown] = x[i]! * units[i]!;
  });
  return solution.every(Number.isFinite) ? solution : undefined;
}

/** A pivot below this is nothing but rounding. */
const rounding = 1e-15;

function isUsable(diagonal: number): boolean {
  return diagonal > 0 && diagonal < Number.POSITIVE_INFINITY;
}
