import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readRecords } from "../../../plugins/fusion/dist/formats/read-records.js";

function rowsOf(text: string, separator: string) {
  return [...readRecords(text, { separator })];
}

describe("readRecords", () => {
  test("gives a row for each line, and for several where a field in quotes holds them", () => {
    const cell = fc.oneof(
      fc.constantFrom("a", "", "1.5"),
      fc.constantFrom('"x"', '"a,b"', '"l1\nl2"', '"say ""hi"""', ' "q"'),
    );
    const text = fc.array(
      fc.array(cell, { minLength: 2, maxLength: 3 }).map((cells) => cells.join(",")),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(text, (lines) => {
        expect(rowsOf(lines.join("\n"), ",")).toEqual(rowsOf(`${lines.join("\n")}\n`, ","));
        expect(rowsOf(lines.join("\n"), ",").length).toBe(lines.length);
      }),
    );
  });

  test("counts lines through fields that hold line breaks", () => {
    expect(rowsOf('a,b\n"1\n\n2",x\ny,z', ",").map(({ line, fields }) => [line, fields])).toEqual([
      [1, ["a", "b"]],
      [2, ["1\n\n2", "x"]],
      [5, ["y", "z"]],
    ]);
  });

  test("leaves blank lines and comments out, and a quote within a field alone", () => {
    const rows = [...readRecords('# note\n\n 5" pipe;2\n#;\n', { separator: ";", comment: "#" })];
    expect(rows).toEqual([{ fields: [' 5" pipe', "2"], line: 3 }]);
  });
});
