import { normalCdf, normalDensity, normalLogCdf, normalQuantile } from "@mesoscope/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { scaledTail } from "../../../plugins/core/dist/statistics/scaled-tail.js";
import { reference } from "../../contract/close.ts";

const expected = reference("core/normal-distribution.json");

describe("the normal distribution", () => {
  test("has density, probability and logarithm to 15 digits", () => {
    expect(expected.z.map(normalDensity)).toBeClose(expected.density, { relative: 2e-15 });
    expect(expected.z.map(normalCdf)).toBeClose(expected.cdf, { relative: 2e-15 });
    expect(expected.z.map(normalLogCdf)).toBeClose(expected.logCdf, { relative: 2e-15, absolute: 1e-18 });
    for (const [z, value] of expected.logCdfFar) expect(normalLogCdf(z)).toBeClose(value, { relative: 1e-15 });
  });

  test("has quantiles to 15 digits, in both tails and the middle", () => {
    expect(expected.probability.map(normalQuantile)).toBeClose(expected.quantile, { relative: 1e-15 });
    expect(normalQuantile(0)).toBe(-Infinity);
    expect(normalQuantile(1)).toBe(Infinity);
    expect(normalQuantile(5e-324)).toBeCloseTo(-38.4674, 3);
  });

  test("quantile and probability undo each other", () => {
    fc.assert(
      fc.property(fc.double({ min: -37, max: 5, noNaN: true }), (z) => {
        expect(normalQuantile(normalCdf(z))).toBeClose(z, { relative: 1e-9, absolute: 1e-12 });
      }),
    );
  });

  test("refuses what is no probability", () => {
    for (const p of [-0.1, 1.1, Number.NaN]) {
      expect(() => normalQuantile(p)).toThrow(expect.objectContaining({ code: "BAD_PROBABILITY" }));
    }
  });

  test("the scaled tail has its computed coefficients and values", () => {
    const { x, scaledTail: values } = reference("core/scaled-tail.json");
    expect(x.map(scaledTail)).toBeClose(values, { relative: 2e-15 });
  });
});
