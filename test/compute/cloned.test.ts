import { type Cloned, type Mapped, map, workers } from "@mesoscope/compute";
import { asArray, type NDArray } from "@mesoscope/core";
import type { NDArrayLike } from "@mesoscope/sdk";
import { describe, expect, expectTypeOf, test } from "vitest";

describe("values", () => {
  test("have the types of what arrives: data without methods", async () => {
    const result = await map({ inputs: [1, 2], run: async (x) => asArray([x, x]) });
    expectTypeOf(result).toEqualTypeOf<Mapped<NDArrayLike>>();
    expectTypeOf<Cloned<{ strain: NDArray; scale(): number }>>().toEqualTypeOf<{ strain: NDArrayLike }>();
    expect(result.values[1]).toEqual({ data: Float64Array.of(2, 2), shape: [2] });
    expect(asArray(result.values[1]!).row(0).data[0]).toBe(2);
  });

  test("inputs have those types too, so that a method that does not travel is an error when compiled", async () => {
    const inputs = [asArray([1, 2]), asArray([3])];
    const run = (load: NDArray) => load.row(0).size;
    // @ts-expect-error an NDArray arrives without its methods
    await expect(map({ inputs, run }, { on: workers(1) })).rejects.toThrow(/row is not a function/);
    const { values } = await map({ inputs, run: (load) => load.data.length });
    expect(values).toEqual([2, 1]);
  });

  test("keep the types of plain data", () => {
    expectTypeOf<Cloned<{ a: number; b: Float64Array; c: [Date, string?] }>>().toEqualTypeOf<{
      a: number;
      b: Float64Array;
      c: [Date, string?];
    }>();
    expectTypeOf<Cloned<Map<string, number> | undefined>>().toEqualTypeOf<Map<string, number> | undefined>();
  });
});
