import { asArray, NDArray, randomStream } from "@mesoscope/core";
import { domainOf } from "@mesoscope/surrogate";
import { describe, expect, test } from "vitest";
import "../../contract/close.ts";

/** Two inputs that go together, in units of very different size. */
function rowsOf(seed: number, n: number): NDArray {
  const draws = randomStream(seed).normals([n, 2]);
  const data = Float64Array.from({ length: 2 * n }, (_, at) => {
    const [a, b] = [draws.data[at - (at % 2)], draws.data[at - (at % 2) + 1]];
    return at % 2 === 0 ? 2e11 + 1e9 * a : 1e-6 * (0.9 * a + Math.sqrt(1 - 0.81) * b);
  });
  return new NDArray(data, [n, 2]);
}

describe("domainOf", () => {
  test.each([0.8, 0.95])("flags rows like its own as often as it claims: level %s", (level) => {
    const seeds = 600;
    let flagged = 0;
    for (let seed = 0; seed < seeds; seed++) {
      const rows = rowsOf(seed, 60);
      flagged += 1 - domainOf(rows.slice(0, 59), { level }).contains(rows.slice(59)).data[0];
    }
    const tolerance = 3 * Math.sqrt((level * (1 - level)) / seeds);
    expect(flagged / seeds).toBeLessThan(1 - level + tolerance);
    expect(flagged / seeds).toBeGreaterThan(1 - level - tolerance);
  });

  test("measures in the metric of the rows: across their correlation is farther than along it", () => {
    const domain = domainOf(rowsOf(1, 400));
    const [along, across] = domain.distance([
      [2e11 + 4e9, 4e-6],
      [2e11 + 4e9, -4e-6],
    ]).data;
    expect(across).toBeGreaterThan(3 * along);
    expect(domain.contains([[2e11, 0]]).data).toEqual(Float64Array.of(1));
    expect(domain.contains([[2e11 + 2e9, -2e-6]]).data).toEqual(Float64Array.of(0));
  });

  test("does not depend on units, order or turned axes", () => {
    const rows = rowsOf(2, 50);
    const scaled = new NDArray(
      rows.data.map((value, at) => (at % 2 === 0 ? value / 1e9 : value * 1e6)),
      [50, 2],
    );
    const turned = new NDArray(
      scaled.data.map((_, at) => {
        const [a, b] = [scaled.data[at - (at % 2)], scaled.data[at - (at % 2) + 1]];
        return at % 2 === 0 ? a + 3 * b : a - b;
      }),
      [50, 2],
    );
    expect(domainOf(scaled).limit).toBeClose(domainOf(rows).limit, { relative: 1e-6 });
    expect(domainOf(turned).limit).toBeClose(domainOf(rows).limit, { relative: 1e-6 });
  });

  test("sees a hole between clusters, and a step off a plane of rows", () => {
    const stream = randomStream(5);
    const centers = [0, 1, 2].map((k) => [20 * Math.cos((2 * Math.PI * k) / 3), 20 * Math.sin((2 * Math.PI * k) / 3)]);
    const clusters = Array.from({ length: 90 }, (_, i) => centers[i % 3].map((value) => value + stream.normal()));
    const domain = domainOf(clusters);
    expect(Array.from(domain.contains([...centers, [0, 0]]).data)).toEqual([1, 1, 1, 0]);
    const plane = domainOf(Array.from({ length: 30 }, (_, i) => [i, 2 * i, 7]));
    expect(
      Array.from(
        plane.contains([
          [4.5, 9, 7],
          [4.5, 9.5, 7],
          [4.5, 9, 7.1],
        ]).data,
      ),
    ).toEqual([1, 0, 0]);
  });

  test("its rows are at distance 0, and rows that come twice count once", () => {
    const rows = rowsOf(3, 20);
    const twice = new NDArray(Float64Array.of(...rows.data, ...rows.data), [40, 2]);
    const domain = domainOf(rows);
    expect(domain.distance(rows)).toBeClose(new NDArray(new Float64Array(20)));
    expect(domain.limit).toBeGreaterThan(0);
    expect(domainOf(twice).limit).toBe(domain.limit);
    expect(String(domain)).toMatch(/^Domain of 20 rows in 2 inputs: inside up to \d/);
  });

  test("names what is wrong", () => {
    expect(() =>
      domainOf([
        [1, 2],
        [1, 2],
      ]),
    ).toThrow(/1 different row, too few/);
    expect(() => domainOf([[1], [2], [Number.NaN]])).toThrow(/X is NaN in row 2/);
    expect(() => domainOf([1, 2, 3], { level: 1 })).toThrow(/level is 1/);
    const domain = domainOf(
      asArray([
        [1, 2],
        [2, 3],
        [3, 1],
      ]),
    );
    expect(() => domain.contains([[1, 2, 3]])).toThrow(/X has 3 columns but the domain has 2/);
  });
});
