import { expect, test } from "vitest";
import { grainGraph } from "../../notebooks/grain-graph.ts";

test("grains, boundaries and middles of a picture that closes on itself", () => {
  const picture = [
    [7, 7, 7, 7],
    [2, 2, 5, 5],
    [2, 2, 5, 5],
    [7, 7, 7, 7],
  ].flat();
  const { grains, boundaries } = grainGraph(picture, 8);
  expect(grains.map(({ id, area }) => [id, area])).toEqual([
    [2, 16],
    [5, 16],
    [7, 32],
  ]);
  expect(grains[0]!.centre.map((at) => Number(at.toFixed(9)))).toEqual([2, 4]);
  expect(grains[1]!.centre.map((at) => Number(at.toFixed(9)))).toEqual([6, 4]);
  expect(Number(grains[2]!.centre[1].toFixed(9)) % 8).toBe(0);
  expect(boundaries).toHaveLength(3);
  expect(boundaries).toContainEqual({ ends: [0, 1], length: 8 });
  expect(boundaries).toContainEqual({ ends: [0, 2], length: 8 });
  expect(boundaries).toContainEqual({ ends: [1, 2], length: 8 });
});
