import { dataset, fromFrame, parseTable, readTable } from "@mesoscope/fusion";
import { describe, expect, test } from "vitest";

const table = dataset({ width: [1, 2, 3], site: ["x", "y", "z"] }, { units: { width: "mm" } });

describe("a dataset refuses", () => {
  test.each<[string, () => unknown, string, RegExp]>([
    ["a unit that does not exist", () => dataset({ a: [1] }, { units: { a: "blorps" } }), "UNKNOWN_UNIT", /blorps/],
    [
      "a unit of a column that is not there",
      () => dataset({ width: [1] }, { units: { widht: "mm" } }),
      "UNKNOWN_COLUMN",
      /Did you mean "width"/,
    ],
    ["a unit of texts", () => dataset({ a: ["x"] }, { units: { a: "mm" } }), "NOT_NUMERIC", /holds text/],
    ["records", () => dataset([{ a: 1 }] as never), "BAD_VALUE", /one list per column/],
    ["text", () => dataset("a,b" as never), "BAD_VALUE", /one list per column/],
    ["lists in a column", () => dataset({ a: [[1], [2]] as never }), "BAD_COLUMN", /type object/],
    ["a row that is not there", () => table.row(3), "ROW_OUT_OF_RANGE", /no row 3 among 3/],
    ["positions that are not there", () => table.take([0, -1]), "ROW_OUT_OF_RANGE", /no row -1/],
    ["a filter that is no function", () => table.filter("width > 1" as never), "BAD_VALUE", /found a string/],
    ["one name where names are needed", () => table.select("width" as never), "BAD_VALUE", /names are needed/],
    ["roles without inputs", () => table.select({ y: "width" } as never), "BAD_VALUE", /names are needed/],
    ["values that are a function", () => table.withColumn("q", (() => 1) as never), "DATA_NOT_NUMERIC", /"q"/],
    ["a table that is none", () => fromFrame([{ a: 1 }] as never), "NO_TABLE", /^fromFrame/],
    ["text that is none", () => parseTable(5 as never), "EMPTY_TABLE", /found a number/],
    [
      "a repair that does not exist",
      () => parseTable("a\n1", { repair: ["flag" as never] }),
      "BAD_OPTION",
      /no repair "flag"/,
    ],
    ["a decimal mark that is none", () => parseTable("a\n1", { decimal: ";" as never }), "BAD_OPTION", /decimal mark/],
    ["two columns of one name", () => parseTable("a,a\n1,2", { repair: false }), "DUPLICATE_COLUMN", /named "a"/],
  ])("%s", (_, call, code, message) => {
    expect(call).toThrow(expect.objectContaining({ code, message: expect.stringMatching(message) }));
  });

  test.each([["https://example.org/a.csv"], [undefined]])("the file %s", async (file) => {
    await expect(readTable(file as string)).rejects.toMatchObject({ code: "FILE_NOT_FOUND" });
  });
});

test("numbers that are all missing are numbers", () => {
  const gaps = dataset({ load: [Number.NaN, Number.NaN] }, { units: { load: "kN" } });
  expect([...gaps.column("load").data]).toEqual([Number.NaN, Number.NaN]);
  expect(gaps.units).toEqual({ load: "kN" });
});
