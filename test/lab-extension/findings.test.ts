import { Text } from "@codemirror/state";
import { describe, expect, test } from "vitest";
import { diagnosticOf } from "../../kernel-extensions/lab/dist/findings/diagnostic.js";

const text = Text.of(["const a = 1;", "const b: string = a;", ""]);
const finding = { code: 2322, message: "not assignable" };

describe("a finding of the type checker", () => {
  test("is underlined where it is", () => {
    expect(diagnosticOf(text, { ...finding, line: 2, column: 7, length: 1 })).toEqual({
      from: 19,
      to: 20,
      severity: "error",
      source: "TS2322",
      message: "not assignable",
    });
  });

  test("is seen also where it is empty, at the end, or behind a text that has been cut since", () => {
    const place = (line: number, column: number, length: number) => {
      const { from, to } = diagnosticOf(text, { ...finding, line, column, length });
      return text.sliceString(from, to);
    };
    expect(place(1, 1, 0)).toBe("c");
    expect(place(3, 1, 0)).toBe("\n");
    expect(place(9, 40, 5)).toBe("\n");
    expect(diagnosticOf(Text.of([""]), { ...finding, line: 1, column: 1, length: 3 })).toMatchObject({
      from: 0,
      to: 0,
    });
  });
});
