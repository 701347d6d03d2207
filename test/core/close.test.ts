import { describe, expect, test } from "vitest";
import "../contract/close.ts";

describe("toBeClose", () => {
  test("accepts what is within the tolerance and refuses what is not", () => {
    expect([1, 2]).toBeClose([1, 2 + 1e-9], { relative: 1e-9 });
    expect(() => expect([1, 2]).toBeClose([1, 2.1], { relative: 1e-2 })).toThrow(/entry 1/);
    expect(() => expect([0]).toBeClose([1e-20])).toThrow();
    expect(0).toBeClose(1e-20, { absolute: 1e-19 });
  });

  test("refuses other shapes and not-finite numbers", () => {
    expect(() => expect([1, 2]).toBeClose([[1, 2]])).toThrow(/shape/);
    expect(() => expect([Number.NaN]).toBeClose([1])).toThrow();
    expect(() => expect([1]).toBeClose([Number.POSITIVE_INFINITY], { absolute: 1e300 })).toThrow();
    expect(() => expect([1]).not.toBeClose([1])).toThrow();
  });
});
