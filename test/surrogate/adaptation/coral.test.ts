import { allClose, covarianceMatrix, mean, NDArray, randomStream } from "@mesoscope/core";
import { coral, loadCoral } from "@mesoscope/surrogate";
import { describe, expect, test } from "vitest";
import { reference } from "../../contract/close.ts";

const expected = reference("surrogate/coral.json");

describe("coral", () => {
  test.each(["paper", "shifted"])("agrees with NumPy and SciPy: %s", async (name) => {
    const { source, target, regularization, aligned } = expected[name];
    const map = await coral({ target, regularization }).fit(source);
    expect(map.transform(source)).toBeClose(aligned, { relative: 1e-10, absolute: 1e-12 });
  });

  test("gives the rows mean and covariance of the target, and can be undone", async () => {
    const { source, target } = expected.shifted;
    const map = await coral({ target, regularization: 0 }).fit(source);
    const moved = map.transform(source);
    expect(mean(moved, 0) as NDArray).toBeClose(mean(target, 0) as NDArray, { relative: 1e-10 });
    expect(covarianceMatrix(moved, { sample: true })).toBeClose(covarianceMatrix(target, { sample: true }), {
      relative: 1e-10,
    });
    expect(map.inverseTransform(moved)).toBeClose(source, { relative: 1e-9, absolute: 1e-9 });
    const again = loadCoral(JSON.parse(JSON.stringify(map)));
    expect(again.transform(source).data).toEqual(moved.data);
    expect(again.inverseTransform(moved).data).toEqual(map.inverseTransform(moved).data);
  });

  test("a line learned on aligned rows holds in the other domain, one learned on the rows as they are does not", async () => {
    // Features of the target are those of the source seen by another instrument, which stretches and turns them.
    const stream = randomStream(4);
    const hidden = (n: number) => Array.from({ length: n }, () => [2 * stream.normal(), 0.5 * stream.normal()]);
    const [ofSource, ofTarget] = [hidden(2000), hidden(2000)];
    const seen = ([a, b]: number[]) => [5 + 3 * a, -1 + 0.5 * b];
    const map = await coral({ target: ofTarget.map(seen) }).fit(ofSource);
    const moved = map.transform(ofSource);
    const wanted = new NDArray(Float64Array.from(ofSource.flatMap(seen)), [2000, 2]);
    const error = (rows: NDArray) => Math.sqrt(mean(rows.map((value, at) => (value - wanted.data[at]) ** 2)));
    expect(error(moved)).toBeLessThan(0.3);
    expect(error(new NDArray(Float64Array.from(ofSource.flat()), [2000, 2]))).toBeGreaterThan(3);
    expect(allClose(mean(moved, 0) as NDArray, mean(ofTarget.map(seen), 0) as NDArray)).toBe(true);
  });

  test("names what is wrong", async () => {
    const target = [
      [1, 2],
      [2, 1],
      [3, 3],
    ];
    expect(() => coral({ target: [[1, 2]] })).toThrow(/coral: target has 1 rows, too few/);
    expect(() =>
      coral({
        target: [
          [1, 2],
          [2, 2],
        ],
      }),
    ).toThrow(/target does not vary in column 1/);
    expect(() => coral({ target, regularization: -1 })).toThrow(/regularization is -1/);
    expect(() =>
      coral({
        target: [
          [1, Number.NaN],
          [2, 2],
        ],
      }),
    ).toThrow(/coral: target is NaN in row 0/);
    await expect(coral({ target }).fit([[1], [2]])).rejects.toThrow(/X has 1 columns but the target has 2/);
    const map = await coral({ target }).fit(target);
    expect(() => map.transform([[1, 2, 3]])).toThrow(/X has 3 columns but the map is for 2/);
    expect(() => loadCoral({})).toThrow(/no saved alignment/);
  });
});
