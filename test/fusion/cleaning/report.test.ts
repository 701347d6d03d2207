import { inspect } from "node:util";
import { parseTable } from "@mesoscope/fusion";
import { displaySymbol } from "@mesoscope/sdk";
import { describe, expect, test } from "vitest";

const table = parseTable("x\t<b>\n46,85\t1\n46.9\tNA\n1.5\t3\n");

describe("a report", () => {
  test("shows itself as a table of findings, never as HTML of the file", () => {
    const html = table.report[displaySymbol]()["text/html"] as string;
    expect(html).toMatch(/<th scope="col"[^>]*>column<.*<th scope="row"[^>]*>x<.*decimal comma.*46,85 → 46.85/);
    expect(html).toContain("&lt;b&gt;");
    expect(html).not.toContain("<b>");
    expect(table[displaySymbol]()["text/html"]).toContain(html);
  });

  test("says the same in words", () => {
    expect(inspect(table.report)).toMatch(
      /^Report\n.*separator recognised, 1×: tab .*\nx: decimal comma repaired, 1×: 46,85 → 46.85/,
    );
    expect(String(parseTable("a\n1\n").report)).toBe("nothing to report");
  });

  test("is told by kind and column, and goes through JSON", () => {
    expect(table.report.of("repaired")).toEqual(table.report.on("x"));
    expect(JSON.parse(JSON.stringify(table.report))).toEqual(table.report.findings);
    expect([...table.report]).toHaveLength(3);
  });

  test("stays with what is made of the table", () => {
    expect(table.filter(() => true).report).toBe(table.report);
  });
});
