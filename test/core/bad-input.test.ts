import {
  adam,
  asArray,
  cmaEs,
  correlation,
  coverage,
  differentialEvolution,
  dimensionOf,
  evidenceWeights,
  fitLeastSquares,
  full,
  identity,
  leastSquares,
  minimize,
  negativeLogPredictiveDensity,
  nelderMead,
  ones,
  parseUnit,
  quantity,
  rootMeanSquareError,
  toSI,
  trainTestSplit,
  zeros,
} from "@mesoscope/core";
import { expect, test } from "vitest";

const wrong = (value: unknown) => value as never;

test.each<[string, () => unknown, string, RegExp]>([
  ["a quantity of nothing", () => quantity(wrong(undefined)), "BAD_NUMBER", /^quantity: found undefined\./],
  ["a text and a unit", () => quantity(wrong("5"), "mm"), "BAD_NUMBER", /^quantity: found a string and a unit/],
  ["a unit that is a number", () => toSI([1], wrong(5)), "UNKNOWN_UNIT", /^parseUnit: the unit is 5/],
  ["no unit", () => parseUnit(wrong(null)), "UNKNOWN_UNIT", /^parseUnit: the unit is null/],
  ["zeros without a shape", () => zeros(wrong(undefined)), "BAD_SHAPE", /^zeros: undefined is not a shape/],
  ["ones of less than nothing", () => ones(-1), "BAD_SHAPE", /^ones: \[-1\]/],
  ["a full array of a word", () => full(wrong("3"), 1), "BAD_SHAPE", /^full: 3 is not a shape/],
  ["an identity of less than nothing", () => identity(-1), "BAD_SHAPE", /^identity: \[-1, -1\]/],
  ["coverage by means", () => coverage([1], wrong(asArray([1]))), "BAD_VALUE", /^coverage: .*model\.predictive/],
  [
    "a score of means",
    () => negativeLogPredictiveDensity([1], wrong(asArray([1]))),
    "BAD_VALUE",
    /^negativeLogPredictiveDensity: /,
  ],
  [
    "a correlation of words",
    () => correlation(wrong(["a", "b"]), [1, 2]),
    "DATA_NOT_NUMERIC",
    /^correlation: the first/,
  ],
  ["an object among numbers", () => asArray(wrong([{}])), "DATA_NOT_NUMERIC", /has an Object at row 0/],
  ["a function as numbers", () => asArray(wrong(() => 1)), "DATA_NOT_NUMERIC", /has a function at/],
  ["a score of nothing", () => rootMeanSquareError([], []), "EMPTY", /^rootMeanSquareError: there are no targets/],
  ["half a row", () => trainTestSplit(3.5), "BAD_OPTION", /^trainTestSplit: n is 3\.5/],
  [
    "models that all are impossible",
    () => evidenceWeights([1, 2], [0, 0]),
    "BAD_VALUE",
    /^evidenceWeights: prior is \[0,0\]/,
  ],
  ["evidence that is NaN", () => evidenceWeights([1, Number.NaN]), "BAD_VALUE", /^evidenceWeights: the log evidences/],
  ["equations with NaN", () => leastSquares([[Number.NaN]], [1]), "NOT_FINITE", /^leastSquares: A has NaN/],
  ["a formula that is a number", () => dimensionOf(wrong(5), {}), "BAD_EXPRESSION", /^dimensionOf: found a number/],
  ["all rows and more", () => trainTestSplit(3, { fraction: 2 }), "BAD_OPTION", /Give one between 0 and 1/],
])("%s is refused", (_, call, code, message) => {
  expect(call).toThrow(expect.objectContaining({ code, message: expect.stringMatching(message) }));
});

test("minimize refuses what is no objective", async () => {
  await expect(
    minimize(
      wrong([1]),
      wrong(() => 1),
    ),
  ).rejects.toMatchObject({ code: "BAD_VALUE", message: expect.stringContaining("no function") });
  await expect(
    minimize(
      wrong(([x]: number[]) => x! ** 2),
      [1],
    ),
  ).rejects.toMatchObject({
    code: "BAD_VALUE",
    message: expect.stringContaining("no value and gradient"),
  });
  await expect(
    minimize(
      wrong(() => undefined),
      [1],
    ),
  ).rejects.toMatchObject({ code: "BAD_VALUE" });
});

test.each([
  ["adam", adam],
  ["cmaEs", cmaEs],
  ["differentialEvolution", differentialEvolution],
  ["fitLeastSquares", fitLeastSquares],
  ["minimize", minimize],
  ["nelderMead", nelderMead],
])("%s does not start at what is no number", async (name, method) => {
  const call = (method as (...args: unknown[]) => Promise<unknown>)(() => 1, [1, Number.NaN], { lower: 0, upper: 2 });
  await expect(call).rejects.toMatchObject({
    code: "BAD_VALUE",
    message: expect.stringMatching(`^${name}: start has NaN`),
  });
});
