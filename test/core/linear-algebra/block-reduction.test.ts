import { backend, matmul, NDArray, norm, subtract } from "@mesoscope/core";
import { afterAll, describe, expect, test } from "vitest";
import { bidiagonalize } from "../../../plugins/core/dist/linear-algebra/bidiagonalize.js";
import {
  addMatrixVector,
  addTransposedVector,
  timesSymmetric,
} from "../../../plugins/core/dist/linear-algebra/matrix-vector.js";
import { tridiagonalize } from "../../../plugins/core/dist/linear-algebra/tridiagonalize.js";
import { part, view } from "../../../plugins/core/dist/linear-algebra/view.js";
import "../../contract/close.ts";
import { normals } from "./matrices.ts";

/** On both sides of the panels of 24 columns and of the blocks of 128 rows. */
const sizes = [1, 2, 3, 23, 24, 25, 26, 47, 48, 49, 50, 73, 130, 161];

/** The lower triangle of a symmetric matrix, with other numbers above it. */
function lowerOf(S: NDArray): NDArray {
  const n = S.shape[0]!;
  return S.map((value, at) => (at % n > Math.floor(at / n) ? 1e3 : value));
}

/** A matrix with `diagonal`, and `beside` it on one side or on both. */
function banded(diagonal: Float64Array, beside: Float64Array, isSymmetric: boolean): NDArray {
  const n = diagonal.length;
  const data = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    data[i * (n + 1)] = diagonal[i]!;
    if (i + 1 < n) data[i * (n + 1) + 1] = beside[i]!;
    if (i + 1 < n && isSymmetric) data[i * (n + 1) + n] = beside[i]!;
  }
  return new NDArray(data, [n, n]);
}

function isOrthogonal(rows: NDArray): void {
  const n = rows.shape[0]!;
  const unit = banded(new Float64Array(n).fill(1), new Float64Array(n - 1), false);
  expect(norm(subtract(matmul(rows, rows.transpose()), unit))).toBeLessThan(1e-13 * n);
}

afterAll(() => void backend({ layer: "automatic" }));

describe.each(["embedded", "embedded-plain", "reference"] as const)("on the layer %s", (layer) => {
  test.each(sizes)("%d rows become three diagonals", (n) => {
    backend({ layer });
    const root = normals(n, n, n);
    const S = matmul(root, root.transpose());
    const { diagonal, beside, qt } = tridiagonalize(view(lowerOf(S)));
    const rows = new NDArray(qt, [n, n]);
    isOrthogonal(rows);
    const back = matmul(rows.transpose(), matmul(banded(diagonal, beside, true), rows));
    expect(norm(subtract(back, S))).toBeLessThan(1e-14 * n * norm(S));
  });

  test.each(sizes)("%d rows become two diagonals", (n) => {
    backend({ layer });
    const A = normals(n, n, n);
    const { diagonal, above, ut, vt } = bidiagonalize(view(A.map((value) => value)));
    const [left, right] = [new NDArray(ut, [n, n]), new NDArray(vt, [n, n])];
    isOrthogonal(left);
    isOrthogonal(right);
    const back = matmul(left.transpose(), matmul(banded(diagonal, above, false), right));
    expect(norm(subtract(back, A))).toBeLessThan(1e-14 * n * norm(A));
  });

  test.each([30, 60])("%d columns of which most are 0 or alike", (n) => {
    backend({ layer });
    const A = normals(3, n, 2);
    const flat = matmul(A, A.transpose());
    const { diagonal, beside } = tridiagonalize(view(lowerOf(flat)));
    expect(Math.hypot(...diagonal, ...beside, ...beside)).toBeClose(norm(flat), { relative: 1e-12 });
    const { diagonal: found, above } = bidiagonalize(view(flat.map((value) => value)));
    expect(Math.hypot(...found, ...above)).toBeClose(norm(flat), { relative: 1e-12 });
    const nothing = bidiagonalize(view(new NDArray(new Float64Array(n * n), [n, n])));
    expect(Math.hypot(...nothing.diagonal, ...nothing.above)).toBe(0);
  });
});

test.each([0, 1, 2, 3, 4, 5, 7, 8, 9, 13])("products of a matrix of %d rows with a vector", (rows) => {
  const whole = normals(rows + 1, rows + 2, 12);
  const a = part(view(whole), 1, rows + 1, 2, 8);
  const inner = new NDArray(
    Float64Array.from({ length: rows * 6 }, (_, at) => whole.get(1 + Math.floor(at / 6), 2 + (at % 6))),
    [rows, 6],
  );
  const [wide, long] = [normals(2, 1, 6).data, normals(3, 1, rows + 1).data.subarray(0, rows)];
  const [ofRows, ofColumns] = [new Float64Array(rows).fill(1), new Float64Array(6).fill(1)];
  addMatrixVector(ofRows, 2, a, wide);
  addTransposedVector(ofColumns, -3, a, long);
  const plain = (m: NDArray, x: Float64Array) =>
    [...m].map((row) => row.data.reduce((s: number, v: number, j: number) => s + v * x[j]!, 0));
  expect(ofRows).toBeClose(
    plain(inner, wide).map((value) => 1 + 2 * value),
    { absolute: 1e-13 },
  );
  expect(ofColumns).toBeClose(
    plain(inner.transpose(), long).map((value) => 1 - 3 * value),
    { absolute: 1e-13 },
  );
  const S = matmul(inner, inner.transpose());
  expect(timesSymmetric(view(lowerOf(S)), long)).toBeClose(plain(S, long), { absolute: 1e-12 });
});
