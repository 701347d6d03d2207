/**
 * How long the type service takes at cells 10, 100, 500 and 1,000, and how much memory it holds: `npm run bench -- types`.
 * Targets: completion 30 ms, diagnostics 150 ms at cell 10 and 300 ms at cell 500, resident 400 MiB at cell 500.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { startTypeService } from "../dist/types/type-service.node.js";

const repetitions = 15;
const notebooks = join(import.meta.dirname, "../../../notebooks");
const service = startTypeService({ directory: notebooks });
const started = performance.now();
await service.complete("Math.", 5);
console.log(`first completion ${(performance.now() - started).toFixed(0)} ms after the start`);

/** A notebook cell that uses names of earlier ones and declares new ones; every tenth imports modules. */
const cell = (n: number) => `${n % 10 === 0 ? imports(n) : ""}
interface Point${n} { x: number; y: number; label?: string }
const points${n}: Point${n}[] = [1, 2, 3].map((x) => ({ x, y: x * ${n} }));
let total${n} = points${n}.reduce((sum, { y }) => sum + y, ${n > 1 ? `total${n - 1}` : "0"});
/** The mean of cell ${n}. */
function mean${n}(values: Point${n}[]): number { return values.reduce((sum, { x }) => sum + x, 0) / values.length }
class Store${n} { constructor(readonly points = points${n}) {} first() { return this.points[0]!.y } }
mean${n}(points${n})`;

const imports = (n: number) => `import { join as join${n} } from "node:path";
import { gaussianProcess, matern } from "@mesoscope/gp";
import { readTable } from "@mesoscope/fusion";
const spec${n} = gaussianProcess({ kernel: matern({ smoothness: 2.5 }) });
const read${n} = () => readTable(join${n}("folder", "table.csv"));`;

console.log("cell   member   name   package   inspect   diagnostics   executed   (median ms)   resident MiB");
for (let n = 1; n <= 1000; n++) {
  service.executed({ run: n, source: cell(n) });
  if (n % 10 === 0) await service.inspect("1", 0);
  if (![10, 100, 500, 1000].includes(n)) continue;
  const member = await median((i) => ask("complete", `const asked${i} = ${i};\nnew Store${n - 3}().points[0].la`));
  const name = await median((i) => ask("complete", `const asked${i} = ${i};\ntotal${n - 2}`));
  const ofPackage = await median((i) => ask("complete", `const asked${i} = ${i};\nspec${n}.fi`));
  const inspect = await median((i) => ask("inspect", `const asked${i} = ${i};\nmean${n - 1}`));
  const diagnostics = await median((i) => service.diagnostics(cell(n + 10).replace("label", `label${i}`)));
  const executed = await median(() => execute(n), 5);
  const columns = [member, name, ofPackage, inspect, diagnostics, executed].map((ms) => ms.toFixed(1).padStart(9));
  console.log(String(n).padStart(4), ...columns, memory().padStart(16));
}
await service.close();

function execute(n: number): Promise<unknown> {
  service.executed({ run: n, source: cell(n) });
  return service.inspect("1", 0);
}

function ask(kind: "complete" | "inspect", source: string): Promise<unknown> {
  return service[kind](source, source.length);
}

async function median(measured: (i: number) => Promise<unknown>, times = repetitions): Promise<number> {
  const samples: number[] = [];
  for (let i = 0; i < times; i++) {
    const start = performance.now();
    await measured(i);
    samples.push(performance.now() - start);
  }
  return samples.sort((a, b) => a - b)[Math.floor(times / 2)]!;
}

/** Memory of the type process, the only child. */
function memory(): string {
  try {
    const children = readdirSync("/proc").filter((name) => /^\d+$/.test(name) && isChild(name));
    const status = readFileSync(`/proc/${children[0]}/status`, "utf8");
    return (Number(/VmRSS:\s*(\d+)/.exec(status)![1]) / 1024).toFixed(0);
  } catch {
    return "unknown";
  }
}

function isChild(pid: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]!.split(" ")[1] === String(process.pid);
  } catch {
    return false;
  }
}
