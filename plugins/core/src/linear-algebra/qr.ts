import { type ArrayInput, asMatrix } from "../arrays/as-array.js";
import { NDArray } from "../arrays/nd-array.js";
import { layerFor } from "../backend/choice.js";
import { makeReflection, reflectRows } from "./householder.js";
import { joinReflections, type ReflectionBlock, reflectByBlock } from "./reflection-block.js";
import { part, view } from "./view.js";

/** Columns that are reduced one by one before the rest follows at once. */
const panelColumns = 24;

/**
 * `A = Q R` with orthonormal columns in Q, of shape [m, k], and an upper triangle R, of shape [k, n], for A of shape
 * [m, n] and k = min(m, n). The diagonal of R may be negative.
 *
 * @example
 * const { q, r } = qr([[3, 1], [4, 2]]);
 * allClose(matmul(q, r), [[3, 1], [4, 2]]); // true
 *
 * @see Golub & Van Loan, Matrix Computations, 4th edition, section 5.2.2
 */
export function qr(A: ArrayInput): { q: NDArray; r: NDArray } {
  const given = asMatrix(A, "qr: A");
  const [m, n] = given.shape as [number, number];
  const k = Math.min(m, n);
  const found = layerFor(m * n * k)?.qr?.(given.data, m, n);
  if (found) return { q: new NDArray(found.q, [m, k]), r: new NDArray(found.r, [k, n]) };
  const reduced = view(new NDArray(given.data.slice(), given.shape));
  const factors = new Float64Array(k);
  const diagonal = new Float64Array(k);
  const blocks: ReflectionBlock[] = [];
  for (let top = 0; top < k; top += panelColumns) {
    const end = Math.min(top + panelColumns, k);
    for (let j = top; j < end; j++) {
      const vector = part(reduced, j, m, j, j + 1);
      const { factor, result } = makeReflection(vector);
      reflectRows(part(reduced, j, m, j + 1, end), vector, factor);
      factors[j] = factor;
      diagonal[j] = result;
    }
    const block = joinReflections(part(reduced, top, m, top, end), factors.subarray(top, end));
    reflectByBlock(block, part(reduced, top, m, end, n), true);
    blocks.push(block);
  }
  const q = new NDArray(new Float64Array(m * k), [m, k]);
  for (let j = 0; j < k; j++) q.data[j * (k + 1)] = 1;
  for (const [b, block] of [...blocks.entries()].reverse()) {
    reflectByBlock(block, part(view(q), b * panelColumns, m, b * panelColumns, k), false);
  }
  const r = new NDArray(reduced.data.slice(0, k * n), [k, n]);
  for (let i = 0; i < k; i++) {
    r.data.fill(0, i * n, i * n + i);
    r.data[i * n + i] = diagonal[i]!;
  }
  return { q, r };
}
