import { cumulativeSum, gaussianPredictive, matmul, type NDArray, randomStream } from "@mesoscope/core";
import {
  blockAverage,
  cellAreas,
  cellAverage,
  conservativeRegrid,
  conservativeRemap,
  downscale,
  grid,
  upscale,
} from "@mesoscope/fusion";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import "../../contract/close.ts";

const code = (name: string) => expect.objectContaining({ code: name });
const lengths = fc.array(fc.double({ min: 0.1, max: 3, noNaN: true }), { minLength: 1, maxLength: 6 });
const edgesOf = (widths: readonly number[]) => [0, ...cumulativeSum(widths).data];
const ordered = (edges: readonly number[], isFalling: boolean) => (isFalling ? edges.toReversed() : edges);

describe("cellAverage", () => {
  test("does what conservative remapping does, along a line", () => {
    fc.assert(
      fc.property(lengths, lengths, fc.boolean(), fc.boolean(), fc.integer(), (a, b, falls, rises, seed) => {
        const from = ordered(edgesOf(a), falls);
        const end = edgesOf(a).at(-1)!;
        const scale = end / edgesOf(b).at(-1)!;
        const to = ordered(
          edgesOf(b).map((edge) => Math.min(edge * scale, end)),
          rises,
        );
        const values = randomStream(seed).normals(a.length);
        expect(matmul(cellAverage(from, to), values)).toBeClose(conservativeRemap(values, from, to).values, {
          absolute: 1e-12,
        });
      }),
    );
  });

  test("does what conservative regridding does, in a plane, on the sphere and for grids", () => {
    const values = randomStream(1).normals([3, 4]);
    const flat = values.reshape([12]);
    const plane = { x: [0, 1, 2, 4, 5], y: [3, 1, 0.5, 0] };
    const sphere = { longitude: [-180, -90, 0, 90, 180], latitude: [90, 30, -10, -90], angles: "degrees" } as const;
    const coarse = { longitude: [0, 100, 360], latitude: [-90, 0, 90], angles: "degrees" } as const;
    for (const [from, to] of [
      [plane, { x: [0, 2.5, 5], y: [0, 3] }],
      [sphere, coarse],
    ] as const) {
      const expected = conservativeRegrid(values, from, to).values;
      expect(matmul(cellAverage(from, to), flat)).toBeClose(expected.reshape([expected.size]), { absolute: 1e-12 });
    }
    const field = grid({
      name: "t",
      values,
      coordinates: { latitude: [60, 0, -60], longitude: [0, 90, 180, 270] },
      units: { latitude: "deg", longitude: "deg" },
    });
    const expected = conservativeRegrid(field, coarse).values;
    expect(matmul(cellAverage(field, coarse), flat)).toBeClose(expected.reshape([expected.size]), { absolute: 1e-12 });
  });

  test("is the block average where blocks are whole", () => {
    const operator = cellAverage({ x: [0, 1, 2, 3, 4], y: [0, 1, 2] }, { x: [0, 2, 4], y: [0, 2] });
    expect(operator).toBeClose(blockAverage([2, 4], [2, 2]));
  });

  test("carries uncertainty between scales, and what is in the cells along", () => {
    const [fineEdges, coarseEdges] = [
      [0, 1, 3, 4],
      [0, 2, 4],
    ];
    const operator = cellAverage(fineEdges, coarseEdges);
    const layers = gaussianPredictive({ mean: [10, 16, 4], std: [1, 2, 3] });
    const coarse = upscale(layers, operator);
    expect(coarse.std).toBeClose([Math.sqrt((1 + 4) / 4), Math.sqrt((4 + 9) / 4)]);
    const held = (values: NDArray, edges: number[]) =>
      values.data.reduce((total, value, k) => total + value * (edges[k + 1]! - edges[k]!), 0);
    expect(held(coarse.mean, coarseEdges)).toBeClose(held(layers.mean, fineEdges));
    const known = gaussianPredictive({ mean: [12, 9], std: [0, 0] });
    expect(upscale(downscale(known, { operator, prior: layers }), operator).mean).toBeClose([12, 9]);
    expect(cellAreas({ x: fineEdges, y: [0, 1] }).size).toBe(operator.shape[1]);
  });

  test("refuses cells of which nothing is known", () => {
    expect(() => cellAverage([0, 1, 2], [1, 2, 3])).toThrow(/overlaps that from 2 to 3/);
    expect(() => cellAverage([0, 1, 2], [5, 6])).toThrow(code("NO_OVERLAP"));
    expect(() => cellAverage([0, 2, 1], [0, 1])).toThrow(code("NOT_SORTED"));
    expect(() => cellAverage([0], [0, 1])).toThrow(code("EMPTY"));
    expect(() => cellAverage({ x: [0, 1], y: [0, 1] }, { longitude: [0, 1], latitude: [0, 1] })).toThrow(
      code("BAD_VALUE"),
    );
  });
});
