import { describe, expect, test } from "vitest";
import { nothingKnown, withNews } from "../../kernel-extensions/lab/dist/link/kernel-state.js";
import { durationText } from "../../kernel-extensions/lab/dist/panel/duration-text.js";
import { pathBelow } from "../../kernel-extensions/lab/dist/panel/path-below.js";
import { levelsOf, outlinesOf, pixelsOf, pointsOf } from "../../kernel-extensions/lab/dist/panel/thumbnail-data.js";
import { provenanceOf } from "../kernel/front-end/cell-provenance.ts";

describe("the panel", () => {
  test("says durations as people do", () => {
    expect([0, 9.94, 9.96, 59.6, 185, 7800].map(durationText)).toEqual([
      "0.0 s",
      "9.9 s",
      "10 s",
      "1 min 0 s",
      "3 min 5 s",
      "2 h 10 min",
    ]);
  });

  test("finds files from the folder of the notebook, and none outside of what the server shows", () => {
    expect(pathBelow("notebooks/1-basics", "../2-methods/05.ipynb")).toBe("notebooks/2-methods/05.ipynb");
    expect(pathBelow("", "./data\\a.csv")).toBe("data/a.csv");
    for (const outside of ["../a", "/etc/passwd", "C:\\a", "b/../../../c"])
      expect(pathBelow("x", outside)).toBe(outside === "../a" ? "a" : undefined);
  });

  test("reads thumbnails", () => {
    expect(levelsOf("0z.")).toEqual([0, 1, Number.NaN]);
    expect(pointsOf("0z.zz0")).toEqual([
      [0, 1],
      [1, 0],
    ]);
    expect(outlinesOf(["0z", ".z"])).toEqual([
      { level: 0, outline: "M0 0h1v1h-1z" },
      { level: 1, outline: "M1 0h1v1h-1zM1 1h1v1h-1z" },
    ]);
    const rgb = Buffer.from([255, 0, 0, 0, 0, 255]).toString("base64");
    expect(pixelsOf({ kind: "picture", width: 1, height: 2, rgb })).toEqual([
      { x: 0, y: 0, color: "rgb(255 0 0)" },
      { x: 0, y: 1, color: "rgb(0 0 255)" },
    ]);
  });

  test("keeps the provenance of the cells that were not told again", () => {
    const cell = (id: string, count: number) => provenanceOf(id, { count });
    const first = withNews(nothingKnown, { type: "provenance", cells: [cell("a", 1), cell("b", 2)], all: true });
    const second = withNews(first, { type: "provenance", cells: [cell("a", 3)], all: false });
    expect([...second.provenance.values()].map(({ count }) => count)).toEqual([3, 2]);
    const third = withNews(second, { type: "provenance", cells: [cell("b", 4)], all: true });
    expect([...third.provenance.keys()]).toEqual(["b"]);
  });
});
