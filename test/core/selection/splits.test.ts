import { groupKFold, kFold, type Split, stratifiedKFold, timeSplit, trainTestSplit } from "@mesoscope/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

const code = (name: string) => expect.objectContaining({ code: name });
const sorted = (rows: Iterable<number>) => [...rows].toSorted((a, b) => a - b);

describe("splits", () => {
  test("put every row in exactly one test set", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 60 }), fc.nat(), fc.integer({ min: 2, max: 10 }), (n, seed, folds) => {
        fc.pre(folds <= n);
        const rows = Array.from({ length: n }, (_, i) => i);
        const split = kFold(n, { folds, seed });
        expect(split.flatMap(({ test }) => [...test]).toSorted((a, b) => a - b)).toEqual(rows);
        for (const { train, test } of split) expect([...train, ...test].toSorted((a, b) => a - b)).toEqual(rows);
        const sizes = split.map(({ test }) => test.length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
        const { train, test } = trainTestSplit(n, { fraction: 0.5, seed });
        expect([...train, ...test].toSorted((a, b) => a - b)).toEqual(rows);
        expect(trainTestSplit(n, { fraction: 0.5, seed }).test).toEqual(test);
      }),
    );
  });

  test("refuse a side without rows", () => {
    expect(() => trainTestSplit(3, { fraction: 1 })).toThrow(code("BAD_OPTION"));
    expect(() => kFold(3, { folds: 4 })).toThrow(code("BAD_OPTION"));
    expect(() => kFold(3, { folds: 1 })).toThrow(code("BAD_OPTION"));
  });
});

function testsEachRowOnce(splits: readonly Split[], n: number): void {
  const rows = Array.from({ length: n }, (_, i) => i);
  expect(sorted(splits.flatMap(({ test }) => [...test]))).toEqual(rows);
  for (const { train, test } of splits) expect(sorted([...train, ...test])).toEqual(rows);
}

describe("stratifiedKFold", () => {
  test("gives each class nearly the same share of every test", () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 2 }), { minLength: 30, maxLength: 80 }), fc.nat(), (labels, seed) => {
        const folds = 3;
        const counts = [0, 1, 2].map((label) => labels.filter((own) => own === label).length);
        fc.pre(counts.every((count) => count >= folds));
        const splits = stratifiedKFold(labels, { folds, seed });
        testsEachRowOnce(splits, labels.length);
        for (const { test } of splits) {
          counts.forEach((count, label) => {
            const found = [...test].filter((row) => labels[row] === label).length;
            expect(Math.abs(found - count / folds)).toBeLessThan(1);
          });
        }
        const sizes = splits.map(({ test }) => test.length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
        expect(stratifiedKFold(labels, { folds, seed })).toEqual(splits);
      }),
    );
  });

  test("refuses classes smaller than the folds", () => {
    expect(() => stratifiedKFold(["a", "a", "b"], { folds: 2 })).toThrow(
      "stratifiedKFold: class b has 1 rows for 2 folds. Give fewer folds, or join classes.",
    );
    expect(() => stratifiedKFold([1, 2], { splits: 2 } as never)).toThrow(/there is no option splits/);
  });
});

describe("groupKFold", () => {
  test("never parts a group", () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 9 }), { minLength: 20, maxLength: 60 }), fc.nat(), (groups, seed) => {
        fc.pre(new Set(groups).size >= 4);
        const splits = groupKFold(groups, { folds: 4, seed });
        testsEachRowOnce(splits, groups.length);
        for (const { train, test } of splits) {
          const tested = new Set([...test].map((row) => groups[row]));
          expect([...train].some((row) => tested.has(groups[row]))).toBe(false);
          expect(test.length).toBeGreaterThan(0);
        }
      }),
    );
    expect(() => groupKFold(["a", "b"], { folds: 3 })).toThrow(code("BAD_OPTION"));
  });
});

describe("timeSplit", () => {
  test("tests what follows, after the gap, to the end", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 12, max: 90 }),
        fc.integer({ min: 1, max: 5 }),
        fc.nat({ max: 3 }),
        (n, folds, gap) => {
          fc.pre(n - folds * Math.floor(n / (folds + 1)) - gap >= 1);
          const expanding = timeSplit(n, { folds, gap });
          expect(expanding.length).toBe(folds);
          expect(expanding.at(-1)!.test.at(-1)).toBe(n - 1);
          for (const [i, { train, test }] of expanding.entries()) {
            expect(train[0]).toBe(0);
            expect(test[0]! - train.at(-1)!).toBe(gap + 1);
            if (i > 0) expect(test[0]).toBe(expanding[i - 1]!.test.at(-1)! + 1);
          }
          for (const { train } of timeSplit(n, { folds, gap, trainSize: 4 }))
            expect(train.length).toBeLessThanOrEqual(4);
        },
      ),
    );
  });

  test("rolls on with a window, and refuses to learn from nothing", () => {
    const [first, second] = timeSplit(10, { folds: 2, trainSize: 3, testSize: 2, gap: 1 });
    expect([...first!.train, ...first!.test]).toEqual([2, 3, 4, 6, 7]);
    expect([...second!.train, ...second!.test]).toEqual([4, 5, 6, 8, 9]);
    expect(() => timeSplit(10, { folds: 5, testSize: 2 })).toThrow(/^timeSplit: 10 rows leave none to learn from/);
    expect(() => timeSplit(3, { folds: 5 })).toThrow(code("BAD_OPTION"));
  });
});
