import { randomStream } from "@mesoscope/core";
import { hampelFilter, interquartileFences, mahalanobisOutliers, robustZScore } from "@mesoscope/fusion";
import { displaySymbol } from "@mesoscope/sdk";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { reference } from "../../contract/close.ts";

const expected = reference("fusion/outliers.json");

describe("agrees with SciPy", () => {
  test("in the scores and flags of a moving window", () => {
    for (const { window, scores } of expected.hampel) {
      const found = hampelFilter(expected.series, { window });
      expect(found.scores).toBeClose(scores, { relative: 1e-12, absolute: 1e-12 });
      expect(found.flags.data).toEqual(Float64Array.from(scores, (score: number) => Number(Math.abs(score) > 3)));
    }
  });

  test("in robust z-scores and fences", () => {
    const z = robustZScore(expected.table, { threshold: 2 });
    expect(z.scores).toBeClose(expected.robustZScore, { relative: 1e-12, absolute: 1e-12 });
    const fences = interquartileFences(expected.table, { factor: 1 });
    expect(fences.scores).toBeClose(expected.interquartileFences, { relative: 1e-12, absolute: 1e-12 });
    expect(z.count).toBe(expected.robustZScore.flat().filter((score: number) => Math.abs(score) > 2).length);
  });
});

describe("mahalanobisOutliers", () => {
  test("agrees with scikit-learn", async () => {
    const found = await mahalanobisOutliers(expected.cloud);
    expect(found.scores).toBeClose(expected.distances, { relative: 1e-9 });
    expect([...found.flags.data.slice(0, 14)]).toEqual(Array(14).fill(1));
    expect(await mahalanobisOutliers(expected.cloud)).toEqual(found);
    const masked = found.masked(expected.cloud);
    expect([...masked.row(0).data]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    expect([...masked.row(79).data]).toEqual(expected.cloud[79]);
  });

  test("expects what SciPy expects of normal numbers", async () => {
    const x = randomStream(1).normals([900, 2]);
    const share = (await mahalanobisOutliers(x)).count / 900;
    expect(share).toBeClose(0.025, { absolute: 0.015 });
    for (const { probability, columns, limit } of expected.limits) {
      const rows = randomStream(2).normals([40, columns]);
      rows.data[0] = 1e3;
      const { reasons } = await mahalanobisOutliers(rows, { probability });
      expect(reasons[0].reason).toContain(`where ${Number(limit.toPrecision(5))} is expected`);
    }
  });

  test.each<[string, () => Promise<unknown>, string, RegExp]>([
    [
      "dependent columns",
      () => mahalanobisOutliers([...Array(20).keys()].map((i) => [i % 7, 2 * (i % 7)])),
      "SINGULAR",
      /dependent/,
    ],
    [
      "few rows",
      () =>
        mahalanobisOutliers([
          [1, 2],
          [3, 4],
        ]),
      "EMPTY",
      /2 rows are too few for 2 columns/,
    ],
    ["a gap", () => mahalanobisOutliers([[1], [Number.NaN], [2]]), "NOT_FINITE", /NaN at entry 1/],
    [
      "a probability of 1",
      () => mahalanobisOutliers([1, 2, 3, 4, 5], { probability: 1 }),
      "BAD_OPTION",
      /probability is 1/,
    ],
  ])("refuses %s", async (_, call, code, message) => {
    await expect(call()).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  });
});

test("planted outliers are found, whatever the place, the size and the unit", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e6 }), fc.double({ min: 20, max: 1e6, noNaN: true }), (seed, size) => {
      const x = randomStream(seed).normals(50).data;
      const at = randomStream(seed + 1).integer(50);
      x[at] += size;
      for (const found of [hampelFilter(x, { window: 11 }), robustZScore(x), interquartileFences(x)]) {
        expect(found.flags.data[at]).toBe(1);
        expect(found.reasons.find(({ row }) => row === at)).toMatchObject({ column: 0, value: x[at] });
      }
      const scaled = robustZScore(x.map((value) => 7 - 1e3 * value));
      expect(scaled.scores.map((z) => -z)).toBeClose(robustZScore(x).scores, { relative: 1e-6, absolute: 1e-9 });
    }),
  );
});

test("gaps stay gaps, and outliers become gaps only when asked", () => {
  const table = [
    [1, 5],
    [2, Number.NaN],
    [1.5, 5],
    [90, 5],
    [2, 5],
  ];
  const found = robustZScore(table);
  expect(found.reasons).toEqual([
    { row: 3, column: 0, value: 90, score: expect.any(Number), reason: expect.stringMatching(/from the median 2$/) },
  ]);
  expect(found.notes).toEqual(["Column 1: more than half of its values are equal: the mean deviation is used."]);
  expect(found.masked(table).data).toEqual(Float64Array.of(1, 5, 2, Number.NaN, 1.5, 5, Number.NaN, 5, 2, 5));
  expect(found[displaySymbol]()["text/html"]).toContain("<th");
  expect(found[displaySymbol]()["text/plain"]).toMatch(/^robustZScore: 1 outlier among 10 values/);
  expect(() => found.masked([1])).toThrow(expect.objectContaining({ code: "SHAPE_MISMATCH" }));
});

test("equal values have no outliers; one that differs from equal ones is one", () => {
  const equal = new Float64Array(20).fill(0.1);
  for (const method of [hampelFilter, robustZScore, interquartileFences]) expect(method(equal).count).toBe(0);
  equal[7] = 3;
  for (const found of [robustZScore(equal), interquartileFences(equal)]) expect(found.flags.data[7]).toBe(1);
});

test("columns of gaps are noted", () => {
  expect(interquartileFences([[Number.NaN], [Number.NaN]]).notes).toEqual(["Column 0: it has no value that is there."]);
});

test.each<[string, () => unknown, string, RegExp]>([
  ["an even window", () => hampelFilter([1, 2], { window: 4 }), "BAD_OPTION", /window is 4/],
  ["no threshold", () => robustZScore([1], { threshold: 0 }), "BAD_OPTION", /threshold is 0/],
  ["an infinity", () => robustZScore([1, Infinity]), "NOT_FINITE", /Infinity at entry 1/],
  ["nothing", () => interquartileFences([]), "EMPTY", /0 numbers/],
  [
    "a table as a series",
    () =>
      hampelFilter([
        [1, 2],
        [3, 4],
      ]),
    "NOT_A_VECTOR",
    /vector is needed/,
  ],
])("%s is refused", (_, call, code, message) => {
  expect(call).toThrow(expect.objectContaining({ code, message: expect.stringMatching(message) }));
});
