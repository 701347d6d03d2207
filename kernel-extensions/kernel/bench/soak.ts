/**
 * Half an hour of use and abuse, and a table of what was lost: `npm run bench -- soak [--minutes 30] [--seed 1]`.
 * The table is also in `.bench/soak.md`.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import fc from "fast-check";
import { memoryOf } from "./kernel/memory.ts";
import type { Ordeal } from "./soak/ordeal.ts";
import { ordeals } from "./soak/ordeals.ts";
import { Place } from "./soak/place.ts";

const { values } = parseArgs({ options: { minutes: { type: "string" }, seed: { type: "string" } } });
const minutes = Number(values.minutes ?? 30);
const seed = Number(values.seed ?? 1);

const place = new Place();
await place.start();
const possible = ordeals.filter(({ name }) => place.hasDisk || !name.includes("full disk"));
const hat = possible.flatMap((ordeal) => Array.from({ length: ordeal.weight }, () => ordeal));
const tally = new Map(possible.map((ordeal) => [ordeal, { attempted: 0, lost: [] as string[] }]));
const memory = [residents()];

const end = performance.now() + minutes * 60_000;
for (const draw of draws()) {
  await undergo(hat[draw % hat.length]!, draw);
  if (performance.now() > end) break;
}
memory.push(residents());
const kept = (await place.kernel.history({ n: 1_000_000 })).history.length;
await place.close();

const table = [
  "| ordeal | attempted | survived | lost |",
  "|---|---|---|---|",
  ...[...tally].map(([{ name }, { attempted, lost }]) => row(name, attempted, attempted - lost.length, lost)),
  row("cells in the history", place.stored, kept, kept === place.stored ? [] : [`${place.stored - kept}`]),
].join("\n");
const text = `${minutes} minutes, seed ${seed}, ${cpus().length} × ${cpus()[0]!.model}, Node ${process.version}.
Memory of the kernel and its cells: ${memory.join(" MiB at first, ")} MiB in the end.\n\n${table}\n`;
console.log(text);
const folder = resolve(import.meta.dirname, "../../../.bench");
mkdirSync(folder, { recursive: true });
writeFileSync(`${folder}/soak.md`, text);
process.exit([...tally.values()].some(({ lost }) => lost.length > 0) || kept !== place.stored ? 1 : 0);

/** One ordeal, and whether the kernel is as it should be behind it. */
async function undergo(ordeal: Ordeal, draw: number): Promise<void> {
  const entry = tally.get(ordeal)!;
  entry.attempted++;
  try {
    await ordeal.run(place, draw);
    if (!ordeal.losesState && !(await place.isKept())) throw new Error("the state is lost");
    await place.keep();
    if (!(await place.isKept())) throw new Error("the kernel does not run cells any more");
  } catch (error) {
    entry.lost.push(`draw ${draw}: ${(error as Error).message}`);
    console.error(`${ordeal.name}, draw ${draw}:`, error, `\n${place.kernel.process.log.slice(-2000)}`);
    await place.kernel.shutdown(5000);
    await place.start();
  }
}

function* draws(): Generator<number> {
  for (let from = seed * 1_000_003; ; from++) yield* fc.sample(fc.nat(1_000_000), { seed: from, numRuns: 100 });
}

function residents(): string {
  return memoryOf(place.kernel.process.pid)?.kernel.resident.toFixed(0) ?? "unknown";
}

function row(name: string, attempted: number, survived: number, lost: readonly string[]): string {
  return `| ${name} | ${attempted} | ${survived} | ${lost.length === 0 ? "nothing" : lost.slice(0, 3).join("; ").replaceAll("\n", " ")} |`;
}
