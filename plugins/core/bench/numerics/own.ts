/** Our side of `npm run bench -- numerics`, on the layer of `MESOSCOPE_BACKEND`. */
import {
  backend,
  cholesky,
  choleskyInverse,
  matmul,
  type NDArray,
  qr,
  randomStream,
  solveTriangular,
  svd,
  symmetricEigen,
} from "@mesoscope/core";
import { scaledPoints, stationaryCovariances } from "@mesoscope/core/backend";
import { answer } from "./answer.ts";

console.error(`${backend().layer}, ${backend().threads} threads, ${backend().library?.file ?? ""}`);
const normals = (...shape: number[]) => randomStream(1).normals(shape);

function definite(n: number): NDArray {
  const data = normals(n, n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) data.data[j * n + i] = data.data[i * n + j]!;
    data.data[i * (n + 1)]! += 3 * n;
  }
  return data;
}

const cases: Record<string, (n: number) => () => unknown> = {
  matmul(n) {
    const [a, b] = [normals(n, n), normals(n, n)];
    return () => matmul(a, b);
  },
  cholesky(n) {
    const a = definite(n);
    return () => cholesky(a);
  },
  inverse(n) {
    const factor = cholesky(definite(n));
    return () => choleskyInverse(factor);
  },
  solveTriangular(n) {
    const [factor, b] = [cholesky(definite(n)), normals(n, n)];
    return () => solveTriangular(factor, b);
  },
  squaredDistances: (n) => covariances(n, "distance"),
  gaussianCovariance: (n) => covariances(n, "rbf"),
  symmetricEigen(n) {
    const a = definite(n);
    return () => symmetricEigen(a);
  },
  svd(n) {
    const a = normals(n, n);
    return () => svd(a);
  },
  qr(n) {
    const a = normals(n, n);
    return () => qr(a);
  },
};

function covariances(n: number, family: "distance" | "rbf") {
  const X = normals(n, 8);
  return () => {
    const points = scaledPoints(X, [0, 1, 2, 3, 4, 5, 6, 7], new Array(8).fill(1));
    return stationaryCovariances({ family, variance: 1, offset: 0 }, points, points);
  };
}

await answer((name) => {
  const [kind, size] = name.split(" ");
  return cases[kind!]?.(Number(size));
});
