import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RecordReader } from "../../../plugins/fusion/dist/formats/record-reader.js";

function rowsOf(pieces: readonly string[], separator: string) {
  const reader = new RecordReader("test", { separator });
  return [...pieces.flatMap((piece) => [...reader.read(piece)]), ...reader.end()];
}

describe("RecordReader", () => {
  test("reads the same rows however the text is cut into pieces", () => {
    const cell = fc.oneof(
      fc.constantFrom("a", "", "1.5"),
      fc.constantFrom('"x"', '"a,b"', '"l1\nl2"', '"say ""hi"""', ' "q"'),
    );
    const text = fc.array(
      fc.array(cell, { minLength: 2, maxLength: 3 }).map((cells) => cells.join(",")),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(text, fc.array(fc.nat(40)), (lines, lengths) => {
        const whole = `${lines.join("\n")}\n`;
        let rest = whole;
        const pieces = lengths.map((length) => {
          const piece = rest.slice(0, length);
          rest = rest.slice(length);
          return piece;
        });
        const found = rowsOf([...pieces, rest], ",");
        expect(found).toEqual(rowsOf([whole], ","));
        expect(found.length).toBe(lines.length);
      }),
    );
  });

  test("counts lines through fields that hold line breaks", () => {
    expect(rowsOf(['a,b\n"1\n\n2",x\ny,z'], ",").map(({ line, fields }) => [line, fields])).toEqual([
      [1, ["a", "b"]],
      [2, ["1\n\n2", "x"]],
      [5, ["y", "z"]],
    ]);
  });

  test("leaves blank lines and comments out, and a quote within a field alone", () => {
    const reader = new RecordReader("test", { separator: ";", comment: "#" });
    const rows = [...reader.read('# note\n\n 5" pipe;2\n#;\n'), ...reader.end()];
    expect(rows).toEqual([{ fields: [' 5" pipe', "2"], line: 3 }]);
  });
});
