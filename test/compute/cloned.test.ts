import { type Cloned, type Mapped, map } from "@mesoscope/compute";
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

  test("keep the types of plain data", () => {
    expectTypeOf<Cloned<{ a: number; b: Float64Array; c: [Date, string?] }>>().toEqualTypeOf<{
      a: number;
      b: Float64Array;
      c: [Date, string?];
    }>();
    expectTypeOf<Cloned<Map<string, number> | undefined>>().toEqualTypeOf<Map<string, number> | undefined>();
  });
});
