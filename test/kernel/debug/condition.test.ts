import { describe, expect, test } from "vitest";
import { conditionOf } from "../../../kernel-extensions/kernel/dist/debug/condition.node.js";

/** How often code that comes by with `i` from 1 to 12 stops, and what it prints. */
function stops(request: { condition?: string; hitCondition?: string; logMessage?: string }) {
  const hits = new Map<number, number>();
  const hit = (id: number) => hits.set(id, (hits.get(id) ?? 0) + 1).get(id);
  const met = (condition: () => unknown) => condition();
  Object.defineProperty(globalThis, Symbol.for("mesoscope.debug"), { value: { hit, met }, configurable: true });
  const printed: unknown[][] = [];
  const console = {
    log: (...values: unknown[]) => printed.push(values),
    error: (...values: unknown[]) => printed.push(values.map(String)),
  };
  const test = new Function("i", "console", `return ${conditionOf({ line: 1, ...request }, 7) || "true"}`);
  const at = Array.from({ length: 12 }, (_, i) => i + 1).filter((i) => test(i, console));
  return { at, printed };
}

describe("a breakpoint stops", () => {
  test.each([
    [{ condition: "(i as number) > 10" }, [11, 12]],
    [{ hitCondition: "3" }, [3]],
    [{ hitCondition: "== 3" }, [3]],
    [{ hitCondition: ">= 11" }, [11, 12]],
    [{ hitCondition: "<3" }, [1, 2]],
    [{ hitCondition: "%5" }, [5, 10]],
    [{ condition: "i % 2 === 0", hitCondition: "2" }, [4]],
    [{ condition: "" }, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]],
    [{ condition: "nobody" }, []],
  ])("under %j", (request, expected) => {
    expect(stops(request).at).toEqual(expected);
  });
});

test("a log point prints and does not stop", () => {
  const { at, printed } = stops({ logMessage: "i is {i}, 50% of {i as number * 2}", hitCondition: "<= 2" });
  expect(at).toEqual([]);
  expect(printed).toEqual([
    ["i is %s, 50%% of %s", 1, 2],
    ["i is %s, 50%% of %s", 2, 4],
  ]);
});

test("a condition that throws says so", () => {
  expect(stops({ condition: "i === 1 && nobody.a" }).printed[0]!.join(" ")).toMatch(/condition failed.*nobody is not/);
});

test.each([{ condition: "i >" }, { hitCondition: "often" }, { logMessage: "{i +}" }])("%j is refused", (request) => {
  expect(() => conditionOf({ line: 1, ...request }, 1)).toThrow(/Unexpected|hit condition/);
});
