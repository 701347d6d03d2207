import path from "node:path";
import { expect, test } from "vitest";
import { digits } from "../../../plugins/surrogate/bench/surrogate/digits.ts";

test("ten owners with uneven shares of the digits come within two points of who has all images", async () => {
  const found = await digits(path.resolve(import.meta.dirname, "../../../datasets"));
  expect(found["test, central"]).toBeGreaterThan(96);
  expect(found["test, points behind central"]).toBeLessThan(2);
  expect(found["test, mean of owners alone"]).toBeLessThan(80);
}, 120_000);
