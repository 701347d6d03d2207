import * as core from "@mesoscope/core";
import { MesoscopeError } from "@mesoscope/sdk";
import { expect, test } from "vitest";

type Call = (...values: unknown[]) => unknown;

const functions = Object.entries(core as object).filter((entry): entry is [string, Call] => {
  const [name, value] = entry;
  // backend would change the layer of all that follows.
  return typeof value === "function" && /^[a-z]/.test(name) && name !== "backend";
});

const odd = [
  ...[undefined, null, [], [Number.NaN], [1], [3, 1, 2], [[1, 2], [3, 4]], [[1, 2], [3]], "x", {}, -1, 5, 1.5], // biome-ignore format: one list
  ...[() => 1, () => [1], { axes: 5 }, { axis: "a" }, { real: [1] }],
];
const last = [undefined, [[1, 2], [3, 4]], {}, -1]; // biome-ignore format: one list

test("all functions are tried", () => {
  expect(functions.length).toBeGreaterThan(200);
});

test.each(functions)("%s answers odd arguments with a result or an error that says what to do", async (_, call) => {
  for (const first of odd) {
    for (const second of odd) {
      for (const third of last) {
        const outcome = await Promise.try(call, first, second, third).catch((error: unknown) => error);
        if (outcome instanceof Error) expect(outcome).toBeInstanceOf(MesoscopeError);
      }
    }
  }
});
