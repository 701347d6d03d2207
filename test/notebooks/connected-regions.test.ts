import { asArray, zeros } from "@mesoscope/core";
import { expect, test } from "vitest";
import { connectedRegions } from "../../notebooks/connected-regions.ts";

test("regions touch by their sides, not by their corners, and not across the rim", () => {
  const mask = asArray([
    [1, 1, 0, 0, 1],
    [0, 1, 0, 1, 0],
    [1, 0, 0, 1, 1],
  ]);
  expect(connectedRegions(mask)).toEqual([3, 1, 3, 1]);
});

test("where nothing is, there is no region", () => expect(connectedRegions(zeros([3, 4]))).toEqual([]));
