import { htmlTable, plainTable } from "@mesoscope/sdk";
import { expect, test } from "vitest";

const table = {
  caption: "loads < 5",
  headings: ["case", "kN"],
  rows: [
    ["wind & rain", "12"],
    ["snow", "3.5"],
  ],
};

test("tables in HTML mark their heads, escape their texts and align numbers", () => {
  const html = htmlTable(table);
  expect(html).toContain("<caption>loads &lt; 5</caption>");
  expect(html).toContain('<th scope="col" style="text-align:left">case</th>');
  expect(html).toContain(
    '<th scope="row" style="text-align:left">wind &amp; rain</th><td style="text-align:right">12</td>',
  );
});

test("tables in plain text are aligned", () => {
  expect(plainTable(table)).toBe("loads < 5\ncase          kN\nwind & rain   12\nsnow         3.5");
});

test("columns of numbers stay so where one is missing, infinite or left out", () => {
  const rows = [
    ["a", "1e-7", "-", "1"],
    ["b", "NaN", "x", "–"],
    ["c", "-Infinity", "", "…"],
    ["d", "", "2", ""],
  ];
  const [head] = htmlTable({ headings: ["", "numbers", "words", "some"], rows }).split("</thead>");
  expect([...head!.matchAll(/align:(\w+)/g)].map(([, side]) => side)).toEqual(["left", "right", "left", "right"]);
});
