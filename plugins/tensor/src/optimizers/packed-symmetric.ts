/** How many numbers the lower triangle of a symmetric matrix has, which is kept row by row. */
export function packedSize(order: number): number {
  return (order * (order + 1)) / 2;
}

/** `factor · I`. */
export function fillDiagonal(triangle: Float64Array, order: number, factor: number): void {
  triangle.fill(0);
  for (let i = 0; i < order; i++) triangle[packedSize(i) + i] = factor;
}

/** `A x`. Every entry is read once for both of its places, four rows at a time so that no sum waits for another. */
export function symmetricTimes(triangle: Float64Array, x: Float64Array): Float64Array {
  const n = x.length;
  const product = new Float64Array(n);
  let i = 0;
  for (; i + 4 <= n; i += 4) {
    const a = packedSize(i);
    const b = a + i + 1;
    const c = b + i + 2;
    const d = c + i + 3;
    const [x0, x1, x2, x3] = [x[i]!, x[i + 1]!, x[i + 2]!, x[i + 3]!];
    let [s0, s1, s2, s3] = [0, 0, 0, 0];
    for (let j = 0; j < i; j++) {
      const xj = x[j]!;
      const a0 = triangle[a + j]!;
      const a1 = triangle[b + j]!;
      const a2 = triangle[c + j]!;
      const a3 = triangle[d + j]!;
      s0 += a0 * xj;
      s1 += a1 * xj;
      s2 += a2 * xj;
      s3 += a3 * xj;
      product[j]! += a0 * x0 + a1 * x1 + (a2 * x2 + a3 * x3);
    }
    product[i]! += s0;
    product[i + 1]! += s1;
    product[i + 2]! += s2;
    product[i + 3]! += s3;
    for (let row = i; row < i + 4; row++) addRow(product, triangle, x, row, i);
  }
  for (; i < n; i++) addRow(product, triangle, x, i, 0);
  return product;
}

/** Adds what the entries of one row from column `first` to the diagonal contribute. */
function addRow(product: Float64Array, triangle: Float64Array, x: Float64Array, row: number, first: number): void {
  const start = packedSize(row);
  let sum = triangle[start + row]! * x[row]!;
  for (let j = first; j < row; j++) {
    sum += triangle[start + j]! * x[j]!;
    product[j]! += triangle[start + j]! * x[row]!;
  }
  product[row]! += sum;
}

/** `A ← scale · A + u pᵀ + v qᵀ` in place, where the sum of the last two is symmetric; two rows at a time. */
export function addSymmetric(
  triangle: Float64Array,
  scale: number,
  u: Float64Array,
  p: Float64Array,
  v: Float64Array,
  q: Float64Array,
): void {
  const n = u.length;
  // With an odd number of rows, the first one, of a single entry, goes alone.
  if (n % 2 === 1) triangle[0] = scale * triangle[0]! + (u[0]! * p[0]! + v[0]! * q[0]!);
  for (let i = n % 2; i < n; i += 2) {
    const a = packedSize(i);
    const b = a + i + 1;
    const [u0, u1, v0, v1] = [u[i]!, u[i + 1]!, v[i]!, v[i + 1]!];
    for (let j = 0; j <= i; j++) {
      const pj = p[j]!;
      const qj = q[j]!;
      triangle[a + j] = scale * triangle[a + j]! + (u0 * pj + v0 * qj);
      triangle[b + j] = scale * triangle[b + j]! + (u1 * pj + v1 * qj);
    }
    const corner = b + i + 1;
    triangle[corner] = scale * triangle[corner]! + (u1 * p[i + 1]! + v1 * q[i + 1]!);
  }
}
