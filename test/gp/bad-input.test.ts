import { quantities, quantity } from "@mesoscope/core";
import {
  type Covariance,
  covarianceMatrix,
  gaussianProcess,
  loadCovariance,
  multiFidelity,
  productOf,
  rbf,
  sumOf,
} from "@mesoscope/gp";
import { describe, expect, test } from "vitest";
import { everyEstimator } from "./every-estimator.ts";

const none = undefined as unknown as Covariance;

test.each<[string, () => unknown, string, RegExp]>([
  ["a sum with nothing", () => sumOf(rbf(), none), "BAD_VALUE", /^sumOf: an argument is no kernel/],
  ["a product with nothing", () => productOf(none), "BAD_VALUE", /^productOf: an argument is no kernel/],
  ["a kernel that was not called", () => sumOf(rbf as never), "BAD_VALUE", /^sumOf: an argument is no kernel/],
  [
    "arguments the wrong way round",
    () => covarianceMatrix([0, 1] as never, rbf() as never),
    "BAD_VALUE",
    /is no kernel/,
  ],
  [
    "a saved kernel that is none",
    () => loadCovariance(null as never),
    "BAD_VALUE",
    /^loadCovariance: there is no kernel/,
  ],
  ["a word for a switch", () => gaussianProcess({ optimize: "no" as never }), "BAD_OPTION", /optimize is no/],
  ["a word for a number", () => gaussianProcess({ noise: "small" as never }), "BAD_OPTION", /noise is small/],
])("%s is refused", (_, call, code, message) => {
  expect(call).toThrow(expect.objectContaining({ code, message: expect.stringMatching(message) }));
});

const numbers = [1, 2, 3];
const nothing = undefined as unknown as number[];
const refused: readonly [what: string, X: unknown, y: unknown, code: string, message: RegExp][] = [
  ["NaN in X", [1, Number.NaN, 3], numbers, "MISSING_VALUES", /X is NaN in row 1, column 0\. Remove/],
  ["infinity in X", [1, 2, Infinity], numbers, "MISSING_VALUES", /X is Infinity in row 2, column 0\. Remove/],
  ["NaN throughout y", numbers, numbers.map(() => Number.NaN), "MISSING_VALUES", /(y is NaN in row 0|no number)/],
  ["infinity in y", numbers, [1, -Infinity, 0], "MISSING_VALUES", /-Infinity/],
  ["X and y of different lengths", numbers, [1, 0], "SHAPE_MISMATCH", /X has 3 rows but y has 2\. Give one target/],
  ["no rows", [], [], "EMPTY", /X has 0 rows and 1 columns\. Give at least one/],
  ["no columns", [[], [], []], numbers, "EMPTY", /X has 3 rows and 0 columns\. Give at least one/],
  ["X of three axes", [[[1]], [[2]], [[3]]], numbers, "NOT_A_MATRIX", /X has shape \[3, 1, 1\]/],
  ["rows of different lengths", [[1, 2], [3]], [1, 0], "SHAPE_RAGGED", /X has 1 entries at row 1/],
  ["text", ["a", "b", "c"], numbers, "DATA_NOT_NUMERIC", /X has "a" at row 0/],
  ["no X", nothing, numbers, "MISSING_VALUES", /X has undefined at the top level/],
  ["no y", numbers, nothing, "MISSING_VALUES", /[yY] has undefined at the top level/],
  ["X with a unit", quantities(numbers, "mm"), numbers, "DATA_NOT_NUMERIC", /X has Quantities .* by in\(unit\)\.$/],
  [
    "y with a unit",
    numbers,
    numbers.map((x) => quantity(x, "mm")),
    "DATA_NOT_NUMERIC",
    /a Quantity .* by in\(unit\)\.$/,
  ],
];

describe.each(Object.entries(everyEstimator))("%s", (name, trial) => {
  const isOwn = (message: RegExp) =>
    new RegExp(`^${trial.owner ?? name.split(",")[0]}\\.fit: .*${message.source}.*`, message.flags);

  test.each(refused)("%s is refused", async (_, X, y, code, message) => {
    const error = await trial.fit(X as number[], y as number[]).catch((found: unknown) => found);
    expect(error).toMatchObject({ code, message: expect.stringMatching(isOwn(message)) });
    const { length } = (error as Error).message;
    expect(length).toBeGreaterThanOrEqual(60);
    expect(length).toBeLessThanOrEqual(160);
  });

  test("points to predict at that do not fit are refused", async () => {
    const model = await trial.fit([0, 1, 2, 3], [0, 1, 1, 0]);
    const code = (name: string) => expect.objectContaining({ code: name });
    expect(() => model.predict([[1, 2]])).toThrow(code("SHAPE_MISMATCH"));
    expect(() => model.predict([1, Number.NaN])).toThrow(code("MISSING_VALUES"));
    expect(() => model.predict(quantities([1], "mm") as never)).toThrow(/by in\(unit\)/);
    expect(() => model.predict(nothing)).toThrow(code("MISSING_VALUES"));
  });
});

test("levels of several fidelities that are none are named", async () => {
  const level = { X: numbers, y: numbers };
  const learn = (...levels: unknown[]) => multiFidelity().fit(levels as never);
  await expect(learn(null, level)).rejects.toThrow(/^multiFidelity\.fit: level 0: X has undefined/);
  await expect(learn(level, { X: numbers })).rejects.toThrow(/^multiFidelity\.fit: level 1: y has undefined/);
  await expect(learn(level)).rejects.toThrow(expect.objectContaining({ code: "EMPTY" }));
});
