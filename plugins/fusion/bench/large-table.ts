/**
 * Groups the rows of a large CSV file a piece at a time, with the time and the memory that it takes:
 * `node plugins/fusion/bench/large-table.ts [MEGABYTES] [PYTHON]`, after a build. 100 MB unless given, 2000 for the file
 * that must not be read whole. PYTHON is compared where it has polars, pandas or pyarrow, each reading in pieces. The file
 * is made in the folder for temporary files and deleted.
 */
import { execFileSync } from "node:child_process";
import { createWriteStream, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { randomStream } from "@mesoscope/core";
import { scanTable } from "@mesoscope/fusion";

interface Result {
  readonly seconds: number;
  readonly megabytes: number;
  /** Rows with a temperature, and their mean, by site: equal for all who read. */
  readonly groups: Readonly<Record<string, readonly [number, number]>>;
}

const sites = 50;
const rowsPerWrite = 10_000;

async function makeFile(file: string, bytes: number): Promise<void> {
  const out = createWriteStream(file);
  const stream = randomStream(0);
  out.write("time,site,temperature (degC),load (kN),status\n");
  for (let [row, written] = [0, 0]; written < bytes; ) {
    let text = "";
    for (const end = row + rowsPerWrite; row < end; row++) {
      const time = new Date(1.6e12 + 1000 * row).toISOString();
      const temperature = row % 97 === 0 ? "" : (20 + 5 * stream.normal()).toFixed(3);
      text += `${time},site ${row % sites},${temperature},${(100 * stream.uniform()).toFixed(4)},ok\n`;
    }
    written += text.length;
    if (!out.write(text)) await new Promise((resolve) => out.once("drain", resolve));
  }
  out.end();
  await finished(out);
}

async function scan(file: string): Promise<Result> {
  const start = performance.now();
  const table = await scanTable(file).groupBy("site", { temperature: ["count", "mean"] });
  const rows = Array.from(
    { length: table.rowCount },
    (_, i) =>
      [
        String(table.values("site")[i]),
        [Number(table.values("temperature count")[i]), Number(table.values("temperature mean")[i])],
      ] as const,
  );
  const seconds = (performance.now() - start) / 1000;
  return { seconds, megabytes: process.resourceUsage().maxRSS / 1024, groups: Object.fromEntries(rows) };
}

const peers: Readonly<Record<string, string>> = {
  "polars, streaming": `
import polars
frame = polars.scan_csv(file).group_by("site").agg(count=polars.col(column).count(), mean=polars.col(column).mean())
groups = {row["site"]: [row["count"], row["mean"]] for row in frame.collect(engine="streaming").to_dicts()}`,
  "pandas, by 100,000 rows": `
import pandas
parts = [piece.groupby("site")[column].agg(["count", "sum"])
         for piece in pandas.read_csv(file, usecols=["site", column], chunksize=100_000)]
total = pandas.concat(parts).groupby(level=0).sum()
groups = {site: [int(row["count"]), row["sum"] / row["count"]] for site, row in total.iterrows()}`,
  "pyarrow, in batches": `
import pyarrow, pyarrow.csv
reader = pyarrow.csv.open_csv(file, convert_options=pyarrow.csv.ConvertOptions(include_columns=["site", column]))
parts = [pyarrow.Table.from_batches([batch]).group_by("site").aggregate([(column, "count"), (column, "sum")]) for batch in reader]
total = pyarrow.concat_tables(parts).group_by("site").aggregate([(f"{column}_count", "sum"), (f"{column}_sum", "sum")])
groups = {row["site"]: [row[f"{column}_count_sum"], row[f"{column}_sum_sum"] / row[f"{column}_count_sum"]] for row in total.to_pylist()}`,
};

const peer = (body: string) => `
import json, resource, sys, time
file, column = sys.argv[1], "temperature (degC)"
start = time.perf_counter()
${body}
seconds = time.perf_counter() - start
print(json.dumps({"seconds": seconds, "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "groups": groups}))
`;

function run(command: string, parameters: readonly string[]): Result {
  return JSON.parse(execFileSync(command, parameters, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
}

function report(name: string, { seconds, megabytes, groups }: Result, own: Result): void {
  const agrees = Object.entries(own.groups).every(
    ([site, [count, mean]]) => groups[site]?.[0] === count && Math.abs(groups[site][1] - mean) <= 1e-9 * Math.abs(mean),
  );
  const verdict = agrees ? "" : "  DIFFERENT NUMBERS";
  console.log(
    `${name.padEnd(26)} ${seconds.toFixed(1).padStart(7)} s  ${megabytes.toFixed(0).padStart(7)} MB${verdict}`,
  );
}

async function main(megabytes: number, python: string | undefined): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "mesoscope-large-table-"));
  try {
    const file = join(folder, "large.csv");
    await makeFile(file, megabytes * 1e6);
    console.log(
      `groupBy over a CSV file of ${(statSync(file).size / 1e6).toFixed(0)} MB: time, and most memory of the process`,
    );
    const own = run(process.execPath, [import.meta.filename, "--scan", file]);
    report("scanTable", own, own);
    if (!python) return;
    for (const [name, body] of Object.entries(peers)) {
      try {
        report(name, run(python, ["-c", peer(body), file]), own);
      } catch {
        console.log(`${name.padEnd(26)} left out: it is not there or failed`);
      }
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const [first, second] = process.argv.slice(2);
if (first === "--scan") console.log(JSON.stringify(await scan(second!)));
else await main(Number(first ?? 100), second ?? process.env.MESOSCOPE_PYTHON);
