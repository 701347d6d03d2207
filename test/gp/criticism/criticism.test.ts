import { randomStream } from "@mesoscope/core";
import { censored, constant, criticism, fixed, gaussianProcess, productOf, rbf } from "@mesoscope/gp";
import { displaySymbol } from "@mesoscope/sdk";
import { expect, test } from "vitest";
import "../../contract/close.ts";

const stream = randomStream(2);
const X = Array.from({ length: 60 }, (_, i) => [i / 10, stream.uniform()]);
const y = X.map(([x]) => Math.sin(x!) + 0.1 * stream.normal());
const good = await gaussianProcess().fit(X, y);

test("finds nothing against a model that fits, save an input that does nothing", () => {
  const { findings, calibration, standardizedResiduals } = criticism(good);
  expect(findings.filter((finding) => !finding.includes("x1"))).toEqual([]);
  expect(standardizedResiduals.length).toBe(60);
  for (const { level, coverage } of calibration) expect(coverage).toBeClose(level, { absolute: 0.2 });
});

test("residuals are those of the closed form, without the bounds", async () => {
  const flags = y.map((_, i) => i === 3);
  const model = await gaussianProcess().fit(X, censored(y, { isLowerBound: flags }));
  const { rows, standardizedResiduals } = criticism(model);
  expect(rows).not.toContain(3);
  const { residual, std } = model.leaveOneOut();
  expect(standardizedResiduals).toBeClose(rows.map((i) => residual.data[i]! / std.data[i]!));
});

test("names outliers, intervals that are too narrow, and inputs that do not matter", async () => {
  const spoiled = y.map((value, i) => (i === 20 ? value + 3 : value));
  const kernel = productOf(constant({ outputScale: fixed(1) }), rbf({ lengthScale: fixed([1, 500]) }));
  const narrow = await gaussianProcess({ kernel, noise: fixed(0.04), optimize: false }).fit(X, spoiled);
  const { findings } = criticism(narrow);
  expect(findings.join("\n")).toMatch(/outliers beyond 3.5 standard deviations in row .*20/);
  expect(findings.join("\n")).toMatch(/too narrow/);
  expect(findings.join("\n")).toMatch(/input x1 hardly matters/);
});

test("more rows predict better, and the same call gives the same curve", () => {
  const { learningCurve } = criticism(good);
  expect(learningCurve.at(-1)!.rootMeanSquareError).toBeLessThan(0.7 * learningCurve[0]!.rootMeanSquareError);
  expect(criticism(good).learningCurve).toEqual(learningCurve);
  expect(criticism(good, { seed: 1 }).learningCurve).not.toEqual(learningCurve);
});

test("a part of the rows is the model fitted to them", async () => {
  const rows = [0, 5, 9, 30, 44];
  const kernel = productOf(constant({ outputScale: fixed(1) }), rbf({ lengthScale: fixed(1) }));
  const spec = gaussianProcess({ kernel, noise: fixed(0.1), mean: 0 });
  const [all, part] = [
    await spec.fit(X, y),
    await spec.fit(
      rows.map((i) => X[i]!),
      rows.map((i) => y[i]!),
    ),
  ];
  expect(all.withRows(rows).predict([[2, 0.5]]).data).toEqual(part.predict([[2, 0.5]]).data);
});

test("targets drawn from the model bracket the real ones", () => {
  const { checks } = criticism(good);
  expect(checks.map(({ statistic }) => statistic)).toEqual(["smallest", "largest", "standard deviation", "skewness"]);
  const { observed, lower, upper } = checks[2]!;
  expect(lower).toBeLessThan(observed);
  expect(observed).toBeLessThan(upper * 1.02);
});

test("shows pictures with titles, and tables with units", async () => {
  const shown = (await criticism(good)[displaySymbol]()) as Record<string, string>;
  for (const title of ["Residuals", "Calibration", "Distribution", "Learning curve", "Kernel between"]) {
    expect(shown["text/html"]).toContain(title);
  }
  expect(shown["text/html"]!.match(/<svg/g)).toHaveLength(5);
  expect(shown["text/html"]).toMatch(/unit of x0/);
  expect(shown["text/plain"]).toMatch(/hyper-parameter/);
});

test("few rows are refused", async () => {
  const model = await gaussianProcess().fit([1, 2, 3], [1, 2, 1]);
  expect(() => criticism(model)).toThrow(/3 measured rows/);
});
