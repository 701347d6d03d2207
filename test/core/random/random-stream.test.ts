import { correlation, mean, normalCdf, type RandomStream, randomStream, variance } from "@mesoscope/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { philox } from "../../../plugins/core/dist/random/philox.js";

const code = (name: string) => expect.objectContaining({ code: name });
const count = 100_000;

/** The largest distance between the distribution of the values and `cdf`, times √n: above 2 once in 1500 streams. */
function kolmogorovDistance(values: Float64Array, cdf: (x: number) => number): number {
  const sorted = values.toSorted();
  const n = sorted.length;
  const distances = sorted.map((x, i) => Math.max(cdf(x) - i / n, (i + 1) / n - cdf(x)));
  return Math.sqrt(n) * distances.reduce((a, b) => Math.max(a, b));
}

describe("philox", () => {
  /** Of `kat_vectors` in Random123, by the authors of the method. */
  const vectors: [number[], number[], number[]][] = [
    [
      [0, 0, 0, 0],
      [0, 0],
      [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
    ],
    [
      [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
      [0xffffffff, 0xffffffff],
      [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
    ],
    [
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      [0xa4093822, 0x299f31d0],
      [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
    ],
  ];

  test.each(vectors)("gives the published block for counter %j and key %j", (counter, key, block) => {
    const words = Uint32Array.from(counter);
    philox(words, Uint32Array.from(key));
    expect([...words]).toEqual(block);
  });
});

describe("randomStream", () => {
  test("starts with the published block", () => {
    // The first two words of the all-zero block, as 53 bits.
    expect(randomStream(0).uniform()).toBe(((0x6627e8d5 >>> 5) * 2 ** 26 + (0xe169c58d >>> 6)) / 2 ** 53);
  });

  test("gives the same numbers for the same seed, others for another", () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.nat(), (seed, i) => {
        expect(randomStream(seed).normals(5).data).toEqual(randomStream(seed).normals(5).data);
        expect(randomStream(seed).child(i).uniform()).toBe(randomStream(seed).child(i).uniform());
        expect(randomStream(seed).uniform()).not.toBe(randomStream(seed === 0 ? 1 : -seed).uniform());
      }),
    );
  });

  test("children do not depend on what was drawn, and differ from each other and their parent", () => {
    const parent = randomStream(3);
    const before = parent.child(1).uniform();
    parent.uniforms(1000);
    expect(parent.child(1).uniform()).toBe(before);
    const family = [parent, parent.child(0), parent.child(1), parent.child(0).child(1), parent.child(1).child(0)];
    const firsts = new Set(family.map((stream) => stream.uniform()));
    expect(firsts.size).toBe(family.length);
  });

  test("a thousand children never meet and do not correlate", () => {
    const seen = new Set<number>();
    const first: number[] = [];
    const second: number[] = [];
    for (let i = 0; i < 1000; i++) {
      const values = randomStream(9).child(i).uniforms(100).data;
      for (const value of values) seen.add(value);
      first.push(values[0]!);
      second.push(values[1]!);
    }
    expect(seen.size).toBe(100_000);
    expect(kolmogorovDistance(Float64Array.from(first), (x) => x)).toBeLessThan(2);
    expect(Math.abs(correlation(first, second))).toBeLessThan(0.1);
    expect(Math.abs(correlation(first.slice(1), first.slice(0, -1)))).toBeLessThan(0.1);
  });

  test.each<[string, (stream: RandomStream) => number, (x: number) => number]>([
    ["uniform", (stream) => stream.uniform(), (x) => x],
    ["normal", (stream) => stream.normal(), normalCdf],
    ["exponential", (stream) => stream.exponential(), (x) => -Math.expm1(-x)],
  ])("%s numbers follow their distribution", (_, draw, cdf) => {
    const stream = randomStream(11);
    const values = Float64Array.from({ length: count }, () => draw(stream));
    expect(kolmogorovDistance(values, cdf)).toBeLessThan(2);
    expect(Math.abs(correlation(values.subarray(1), values.subarray(0, -1)))).toBeLessThan(0.015);
  });

  test("normal numbers have the moments and tails of the distribution", () => {
    const values = randomStream(12).normals(1_000_000);
    expect(Math.abs(mean(values))).toBeLessThan(0.004);
    expect(Math.abs(variance(values) - 1)).toBeLessThan(0.006);
    const beyondFour = values.data.filter((x) => Math.abs(x) > 4).length;
    expect(beyondFour).toBeGreaterThan(30);
    expect(beyondFour).toBeLessThan(110);
  });

  test("whole numbers are equally likely, also where 2³² is no multiple", () => {
    const stream = randomStream(13);
    const hits = new Float64Array(7);
    for (let i = 0; i < count; i++) hits[stream.integer(7)]!++;
    const expected = count / 7;
    const chiSquare = hits.reduce((total, hit) => total + (hit - expected) ** 2 / expected, 0);
    expect(chiSquare).toBeLessThan(22.5);
    const below = 3 * 2 ** 30;
    const share =
      Array.from({ length: 30_000 }, () => stream.integer(below)).filter((x) => x < below / 3).length / 30_000;
    expect(Math.abs(share - 1 / 3)).toBeLessThan(0.015);
    const large = Array.from({ length: 1000 }, () => stream.integer(2 ** 53 - 1));
    expect(large.every(Number.isSafeInteger)).toBe(true);
    expect(Math.max(...large)).toBeGreaterThan(2 ** 52);
  });

  test("permutations hold every number once, each order equally often", () => {
    const stream = randomStream(14);
    expect([...stream.permutation(100).toSorted()]).toEqual(Array.from({ length: 100 }, (_, i) => i));
    const orders = new Map<string, number>();
    for (let i = 0; i < 6000; i++) {
      const order = String(stream.permutation(3));
      orders.set(order, (orders.get(order) ?? 0) + 1);
    }
    expect(orders.size).toBe(6);
    for (const hits of orders.values()) expect(Math.abs(hits - 1000)).toBeLessThan(130);
  });

  test("choices are distinct unless replaced", () => {
    const stream = randomStream(15);
    expect(new Set(stream.choice([..."abcdef"], 6)).size).toBe(6);
    expect(stream.choice(["a"], 3, { replace: true })).toEqual(["a", "a", "a"]);
    expect(stream.choice([], 0)).toEqual([]);
    expect(() => stream.choice(["a"], 2)).toThrow(code("BAD_VALUE"));
    expect(() => stream.choice([], 1, { replace: true })).toThrow(code("BAD_VALUE"));
  });

  test("refuses seeds and ranges that are no whole numbers", () => {
    expect(() => randomStream(0.5)).toThrow(code("BAD_SEED"));
    expect(() => randomStream(1e300)).toThrow(code("BAD_SEED"));
    expect(() => randomStream(1).integer(0)).toThrow(code("BAD_VALUE"));
    expect(() => randomStream(1).child(-1)).toThrow(code("BAD_VALUE"));
    expect(() => randomStream(1).normals([-1])).toThrow(code("BAD_SHAPE"));
  });
});
