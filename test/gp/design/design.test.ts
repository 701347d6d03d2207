import { asMatrix, cholesky, latinHypercube, logDeterminant, matmul, type NDArray, stackRows } from "@mesoscope/core";
import { augmentDesign, gaussianProcess, nextPoints, rbf } from "@mesoscope/gp";
import { displaySymbol } from "@mesoscope/sdk";
import { describe, expect, test } from "vitest";
import "../../contract/close.ts";

const square: [number, number][] = [
  [0, 1],
  [-1, 1],
];

function nearest(X: NDArray): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < X.shape[0]; i++) {
    for (let j = 0; j < i; j++) {
      least = Math.min(least, Math.hypot(X.get(i, 0) - X.get(j, 0), (X.get(i, 1) - X.get(j, 1)) / 2));
    }
  }
  return least;
}

/** Log determinant of the information on all coefficients of a quadratic. */
function knowledge(X: NDArray): number {
  const rows = Array.from({ length: X.shape[0] }, (_, i) => {
    const [a, b] = [2 * X.get(i, 0) - 1, X.get(i, 1)];
    return [1, a, b, a * a, a * b, b * b];
  });
  const terms = asMatrix(rows);
  return logDeterminant(cholesky(matmul(terms.transpose(), terms)));
}

describe("augmentDesign", () => {
  const start = asMatrix([
    [0.2, 0.1],
    [0.3, 0.2],
  ]);

  test("fills space better than a Latin hypercube of as many points", async () => {
    const added = await augmentDesign(start, { bounds: square, count: 12 });
    const random = latinHypercube(12, 2).map((u, at) => (at % 2 === 0 ? u : 2 * u - 1));
    expect(nearest(added)).toBeGreaterThan(1.5 * nearest(random));
    expect(added.data.every((x, at) => x >= square[at % 2][0] && x <= square[at % 2][1])).toBe(true);
  });

  test("tells a quadratic more than space filling does, from corners and edges", async () => {
    const optimal = await augmentDesign(start, { bounds: square, count: 12, criterion: "dOptimal" });
    const filling = await augmentDesign(start, { bounds: square, count: 12 });
    expect(knowledge(stackRows(start, optimal))).toBeGreaterThan(knowledge(stackRows(start, filling)) + 2);
    // Three levels of each input: ends and middle.
    expect(optimal.column(0).data.every((x) => Math.min(x, 1 - x, Math.abs(x - 0.5)) < 0.1)).toBe(true);
  });

  test("names what is wrong", async () => {
    await expect(augmentDesign(start, { bounds: [[0, 1]], count: 1 })).rejects.toThrow(
      /X has 2 columns but there are 1 bounds/,
    );
    await expect(augmentDesign(start, { bounds: [[1, 0]] as never, count: 1 })).rejects.toThrow(
      /bounds of input 0 are 1,0/,
    );
    await expect(augmentDesign(start, { bounds: square, count: 0 })).rejects.toThrow(/count is 0/);
    await expect(augmentDesign(start, { bounds: square, count: 1, criterion: "A" as never })).rejects.toThrow(
      /criterion is A/,
    );
  });
});

describe("nextPoints", () => {
  test("takes a process whose prior mean is a function", async () => {
    const spec = gaussianProcess({ mean: (X: NDArray) => X.column(0).map((x) => 3 * x) });
    const model = await spec.fit([0, 0.1, 0.2, 0.9], [0, 0.35, 0.55, 2.6]);
    const { X } = await nextPoints(model, { bounds: [[0, 1]], count: 2 });
    expect(X.data[0]).toBeGreaterThan(0.3);
    expect(X.data[0]).toBeLessThan(0.8);
  });

  const f = (x: number) => Math.sin(6 * x);
  const X = [0, 0.05, 0.1, 0.15, 0.2, 1];

  test("measures where least is known, and says when it is enough", async () => {
    let model = await gaussianProcess({ kernel: rbf() }).fit(X, X.map(f));
    let rows = X;
    let next = await nextPoints(model, { bounds: [[0, 1]], target: 0.01 });
    expect(next.isEnough).toBe(false);
    const before = next.largestStd;
    for (let k = 0; k < 12 && !next.isEnough; k++) {
      rows = [...rows, ...next.X.data];
      model = await gaussianProcess({ kernel: rbf() }).fit(rows, rows.map(f));
      next = await nextPoints(model, { bounds: [[0, 1]], target: 0.01 });
    }
    expect(next.isEnough).toBe(true);
    expect(next.largestStd).toBeLessThan(before / 5);
    const at = Array.from({ length: 50 }, (_, i) => i / 49);
    expect(model.predict(at)).toBeClose(at.map(f), { absolute: 0.05 });
    const shown = await next[displaySymbol]();
    expect(shown["text/plain"]).toMatch(/enough is known\npoint +x0/);
  });

  test("several points differ, and integrated variance falls more by its own criterion", async () => {
    const design = latinHypercube(8, 2, { seed: 3 });
    const y = Array.from({ length: 8 }, (_, i) => f(design.get(i, 0)) + design.get(i, 1));
    const model = await gaussianProcess({ kernel: rbf({ lengthScale: 0.3 }), noise: 0.01, optimize: false }).fit(
      design,
      y,
    );
    const bounds: [number, number][] = [
      [0, 1],
      [0, 1],
    ];
    const places = latinHypercube(300, 2, { seed: 77 });
    const varianceWith = async (added: NDArray) => {
      const all = stackRows(design, added);
      const targets = [...y, ...model.predict(added).data];
      const spec = gaussianProcess({ kernel: model.kernel, noise: 0.01, optimize: false });
      const { std } = (await spec.fit(all, targets)).predictive(places);
      return std.data.reduce((sum, value) => sum + value * value, 0);
    };
    const sure = await nextPoints(model, { bounds, count: 3 });
    const integrated = await nextPoints(model, { bounds, count: 3, criterion: "integratedVariance" });
    expect(nearest(sure.X)).toBeGreaterThan(0.2);
    expect(await varianceWith(integrated.X)).toBeLessThan(await varianceWith(sure.X));
  });

  test("names what is wrong", async () => {
    const model = await gaussianProcess().fit(X, X.map(f));
    const ask = (options: object) => nextPoints(model, options as never);
    await expect(ask({})).rejects.toThrow(/bounds of input 0 are missing/);
    await expect(ask({ bounds: [[0, 1]], count: 0 })).rejects.toThrow(/count is 0/);
    await expect(ask({ bounds: [[0, 1]], criterion: "x" })).rejects.toThrow(/criterion is x/);
    await expect(ask({ bounds: [[0, 1]], target: -1 })).rejects.toThrow(/target is -1/);
  });
});
