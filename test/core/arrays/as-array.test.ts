import { array, asArray, asMatrix, asVector, NDArray } from "@mesoscope/core";
import { DataFrame, Series } from "nodejs-polars";
import { describe, expect, test } from "vitest";

const code = (name: string) => expect.objectContaining({ code: name });
// biome-ignore lint/suspicious/noExplicitAny: bad input is the point
const bad = (values: unknown) => values as any;

describe("asArray", () => {
  test("does not copy numbers that already stand in a row", () => {
    const data = Float64Array.of(1, 2);
    expect(asArray(data).data).toBe(data);
    expect(asArray({ data, shape: [2, 1] }).data).toBe(data);
    const given = new NDArray(data);
    expect(asArray(given)).toBe(given);
    expect(array(data).data).not.toBe(data);
  });

  test("reads arrays nested to any depth, and typed arrays", () => {
    expect(asArray([[[1], [2]]]).shape).toEqual([1, 2, 1]);
    expect(asArray([Float64Array.of(1, 2), Float64Array.of(3, 4)] as never).shape).toEqual([2, 2]);
    expect([...asArray(Int8Array.of(-1, 2)).data]).toEqual([-1, 2]);
    expect([...asArray(bad(BigInt64Array.of(5n))).data]).toEqual([5]);
    expect(asArray([]).shape).toEqual([0]);
    expect(asArray([[], []]).shape).toEqual([2, 0]);
  });

  test("reads polars columns and tables", () => {
    const frame = DataFrame({ a: [1, 2, 3], b: [0.5, 1.5, 2.5] });
    expect(asArray(bad(frame)).shape).toEqual([3, 2]);
    expect([...asArray(bad(frame)).data]).toEqual([1, 0.5, 2, 1.5, 3, 2.5]);
    expect([...asArray(bad(Series("a", [4, 5]))).data]).toEqual([4, 5]);
  });

  test("reads columns and tables of Arrow by their shape", () => {
    const column = (values: (number | null)[]) => ({
      length: values.length,
      nullCount: values.filter((value) => value === null).length,
      get: (i: number) => values[i],
      toArray: () => Float64Array.from(values, (value) => value ?? 0),
    });
    const table = {
      schema: { fields: [{ name: "a" }, { name: "b" }] },
      getChild: (name: string) => column(name === "a" ? [1, 2] : [3, 4]),
    };
    expect([...asArray(bad(table)).data]).toEqual([1, 3, 2, 4]);
    expect(() => asArray(bad(column([1, null])))).toThrow(code("MISSING_VALUES"));
  });

  test("names the place of what is missing or no number", () => {
    expect(() =>
      asArray(
        bad([
          [1, 2],
          [3, null],
        ]),
        "fit: X",
      ),
    ).toThrow(/^fit: X has null at row 1, column 1\. /);
    expect(() => asArray(bad([1, undefined]))).toThrow(code("MISSING_VALUES"));
    expect(() => asArray(bad(["a"]))).toThrow(/has "a" at row 0 where a number is needed/);
    expect(() => asArray(bad([true]))).toThrow(code("DATA_NOT_NUMERIC"));
    expect(() => asArray(bad([new Date(0)]))).toThrow(/a Date/);
    expect(() => asArray(bad({}))).toThrow(expect.objectContaining({ name: "DataError" }));
    expect(() => asArray(bad(DataFrame({ a: [1, null] })))).toThrow(/at row 1, column "a"/);
    expect(() => asArray(bad(DataFrame({ a: ["x"] })))).toThrow(/"x" at row 0, column "a"/);
    expect(() => asArray(bad([2n ** 60n]))).toThrow(code("DATA_NOT_NUMERIC"));
  });

  test("refuses ragged rows", () => {
    expect(() => asArray([[1, 2], [3]])).toThrow(/has 1 entries at row 1 where the first has 2/);
    expect(() => asArray(bad([[1, 2], 3]))).toThrow(code("SHAPE_RAGGED"));
    expect(() => asArray(bad([1, [2]]))).toThrow(code("DATA_NOT_NUMERIC"));
  });
});

describe("asMatrix and asVector", () => {
  test("turn one into the other", () => {
    expect(asMatrix([1, 2]).shape).toEqual([2, 1]);
    expect(asVector([[1, 2]]).shape).toEqual([2]);
    expect(() => asMatrix([[[1]]])).toThrow(code("NOT_A_MATRIX"));
    expect(() =>
      asVector(
        [
          [1, 2],
          [3, 4],
        ],
        "fit: y",
      ),
    ).toThrow(/^fit: y has shape \[2, 2\] but a vector is needed/);
  });
});
