import { line } from "@mesoscope/plot";
import fc from "fast-check";
import { expect, test } from "vitest";

interface LogAxis {
  readonly scale: { readonly domain: readonly [number, number] };
  readonly axis: { readonly values: readonly number[] };
}

test("a logarithmic axis holds the data, with growing ticks inside its ends", () => {
  const positive = fc.double({ min: 1e-30, max: 1e30, noNaN: true });
  fc.assert(
    fc.property(positive, fc.double({ min: 1.5, max: 1e12, noNaN: true }), (low, factor) => {
      const spec = line({ x: [0, 1], y: [low, low * factor] }, { y: { scale: "log" } }).spec;
      const { scale, axis } = (spec.layer as { encoding: { y: LogAxis } }[])[0]!.encoding.y;
      expect(scale.domain[0]).toBeLessThanOrEqual(low * (1 + 1e-8));
      expect(scale.domain[1]).toBeGreaterThanOrEqual(low * factor * (1 - 1e-8));
      axis.values.forEach((value, i) => {
        expect(value).toBeGreaterThan(i === 0 ? 0 : axis.values[i - 1]!);
        expect(value).toBeLessThanOrEqual(scale.domain[1] * (1 + 1e-8));
      });
      expect(axis.values.length).toBeGreaterThan(0);
    }),
  );
});
