import { checkOptions } from "@mesoscope/sdk";
import { expect, test } from "vitest";

test("unknown options are named, with the nearest known one", () => {
  const known = ["folds", "seed"];
  expect(() => checkOptions("kFold", { folds: 5 }, known)).not.toThrow();
  expect(() => checkOptions("kFold", { fold: 5 }, known)).toThrow(
    "kFold: there is no option fold. Did you mean folds?",
  );
  expect(() => checkOptions("kFold", { length: 5 }, known)).toThrow("The options are folds, seed.");
  for (const wrong of [null, 3, [1]]) {
    expect(() => checkOptions("kFold", wrong as never, known)).toThrow("kFold: the options are not an object.");
  }
});
