import { asArray } from "@mesoscope/core";
import { expect, test } from "vitest";
import { sideBySide } from "../../notebooks/side-by-side.ts";

test("pictures stand from left to right, with a gap between them", () => {
  const pictures = [asArray([[1], [2]]), asArray([[3], [4]])];
  expect(sideBySide(pictures, 9).toArray()).toEqual([
    [1, 9, 9, 3],
    [2, 9, 9, 4],
  ]);
});
