import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ByteReader } from "../../../plugins/fusion/dist/formats/byte-reader.js";
import { readRecords } from "../../../plugins/fusion/dist/formats/read-records.js";
import { TextTable } from "../../../plugins/fusion/dist/formats/text-table.js";

type Options = ConstructorParameters<typeof TextTable>[2];

/** What came out: the columns and the report, or the error. */
function outcome(read: () => { readonly stored: unknown; readonly report: unknown }): unknown {
  try {
    const { stored, report } = read();
    return { stored, report };
  } catch (error) {
    return String(error);
  }
}

/** Every line cut as text. */
function asText(text: string, options: Options): unknown {
  return outcome(() => {
    const table = new TextTable("test", text, options);
    for (const record of readRecords(text, table.layout.cut)) table.add(record);
    return table.take();
  });
}

/** Plain lines cut as bytes, in pieces of these lengths. */
function asBytes(text: string, lengths: readonly number[], options: Options): unknown {
  return outcome(() => {
    const table = new TextTable("test", text, options);
    const reader = new ByteReader("test", table);
    let rest = new TextEncoder().encode(text);
    for (const length of [...lengths, rest.length]) {
      reader.give(rest.subarray(0, length));
      reader.fill();
      rest = rest.subarray(length);
    }
    reader.end();
    reader.fill();
    return table.take();
  });
}

const number = fc.constantFrom(
  "1",
  "-2.5",
  "+3",
  " 7 ",
  "1e3",
  "007",
  "",
  "NA",
  "-9999",
  "1.5E",
  "1 2",
  "1,5",
  "4 mm",
  "é",
);
const word = fc.constantFrom(
  "a",
  "é",
  "\u00a0",
  '"q"',
  '"a,b"',
  '"l\nm"',
  '"say ""hi"""',
  'x"y',
  ' "z"',
  "yes",
  "#c",
  "",
);
const line = fc.oneof(
  { weight: 8, arbitrary: fc.tuple(number, word, number) },
  { weight: 1, arbitrary: fc.array(fc.oneof(number, word), { maxLength: 5 }) },
);
const optionSets: readonly Options[] = [
  {},
  { comment: "#" },
  { separator: "whitespace" },
  { header: ["a", "b", "c"] },
  { missing: [1, "é", -9999] },
  { repair: false },
  { widths: [3, 4, 3] },
];

describe("ByteReader", () => {
  test("reads what is read from text, with the same report and the same errors, however it is cut into pieces", () => {
    const lengths = fc.array(fc.nat(30));
    const ends = fc.constantFrom("\n", "\r\n");
    const parts = [fc.array(line), fc.constantFrom(",", ";", "\t", "|"), ends, fc.boolean(), lengths] as const;
    fc.assert(
      fc.property(...parts, fc.constantFrom(...optionSets), (lines, separator, end, isEnded, cuts, options) => {
        const rows = ["x,label,y (mm)", "1,a,2", "2,b,3", "3,c,4"].map((row) => row.replaceAll(",", separator));
        const text = [...rows, ...lines.map((fields) => fields.join(separator))].join(end) + (isEnded ? end : "");
        expect(asBytes(text, cuts, options)).toEqual(asText(text, options));
      }),
      { numRuns: 1000 },
    );
  });

  test("leaves a decimal comma between fields to the repair of rows", () => {
    const text = "lat,lon\n46.8,-100.7\n47.1,-99.5\n48.2,-98.5\n46,80 -100.77\n";
    expect(asBytes(text, [], {})).toEqual(asText(text, {}));
    expect(asBytes(text, [], {})).toMatchObject({ report: { findings: [{ what: "decimal comma between fields" }] } });
  });

  test("says in which line a quote opens that never closes", () => {
    expect(asBytes('a,b\n1,x\n2,"l\n3,y\n', [3, 9], {})).toContain("opens in line 3 never closes");
  });

  test("says in which line a row is ragged, behind fields that hold line breaks", () => {
    const text = 'a,b\n1,x\n2,"l\n\nm"\n3,z\n4\n';
    expect(asBytes(text, [], { repair: false })).toContain("line 7 has 1 fields");
  });
});
