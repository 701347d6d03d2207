import { backend, cholesky, choleskyInverse, type LayerName, NDArray, randomStream } from "@mesoscope/core";
import { scaledPoints, stationaryCovariances, withDefiniteMatrix } from "@mesoscope/core/backend";
import { afterAll, describe, expect, test } from "vitest";
import "../../contract/close.ts";

afterAll(() => {
  backend({ layer: "automatic" });
});

/** Everything that a matrix of covariances is asked for. */
function everything(layer: LayerName, family: "rbf" | "matern12" | "matern32" | "matern52", n: number) {
  backend({ layer });
  const X = randomStream(n).normals([n, 3]);
  const points = scaledPoints(X, [2, 0], [0.7, 2]);
  const a = randomStream(n + 1).normals(n).data;
  return withDefiniteMatrix(n, (matrix) => {
    const lower = () => matrix.data.filter((_, at) => at % n <= Math.floor(at / n));
    matrix.fill({ family, variance: 1.5, offset: 0.25 }, points);
    for (let i = 0; i < n; i++) matrix.data[i * (n + 1)]! += 0.5;
    const filled = lower();
    expect(matrix.factorize()).toBeUndefined();
    const factor = lower();
    const solved = matrix.solve(a);
    matrix.invert();
    return { filled, factor, solved, inverse: lower(), sums: matrix.pairSums(family, points, solved) };
  });
}

const references = new Map<string, ReturnType<typeof everything>>();

function expectedOf(...[family, n]: [Parameters<typeof everything>[1], number]) {
  const key = `${family} ${n}`;
  const found = references.get(key) ?? everything("reference", family, n);
  references.set(key, found);
  return found;
}

const layers = (["openblas", "embedded", "embedded-plain"] as const).filter((layer) => {
  try {
    return backend({ layer }).layer === layer;
  } catch {
    return false;
  }
});

describe.each(["rbf", "matern12", "matern32", "matern52"] as const)("%s", (family) => {
  test.each(layers)("%s agrees with the reference, for every step", (layer) => {
    for (const n of [1, 2, 3, 7, 9, 48, 49, 97, 193, 530]) {
      const own = everything(layer, family, n);
      const expected = expectedOf(family, n);
      for (const name of ["filled", "factor", "solved", "inverse", "sums"] as const) {
        expect(new NDArray(own[name]), `${name} of ${n}`).toBeClose(expected[name], {
          relative: 1e-11,
          absolute: 1e-11,
        });
      }
    }
  });

  test("the sums are derivatives of the log likelihood", () => {
    const n = 20;
    const X = randomStream(4).normals([n, 2]);
    const y = randomStream(5).normals(n).data;
    const at = (logLengths: number[]) => {
      const points = scaledPoints(X, [0, 1], logLengths.map(Math.exp));
      return withDefiniteMatrix(n, (matrix) => {
        matrix.fill({ family, variance: 1, offset: 0 }, points);
        for (let i = 0; i < n; i++) matrix.data[i * (n + 1)]! += 0.3;
        matrix.factorize();
        let value = 0;
        for (let i = 0; i < n; i++) value -= Math.log(matrix.data[i * (n + 1)]!);
        const weights = matrix.solve(y);
        for (let i = 0; i < n; i++) value -= (weights[i]! * y[i]!) / 2;
        matrix.invert();
        return { value, sums: matrix.pairSums(family, points, weights) };
      });
    };
    const step = 1e-5;
    const { sums } = at([0.1, -0.3]);
    expect(sums[0]).toBeCloseTo((at([0.1 + step, -0.3]).value - at([0.1 - step, -0.3]).value) / (2 * step), 6);
    expect(sums[1]).toBeCloseTo((at([0.1, -0.3 + step]).value - at([0.1, -0.3 - step]).value) / (2 * step), 6);
  });
});

test("a matrix within a matrix, and larger work between, do not disturb it", () => {
  backend({ layer: "automatic" });
  const [n, seed] = [60, 3];
  const points = scaledPoints(randomStream(seed).normals([n, 2]), [0, 1], [1, 1]);
  const kernel = { family: "rbf", variance: 1, offset: 0 } as const;
  const A = new NDArray(stationaryCovariances(kernel, points, points), [n, n]);
  for (let i = 0; i < n; i++) A.data[i * (n + 1)]! += 0.1;
  const inverse = withDefiniteMatrix(n, (outer) => {
    outer.data.set(A.data);
    withDefiniteMatrix(400, (inner) => inner.data.fill(7));
    choleskyInverse(cholesky(A));
    outer.factorize();
    outer.invert();
    return outer.data.slice();
  });
  const expected = choleskyInverse(cholesky(A)).data;
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) expect(inverse[i * n + j]).toBeCloseTo(expected[i * n + j]!, 10);
});
