import { brierScore, confusionMatrix, logLoss, rocAuc, rocCurve } from "@mesoscope/core";
import { displaySymbol } from "@mesoscope/sdk";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { reference } from "../../contract/close.ts";

const { y, scores, classes, shares, predicted, binary, several } = reference("core/metrics.json");
const code = (name: string) => expect.objectContaining({ code: name });

describe("scores of classifications", () => {
  test("agree with scikit-learn for two classes", () => {
    expect(logLoss(y, scores)).toBeClose(binary.logLoss);
    expect(brierScore(y, scores)).toBeClose(binary.brierScore);
    expect(rocAuc(y, scores)).toBeClose(binary.rocAuc);
    const curve = rocCurve(y, scores);
    expect(curve.falsePositiveRate).toBeClose(binary.falsePositiveRate);
    expect(curve.truePositiveRate).toBeClose(binary.truePositiveRate);
    expect(curve.thresholds.slice(1)).toBeClose(binary.thresholds);
  });

  test("agree with scikit-learn for several classes", () => {
    expect(logLoss(classes, shares)).toBeClose(several.logLoss);
    expect(brierScore(classes, shares)).toBeClose(several.brierScore);
    const found = confusionMatrix(classes, predicted);
    expect(found.counts.toArray()).toEqual(several.counts);
    expect(found.accuracy).toBeClose(several.accuracy);
    expect(found.precision).toBeClose(several.precision);
    expect(found.recall).toBeClose(several.recall);
    expect(found.f1).toBeClose(several.f1);
  });

  test("the area is the share of pairs in the right order", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat({ max: 1 }), fc.nat({ max: 6 })), { minLength: 2, maxLength: 25 }),
        (pairs) => {
          const [ones, zeros] = [1, 0].map((label) => pairs.filter(([own]) => own === label).map(([, score]) => score));
          fc.pre(ones!.length > 0 && zeros!.length > 0);
          const wins = ones!.flatMap((one) => zeros!.map((zero) => (one > zero ? 1 : one === zero ? 0.5 : 0)));
          const expected = wins.reduce((sum: number, win) => sum + win, 0) / wins.length;
          expect(
            rocAuc(
              pairs.map(([label]) => label),
              pairs.map(([, score]) => score),
            ),
          ).toBeClose(expected, { absolute: 1e-12 });
        },
      ),
    );
  });

  test("name bad input", () => {
    expect(() => rocAuc([1, 1], [0.1, 0.2])).toThrow(/^rocAuc: y must hold both classes/);
    expect(() => rocAuc([0, 1], [0.1, Number.NaN])).toThrow(code("BAD_VALUE"));
    expect(() => logLoss([0, 2], [0.1, 0.2])).toThrow(/class numbers from 0 to 1/);
    expect(() => brierScore([0, 1], [0.1, 1.2])).toThrow(code("BAD_VALUE"));
    expect(() => logLoss([0], [0.1, 1])).toThrow(code("SHAPE_MISMATCH"));
    expect(logLoss([1], [0])).toBe(Infinity);
  });
});

describe("confusionMatrix", () => {
  test("takes names, also of classes that occur on one side only", () => {
    const found = confusionMatrix(["b", "a", "b"], ["b", "c", "a"]);
    expect(found.labels).toEqual(["a", "b", "c"]);
    expect(found.recall.data[2]).toBeNaN();
    expect(found.precision.data[0]).toBe(0);
    expect(confusionMatrix([10, 9], [9, 9]).labels).toEqual([9, 10]);
  });

  test("shows itself, and names bad input", () => {
    const bundle = confusionMatrix(["<wear>", "creep"], ["creep", "creep"])[displaySymbol]();
    expect(bundle["text/html"]).toContain("&lt;wear&gt;</th>");
    expect(bundle["text/plain"]).toMatch(/^accuracy 0\.5; /);
    expect(() => confusionMatrix(["a"], ["a", "b"])).toThrow(code("SHAPE_MISMATCH"));
    expect(() => confusionMatrix([], [])).toThrow(code("EMPTY"));
  });
});
