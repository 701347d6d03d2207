import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Fields } from "../../../plugins/fusion/dist/formats/fields.js";
import { plainNumbers } from "../../../plugins/fusion/dist/formats/plain-numbers.js";
import { readColumn, readFields } from "../../../plugins/fusion/dist/formats/read-column.js";

function fieldsOf(texts: readonly string[]): Fields {
  const fields = new Fields();
  for (const text of texts) fields.addText(text);
  return fields;
}

const exponent = fc
  .tuple(fc.constantFrom("", "e", "E-", "e+"), fc.integer({ min: 0, max: 330 }))
  .map((parts) => parts.join(""));
const digits = fc.stringMatching(/^\d{0,19}$/);
const written = fc
  .tuple(
    fc.constantFrom("", "-", "+"),
    digits,
    fc.constantFrom("", ".", ","),
    digits,
    fc.oneof(fc.constant(""), exponent),
  )
  .map((parts) => parts.join(""));
const decimalNumber = fc.double({ noNaN: true, noDefaultInfinity: true }).map(String);
const short = fc.tuple(fc.integer(), fc.integer({ min: 0, max: 9 })).map(([n, places]) => (n / 1e4).toFixed(places));
const other = fc.constantFrom(
  "",
  " ",
  "NA",
  "-9999",
  "-9999.0",
  "-",
  "5e",
  "5e-",
  "e5",
  ".",
  "1d3",
  "0012",
  "1 000",
  "−4",
  " 8\t",
  "7 mm",
  "3E",
  "12:30",
);

describe("plain numbers", () => {
  test("a column of fields is read as its texts are, to the last bit", () => {
    const column = fc.oneof(
      fc.array(short),
      fc.array(fc.oneof(short, decimalNumber)),
      fc.array(fc.oneof({ weight: 20, arbitrary: short }, { weight: 1, arbitrary: other })),
      fc.array(fc.oneof(written, other), { maxLength: 3 }),
    );
    const options = fc.constantFrom(
      {},
      { missing: [-9999, "NA"] },
      { kinds: { x: "number" } } as const,
      { repair: false } as const,
    );
    const learned = fc.constantFrom(
      undefined,
      { kind: "number" } as const,
      { kind: "number", range: [1, 2], codes: new Set([-9999]) } as const,
    );
    fc.assert(
      fc.property(column, fc.constantFrom(".", ","), options, learned, (texts, decimal, choice, known) => {
        const read = (of: () => unknown) => {
          try {
            return of();
          } catch (error) {
            return String(error);
          }
        };
        const found = read(() => readFields("x", fieldsOf(texts), decimal as ".", choice, known));
        expect(found).toEqual(read(() => readColumn("x", texts, decimal as ".", choice, known)));
      }),
      { numRuns: 3000 },
    );
  });

  test("rounds as Number does", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(short, decimalNumber, fc.stringMatching(/^-?[1-9]\d{0,17}\.\d{1,12}(e-?\d{1,2})?$/))),
        (texts) => {
          const read = plainNumbers("x", fieldsOf(texts), ".", {}, { kind: "number" });
          expect(read?.values).toEqual(Float64Array.from(texts, Number));
        },
      ),
    );
  });

  test("says nothing of a column in which something is unusual", () => {
    for (const text of ["1.5E", "7 mm", "0012", "1 000", "oops"]) {
      expect(plainNumbers("x", fieldsOf(["1", text]), ".", {}), text).toBeUndefined();
    }
    expect(plainNumbers("x", fieldsOf(["", "NA"]), ".", {})).toBeUndefined();
    expect(plainNumbers("x", fieldsOf(["1", "NA", ""]), ".", {})).toEqual({
      values: Float64Array.of(1, Number.NaN, Number.NaN),
      missing: [1, 2],
    });
  });
});

test("an empty text among the codes for missing values does not make zeros missing", () => {
  for (const texts of [
    ["0", "1"],
    ["0", "1 mm"],
  ]) {
    expect(readFields("x", fieldsOf(texts), ".", { missing: ["", -9999] }).findings).toEqual(
      readColumn("x", texts, ".", { missing: [-9999] }).findings,
    );
  }
});

describe("Fields", () => {
  test("gives back what it was given, after it was emptied too", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string({ unit: "grapheme" }), fc.constantFrom("a", "b", "\uFEFFc"))),
        (texts) => {
          const fields = fieldsOf(["before", ...texts]);
          expect(fields.texts()).toEqual(["before", ...texts]);
          fields.clear();
          for (const text of texts) fields.addText(text);
          expect(fields.texts()).toEqual(texts);
          expect(texts.map((_, row) => fields.text(row))).toEqual(texts);
        },
      ),
    );
  });
});
