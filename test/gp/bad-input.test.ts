import {
  type Covariance,
  covarianceMatrix,
  gaussianProcess,
  loadCovariance,
  productOf,
  rbf,
  sumOf,
} from "@mesoscope/gp";
import { expect, test } from "vitest";

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
