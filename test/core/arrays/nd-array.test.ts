import { array, NDArray, type NestedNumbers } from "@mesoscope/core";
import { displaySymbol } from "@mesoscope/sdk";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

const cube = new NDArray(
  Float64Array.from({ length: 24 }, (_, i) => i),
  [2, 3, 4],
);

describe("NDArray", () => {
  test("finds entries, rows and columns", () => {
    expect(cube.get(1, 2, 3)).toBe(23);
    expect(cube.row(1).shape).toEqual([3, 4]);
    expect(cube.row(1).get(0, 0)).toBe(12);
    const matrix = array([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    expect([...matrix.column(2).data]).toEqual([3, 6]);
    expect(matrix.column(2).shape).toEqual([2]);
  });

  test("is gone through along its first axis, as in NumPy", () => {
    fc.assert(
      fc.property(fc.array(fc.double()), (values) => {
        expect([...array(values)]).toEqual(values);
        expect([...array(values).reshape([values.length, 1])].map((row) => row.toArray())).toEqual(
          values.map((value) => [value]),
        );
      }),
    );
    expect([...cube].map((matrix) => matrix.shape)).toEqual([
      [3, 4],
      [3, 4],
    ]);
    const [first, second] = cube;
    expect([first.data, second.data]).toEqual([cube.row(0).data, cube.row(1).data]);
    first.data[0] = 99;
    expect(cube.get(0, 0, 0)).toBe(0);
    expect([...new NDArray(new Float64Array(0), [0, 3])]).toEqual([]);
    expect(() => [...new NDArray(Float64Array.of(5), [])]).toThrow(
      expect.objectContaining({ code: "NOT_ITERABLE", message: expect.stringMatching(/single number 5.*get\(\)/) }),
    );
  });

  test("copies what it takes out", () => {
    const matrix = array([
      [1, 2],
      [3, 4],
    ]);
    matrix.row(0).data[0] = 9;
    matrix.column(0).data[0] = 9;
    matrix.slice(0).data[0] = 9;
    expect([...matrix.data]).toEqual([1, 2, 3, 4]);
  });

  test("slices like a JavaScript array, along its first axis", () => {
    const plain = [0, 1, 2, 3, 4];
    fc.assert(
      fc.property(
        fc.integer({ min: -7, max: 7 }),
        fc.option(fc.integer({ min: -7, max: 7 }), { nil: undefined }),
        (from, to) => {
          expect([...array(plain).slice(from, to).data]).toEqual(plain.slice(from, to));
        },
      ),
    );
    expect(cube.slice(1).shape).toEqual([1, 3, 4]);
  });

  test("takes entries along any axis", () => {
    expect(cube.take([2, 0], 1).shape).toEqual([2, 2, 4]);
    expect(cube.take([2, 0], 1).get(1, 0, 3)).toBe(cube.get(1, 2, 3));
    expect(cube.take([3], -1).get(1, 1, 0)).toBe(cube.get(1, 1, 3));
  });

  test("names an index that is outside", () => {
    expect(() => cube.get(0, 3, 0)).toThrow(/index 3 is outside axis 1 of shape \[2, 3, 4\]/);
    expect(() => cube.get(0, 0)).toThrow(/index undefined/);
    expect(() => cube.get(0, 0, 0, 0)).toThrow(/4 indices/);
    expect(() => cube.get(0.5, 0, 0)).toThrow(expect.objectContaining({ code: "INDEX_OUT_OF_RANGE" }));
    expect(() => cube.take([4], 2)).toThrow(expect.objectContaining({ code: "INDEX_OUT_OF_RANGE" }));
    expect(() => cube.take([0], 3)).toThrow(expect.objectContaining({ code: "BAD_AXIS" }));
    expect(() => cube.row(-1)).toThrow(expect.objectContaining({ code: "INDEX_OUT_OF_RANGE" }));
  });

  test("refuses a shape that does not fit", () => {
    expect(() => cube.reshape([5, 5])).toThrow(expect.objectContaining({ code: "SHAPE_MISMATCH" }));
    expect(() => cube.reshape([5, -1])).toThrow(expect.objectContaining({ code: "BAD_SHAPE" }));
    expect(() => new NDArray(new Float64Array(3), [1.5, 2])).toThrow(expect.objectContaining({ code: "BAD_SHAPE" }));
    expect(() => cube.transpose()).toThrow(expect.objectContaining({ code: "NOT_A_MATRIX" }));
  });

  test("reshapes and transposes back", () => {
    expect(cube.reshape([4, -1]).shape).toEqual([4, 6]);
    const matrix = cube.reshape([4, 6]);
    expect(matrix.transpose().get(5, 2)).toBe(matrix.get(2, 5));
    expect(matrix.transpose().transpose().data).toEqual(matrix.data);
  });

  test("keeps every number through JSON", () => {
    fc.assert(
      fc.property(fc.array(fc.double()), (values) => {
        const back = NDArray.fromJSON(JSON.parse(JSON.stringify(array(values))));
        expect(back.data).toEqual(Float64Array.from(values));
      }),
    );
    expect(NDArray.fromJSON(JSON.parse(JSON.stringify(cube))).shape).toEqual([2, 3, 4]);
  });

  test("comes back from nested arrays", () => {
    expect(array(cube.toArray() as NestedNumbers[]).data).toEqual(cube.data);
    expect(new NDArray(Float64Array.of(5), []).toArray()).toBe(5);
  });

  test("shows itself as aligned text", () => {
    expect(
      String(
        array([
          [1, 20],
          [-3, 4],
        ]),
      ),
    ).toBe("NDArray [2, 2]\n[[ 1, 20],\n [-3,  4]]");
    expect(String(array([0.5, 1 / 3, Number.NaN]))).toBe("NDArray [3]\n[0.500000, 0.333333,      NaN]");
    expect(String(array([1e-9, 2e7]))).toBe("NDArray [2]\n[1e-9, 2e+7]");
    expect(String(cube)).toContain("\n\n [[12, 13");
    expect(String(array([]))).toBe("NDArray [0]\n[]");
  });

  test("shows the ends of what is large, and as a table with limits", () => {
    const large = new NDArray(new Float64Array(1e6), [1000, 1000]);
    expect(String(large).length).toBeLessThan(400);
    const html = large[displaySymbol]()["text/html"] as string;
    expect(html).toContain("<th>999</th>");
    expect(html.length).toBeLessThan(10_000);
    expect(array([1, 2])[displaySymbol]()["text/html"]).toContain("<td>2</td>");
  });
});
