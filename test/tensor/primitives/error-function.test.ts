import { erf, evaluate } from "@mesoscope/tensor";
import { expect, test } from "vitest";
import "../../contract/close.ts";

test("the error function keeps its digits near 0, between its two forms and in its tails", () => {
  // Abramowitz & Stegun, table 7.1, and 2x/√π near 0.
  const x = [1e-12, 0.1, 0.5, 1, 2, -1, 6];
  const expected = [
    2e-12 / Math.sqrt(Math.PI),
    0.1124629160182849,
    0.5204998778130465,
    0.8427007929497149,
    0.9953222650189527,
    -0.8427007929497149,
    1,
  ];
  expect(evaluate(() => erf(x))).toBeClose(expected, { relative: 4e-16 });
});
