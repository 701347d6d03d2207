import { add, matmul, NDArray, randomStream } from "@mesoscope/core";
import { describe, expect, test } from "vitest";
import "../../contract/close.ts";
import {
  addSymmetric,
  fillDiagonal,
  packedSize,
  symmetricTimes,
} from "../../../plugins/tensor/src/optimizers/packed-symmetric.ts";

const whole = (triangle: Float64Array, n: number) => {
  const at = (i: number, j: number) => triangle[packedSize(Math.max(i, j)) + Math.min(i, j)]!;
  return new NDArray(
    Float64Array.from({ length: n * n }, (_, k) => at(Math.floor(k / n), k % n)),
    [n, n],
  );
};

describe.each([1, 2, 3, 4, 5, 8, 11])("a packed symmetric matrix of order %d", (n) => {
  const stream = randomStream(n);
  const triangle = stream.normals(packedSize(n)).data;
  const x = stream.normals(n).data;

  test("times a vector", () => {
    expect(symmetricTimes(triangle, x)).toBeClose(matmul(whole(triangle, n), x), { absolute: 1e-13 });
  });

  test("takes a symmetric sum of two products", () => {
    const [u, v] = [stream.normals(n).data, stream.normals(n).data];
    const [p, q] = [u.map((entry, i) => 2 * entry - v[i]!), v.map((entry, i) => 3 * entry - u[i]!)];
    const column = (data: Float64Array) => new NDArray(data, [n, 1]);
    const row = (data: Float64Array) => new NDArray(data, [1, n]);
    const change = add(matmul(column(u), row(p)), matmul(column(v), row(q)));
    const updated = triangle.slice();
    addSymmetric(updated, 0.5, u, p, v, q);
    const wanted = add(
      whole(triangle, n).map((entry) => entry / 2),
      change,
    );
    expect(whole(updated, n)).toBeClose(wanted, { absolute: 1e-13 });
  });

  test("becomes a multiple of the unit matrix", () => {
    const unit = triangle.slice();
    fillDiagonal(unit, n, 3);
    expect(symmetricTimes(unit, x)).toEqual(x.map((entry) => 3 * entry));
  });
});
