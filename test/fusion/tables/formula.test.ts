import { dataset } from "@mesoscope/fusion";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

const table = dataset(
  { force: [10, 20], width: [5, 4], "bar length": [1, 2], temperature: [20, 30], ratio: [2, 3], name: ["a", "b"] },
  { units: { force: "kN", width: "mm", "bar length": "m", temperature: "degC" } },
);
const values = (formula: string, unit?: string) => table.with("y", formula, unit ? { unit } : {}).values("y");

describe("with", () => {
  test.each([
    ["force / width^2", "MPa", [400, 1250]],
    ["`bar length` + width", "mm", [1005, 2004]],
    ["width * 2 - width", "mm", [5, 4]],
    ["sqrt(width * `bar length`)", "m", [Math.sqrt(0.005), Math.sqrt(0.008)]],
    ['temperature - "20 degC"', "K", [0, 10]],
    [
      "log(width / `bar length`) + exp(ratio - 1)",
      undefined,
      [Math.log(0.005) + Math.E, Math.log(0.002) + Math.exp(2)],
    ],
    ["-ratio^2 + 2^3^0 * (1 - 3) / 4", undefined, [-5, -10]],
    ["abs(-force)", "kN", [10, 20]],
    ["ratio ^ (ratio - 1)", undefined, [2, 9]],
    ["1e3 * ratio", undefined, [2000, 3000]],
    ["7", undefined, [7, 7]],
  ])("%s in %s", (formula, unit, expected) => {
    for (const [i, value] of values(formula, unit).entries()) expect(value).toBeCloseTo(expected[i]!, 9);
  });

  test("gives the unit that the formula has", () => {
    expect(table.with("y", "width + `bar length`").units.y).toBe("mm");
    expect(table.with("y", "force / width^2").units.y).toBe("Pa");
    expect(table.with("y", "temperature - temperature").units.y).toBe("K");
    expect(table.with("y", "width / width").units.y).toBeUndefined();
  });

  test("agrees with JavaScript on plain numbers, whatever the formula", () => {
    const leaf = fc.oneof(fc.integer({ min: 1, max: 9 }).map(String), fc.constantFrom("a", "b"));
    const tree = fc.letrec<{ node: string }>((tie) => ({
      node: fc.oneof(
        { depthSize: "small" },
        leaf,
        fc.tuple(tie("node"), fc.constantFrom("+", "-", "*", "/"), tie("node")).map((parts) => `(${parts.join(" ")})`),
        fc.tuple(tie("node"), fc.constantFrom("+", "-", "*"), tie("node")).map((parts) => parts.join("")),
        tie("node").map((node) => `-(${node})`),
      ),
    })).node;
    const [a, b] = [
      [2, -3],
      [0.5, 7],
    ] as const;
    const numbers = dataset({ a: [...a], b: [...b] });
    fc.assert(
      fc.property(tree, (formula) => {
        const expected = [0, 1].map((i) =>
          new Function("a", "b", `return ${formula.replaceAll("--", "- -")}`)(a[i], b[i]),
        );
        const found = numbers.with("y", formula).column("y").data;
        for (const [i, value] of expected.entries()) {
          if (Number.isFinite(value)) expect(found[i]).toBeCloseTo(value, 6);
          else expect(found[i]).toBe(value);
        }
      }),
    );
  });

  test.each([
    ["force + width", "DIMENSION_MISMATCH", /in "force \+ width", .*differ in dimension/],
    ["temperature + temperature", "OFFSET_UNIT", /no sum/],
    ["exp(force)", "DIMENSION_MISMATCH", /exp needs a plain number/],
    ["force ^ ratio", "DIMENSION_MISMATCH", /exponent that varies/],
    ["frce / 2", "UNKNOWN_COLUMN", /Did you mean "force"/],
    ["name * 2", "NOT_NUMERIC", /holds text/],
    ["force / ", "BAD_FORMULA", /the end/],
    ["(force", "BAD_FORMULA", /the end/],
    ["force force", "BAD_FORMULA", /at force/],
    ["force $ 2", "BAD_FORMULA", /at \$/],
    ["sqr(force)", "BAD_FORMULA", /no function sqr/],
    ['force * "9 blorps"', "UNKNOWN_UNIT", /blorps/],
  ])("%s is refused as %s", (formula, code, message) => {
    expect(() => table.with("y", formula)).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(message) }),
    );
  });

  test("the unit asked for must fit", () => {
    expect(() => table.with("y", "force", { unit: "mm" })).toThrow(
      expect.objectContaining({ code: "DIMENSION_MISMATCH" }),
    );
  });
});
