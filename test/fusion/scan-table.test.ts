import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { dataset, readTable, scanTable } from "@mesoscope/fusion";
import { installRunContext, runContext, StopError } from "@mesoscope/sdk";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const dist = path.resolve(import.meta.dirname, "../../plugins/fusion/dist/index.js");
let folder: string;
const file = (name: string) => path.join(folder, name);

/** 1,000 rows: site A to D, load in kN with a code for missing values in every 100th row. */
const rows = Array.from({ length: 1000 }, (_, i) => ({ site: "ABCD"[i % 4]!, load: i % 100 === 50 ? -9999 : i / 10 }));
const text = `site,load (kN)\n${rows.map(({ site, load }) => `${site},${load}`).join("\n")}\n`;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "fusion-"));
  writeFileSync(file("t.csv"), text);
  writeFileSync(file("t.csv.gz"), gzipSync(text));
  (await dataset({ site: rows.map(({ site }) => site), load: rows.map(({ load }) => load) }).toFrame()).writeParquet(
    file("t.parquet"),
  );
  writeFileSync(file("mixed.csv"), `x\n${"1\n".repeat(200)}oops\n`);
  writeFileSync(file("t.json"), "[]");
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("scanTable", () => {
  test.each(["t.csv", "t.csv.gz"])("%s: the pieces are the whole, whatever their size", async (name) => {
    const whole = await readTable(file(name));
    for (const batchRows of [1, 7, 200, 5000]) {
      const scan = scanTable(file(name), { batchRows: batchRows === 1 ? 333 : batchRows });
      const sizes: number[] = [];
      for await (const piece of scan) sizes.push(piece.rowCount);
      expect(sizes.reduce((a, b) => a + b)).toBe(1000);
      const collected = await scan.collect();
      expect([...collected.rows()]).toEqual([...whole.rows()]);
      expect(collected.units).toEqual({ load: "kN" });
    }
  });

  test("counts what it repaired over all pieces", async () => {
    const { report } = await scanTable(file("t.csv"), { batchRows: 100 }).collect();
    expect(report.of("repaired").findings).toMatchObject([{ column: "load", what: "missing-value code", count: 10 }]);
    expect(report.of("repaired").findings[0]!.rows.slice(0, 3)).toEqual([50, 150, 250]);
  });

  test("sums up and groups as the whole table does", async () => {
    const whole = await readTable(file("t.csv"));
    const scan = scanTable(file("t.csv"), { batchRows: 90 });
    const aggregates = { load: ["count", "mean", "standard deviation", "minimum", "maximum", "sum"] } as const;
    expect([...(await scan.groupBy("site", aggregates)).rows()]).toEqual([...whole.groupBy("site", aggregates).rows()]);
    const [expected, found] = [whole.describe().row(0), (await scan.describe()).row(0)];
    for (const figure of ["count", "missing", "mean", "standard deviation", "minimum", "maximum"]) {
      expect(found[figure], figure).toBeCloseTo(expected[figure] as number, 9);
    }
  });

  test("keeps some columns and rows", async () => {
    const kept = await scanTable(file("t.csv"), {
      columns: ["load"],
      where: (row) => row.site === "B",
      batchRows: 64,
    }).collect();
    expect(kept.columns).toEqual(["load"]);
    expect(kept.rowCount).toBe(250);
  });

  test("keeps what the first piece shows: the order of dates, flags and units", async () => {
    const dates = ["01/13/2021,5 mm,1E", "01/14/2021,6 mm,2", "01/02/2021,7 mm,3", "01/03/2021,8 mm,4E"];
    writeFileSync(file("learned.csv"), `day,width,rain\n${dates.join("\n")}\n`);
    const read = await scanTable(file("learned.csv"), { batchRows: 2 }).collect();
    expect(read.values("day")[3]).toEqual(new Date("2021-01-03T00:00:00Z"));
    expect(read.units).toEqual({ width: "mm" });
    expect(read.values("rain flag")).toEqual(["E", null, null, "E"]);
  });

  test("leaves open what an empty first piece does not show", async () => {
    writeFileSync(file("late.csv"), "a,b\n1,\n2,\n3,5 mm\n4,6 mm\n");
    const read = await scanTable(file("late.csv"), { batchRows: 2 }).collect();
    expect(read.units).toEqual({ b: "mm" });
    expect(read.values("b")).toEqual([null, null, 5, 6]);
    const groups = await scanTable(file("late.csv"), { batchRows: 2 }).groupBy("a", { b: "mean" });
    expect([groups.units, groups.values("b mean")]).toEqual([{ "b mean": "mm" }, [null, null, 5, 6]]);
  });

  test("reads other encodings and line ends", async () => {
    writeFileSync(file("utf16.csv"), Buffer.from("\uFEFFa,b\n1,ä\n", "utf16le"));
    writeFileSync(file("mac.csv"), "a,b\r1,x\r2,y\r");
    expect([...(await scanTable(file("utf16.csv")).collect()).rows()]).toEqual([{ a: 1, b: "ä" }]);
    expect((await scanTable(file("mac.csv")).collect()).values("b")).toEqual(["x", "y"]);
  });

  test("reads Parquet in pieces too", async () => {
    const sizes: number[] = [];
    for await (const piece of scanTable(file("t.parquet"), { batchRows: 400 })) sizes.push(piece.rowCount);
    expect(sizes).toEqual([400, 400, 200]);
  });

  test.each([
    ["mixed.csv", { batchRows: 50 }, "MIXED_COLUMN"],
    ["t.json", {}, "NOT_STREAMED"],
    ["nowhere.csv", {}, "FILE_NOT_FOUND"],
    ["t.csv", { columns: ["lod"] }, "UNKNOWN_COLUMN"],
  ])("%s is refused as %s %s", async (name, options, code) => {
    await expect(scanTable(file(name), options).collect()).rejects.toMatchObject({ code });
  });

  test("what does not fit can be named as missing", async () => {
    const read = await scanTable(file("mixed.csv"), { batchRows: 50, missing: ["oops"] }).collect();
    expect([read.rowCount, read.dropMissing().rowCount]).toEqual([201, 200]);
  });

  test("shows progress and stops on request", async () => {
    const outer = runContext();
    let ticks = 0;
    const tick = () => {
      ticks++;
      return Promise.reject(new StopError("STOPPED", "stopped"));
    };
    installRunContext({ ...outer!, tick });
    try {
      await expect(scanTable(file("t.csv")).collect()).rejects.toThrow(StopError);
      expect(ticks).toBe(1);
    } finally {
      installRunContext(outer);
    }
  });
});

test("a file of 60 MB needs no more memory than a small one", async () => {
  const large = file("large.csv");
  const handle = await open(large, "w");
  await handle.write("site,time_s,load_kN,strain,temperature_degC\n");
  const block = Array.from(
    { length: 50_000 },
    (_, i) => `S${i % 7},${i},${(i % 1000) / 7},${i / 1e6},${20 + (i % 10)}\n`,
  ).join("");
  while ((await handle.stat()).size < 60_000_000) await handle.write(block);
  await handle.close();
  expect(statSync(large).size).toBeGreaterThan(60_000_000);
  const script = `
    const { scanTable } = await import(${JSON.stringify(dist)});
    const sites = await scanTable(process.argv[1]).groupBy("site", { load: ["mean", "count"] });
    console.log(JSON.stringify({ rows: [...sites.rows()], peak: process.resourceUsage().maxRSS }));`;
  const output = execFileSync(process.execPath, ["--input-type=module", "-e", script, large], { encoding: "utf8" });
  const { rows: sites, peak } = JSON.parse(output);
  expect(sites).toHaveLength(7);
  // In kilobytes; read whole, a third of this file takes more.
  expect(peak).toBeLessThan(300_000);
}, 60_000);
