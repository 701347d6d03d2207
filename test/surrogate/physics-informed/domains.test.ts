import { linspace, meshgrid } from "@mesoscope/core";
import { ball, box, type Domain, difference, product, triangleMesh, union } from "@mesoscope/surrogate";
import { describe, expect, test } from "vitest";

const square = box({ x: [0, 1], y: [0, 1] });
const lShape = triangleMesh({
  vertices: [
    ...[
      [0, 0],
      [1, 0],
      [2, 0],
    ],
    ...[
      [0, 1],
      [1, 1],
      [2, 1],
    ],
    ...[
      [0, 2],
      [1, 2],
    ],
  ],
  triangles: [
    ...[
      [0, 1, 4],
      [0, 4, 3],
      [1, 2, 5],
      [1, 5, 4],
    ],
    // In the other sense of rotation.
    ...[
      [3, 6, 4],
      [4, 6, 7],
    ],
  ],
});

const domains: readonly (readonly [string, Domain, number])[] = [
  ["a box", square, 4],
  ["an interval", box({ x: [-1, 3] }), 2],
  ["a box of three coordinates", box({ x: [0, 1], y: [0, 2], z: [0, 3] }), 22],
  ["a disc", ball({ x: 1, y: -1 }, 2), 4 * Math.PI],
  ["a sphere", ball({ x: 0, y: 0, z: 0 }, 1), 4 * Math.PI],
  ["a mesh", lShape, 8],
  ["a plate with a hole", difference(box({ x: [-1, 1], y: [-1, 1] }), ball({ x: 0, y: 0 }, 0.5)), 8 + Math.PI],
  ["boxes that share a side", union(square, box({ x: [1, 2], y: [0, 1] })), 6],
  ["boxes that overlap along a side", union(box({ x: [0, 2], y: [0, 1] }), box({ x: [1, 3], y: [0, 1] })), 8],
  ["a disc over a time", product(ball({ x: 0, y: 0 }, 1), box({ t: [0, 2] })), 2],
];

describe.each(domains)("%s", (_name, domain) => {
  test("holds the points that it draws", () => {
    expect(domain.contains(domain.interior(300, { seed: 1 })).every(Boolean)).toBe(true);
    expect(domain.contains(domain.boundary(300, { seed: 1 }).points).every(Boolean)).toBe(true);
  });

  test("ends at its boundary, on the side to which the normals point", () => {
    const { points, normals } = domain.boundary(300, { seed: 2 });
    const moved = (step: number) => points.map((x, at) => x + step * normals.data[at]!);
    expect(domain.contains(moved(1e-3)).some(Boolean)).toBe(false);
    expect(domain.contains(moved(-1e-3)).every(Boolean)).toBe(true);
  });

  test("gives normals of length 1", () => {
    const { normals } = domain.boundary(50);
    const [n, d] = normals.shape as [number, number];
    for (let i = 0; i < n; i++) expect(Math.hypot(...normals.data.subarray(i * d, (i + 1) * d))).toBeCloseTo(1, 12);
  });

  test("draws the same points for the same seed, and others for another", () => {
    expect(domain.interior(20, { seed: 3 }).data).toEqual(domain.interior(20, { seed: 3 }).data);
    expect(domain.interior(20, { seed: 3 }).data).not.toEqual(domain.interior(20, { seed: 4 }).data);
    expect(domain.boundary(20, { seed: 3 }).points.data).toEqual(domain.boundary(20, { seed: 3 }).points.data);
  });
});

describe("points", () => {
  test("fill a mesh evenly", () => {
    const { data } = lShape.interior(3000);
    const inArm = Array.from({ length: 3000 }, (_, i) => data[2 * i + 1]! > 1).filter(Boolean).length;
    expect(Math.abs(inArm / 3000 - 1 / 3)).toBeLessThan(0.01);
  });

  test("of a mesh lie where those of the same boxes do", () => {
    const boxes = union(box({ x: [0, 2], y: [0, 1] }), box({ x: [0, 1], y: [0, 2] }));
    const [x, y] = meshgrid(linspace(-0.26, 2.31, 40), linspace(-0.17, 2.23, 40));
    const grid = Array.from(x!.data, (value, i) => [value, y!.data[i]!]);
    expect(lShape.contains(grid)).toEqual(boxes.contains(grid));
    expect(boxes.contains(grid).filter(Boolean).length).toBeGreaterThan(400);
  });

  test.each([
    ["a box", box({ x: [0, 3], y: [0, 1] }), ([x, y]: number[]) => (y === 0 || y === 1) && x! > 0, 6 / 8],
    ["a mesh", lShape, ([x]: number[]) => x === 0, 2 / 8],
    [
      "a plate with a hole",
      difference(box({ x: [-1, 1], y: [-1, 1] }), ball({ x: 0, y: 0 }, 0.5)),
      ([x, y]: number[]) => Math.hypot(x!, y!) < 0.6,
      Math.PI / (8 + Math.PI),
    ],
    [
      "boxes that overlap along a side",
      union(box({ x: [0, 2], y: [0, 1] }), box({ x: [1, 3], y: [0, 1] })),
      ([x, y]: number[]) => y === 1 && x! > 1 && x! < 2,
      1 / 8,
    ],
  ] as const)("cover the walls of %s in proportion", (_name, domain, isThere, share) => {
    const { points } = domain.boundary(4000);
    const found = (points.toArray() as number[][]).filter(isThere).length;
    expect(Math.abs(found / 4000 - share)).toBeLessThan(0.01);
  });
});

describe("bad domains", () => {
  test.each([
    ["an empty range", () => box({ x: [1, 0] }), "BAD_DOMAIN"],
    ["a range that is not finite", () => box({ x: [0, Number.NaN] }), "BAD_DOMAIN"],
    ["no coordinates", () => box({}), "BAD_DOMAIN"],
    ["a radius of 0", () => ball({ x: 0 }, 0), "BAD_OPTION"],
    ["a centre without coordinates", () => ball({}, 1), "BAD_DOMAIN"],
    ["coordinates that differ", () => union(square, box({ x: [0, 1], z: [0, 1] })), "SHAPE_MISMATCH"],
    ["a coordinate of both factors", () => product(square, box({ x: [0, 1] })), "BAD_DOMAIN"],
    [
      "a vertex that is not there",
      () =>
        triangleMesh({
          vertices: [
            [0, 0],
            [1, 0],
          ],
          triangles: [[0, 1, 2]],
        }),
      "BAD_DOMAIN",
    ],
    [
      "a flat triangle",
      () =>
        triangleMesh({
          vertices: [
            [0, 0],
            [1, 0],
            [2, 0],
          ],
          triangles: [[0, 1, 2]],
        }),
      "BAD_DOMAIN",
    ],
    ["vertices in space", () => triangleMesh({ vertices: [[0, 0, 0]], triangles: [[0, 0, 0]] }), "SHAPE_MISMATCH"],
    ["points of another width", () => square.contains([[1, 2, 3]]), "SHAPE_MISMATCH"],
    ["a count of 0", () => square.interior(0), "BAD_OPTION"],
    ["an option that is not there", () => square.boundary(4, { sed: 1 } as object), "BAD_OPTION"],
    ["a domain without points", () => difference(square, ball({ x: 0, y: 0 }, 3)).interior(4), "NO_POINTS"],
  ])("%s", (_name, make, code) => {
    expect(make).toThrow(expect.objectContaining({ code }));
  });
});
