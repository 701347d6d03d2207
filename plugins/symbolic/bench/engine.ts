/**
 * Millions of node evaluations per CPU second on one core, of 400 random trees of 15 nodes, beside NumPy and pyoperon:
 * `npm run bench -- engine [--rounds 7] [--python PATH]`. Nodes are counted times rows; our times include compiling the
 * tree and the squared error, those of the others give values only. Rounds are interleaved. The environment of the
 * peers is made at the first time, unless `--python` names one that has them.
 */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { median } from "@mesoscope/core";
import { Arm, threadVariables } from "../../core/bench/numerics/arm.ts";
import { pythonWith } from "../../core/bench/numerics/python.ts";
import { type Expression, nodesOf } from "../dist/expression/expression.js";
import { kinds, randomTrees, treeNodes } from "./engine/trees.ts";

const { values: options } = parseArgs({ options: { rounds: { type: "string" }, python: { type: "string" } } });
const rounds = Number(options.rounds ?? 7);
const cases = kinds.flatMap((kind) => [200, 1000, 10_000].map((rows) => ({ kind, rows })));
/** On mixed trees and 1,000 rows. */
const targets: Readonly<Record<string, number>> = { double: 1400, single: 2400 };

if (!existsSync(resolve(import.meta.dirname, "../dist/engine/kernels.js"))) {
  throw new Error("bench: the kernels are not built. Run `npm run build` first.");
}
const folder = resolve(import.meta.dirname, "../../../.bench");
mkdirSync(folder, { recursive: true });
const python = options.python ?? pythonWith(join(folder, "engine"), ["numpy", "pyoperon==0.6.2"]);

const file = join(folder, "engine-trees.json");
writeFileSync(file, JSON.stringify(Object.fromEntries(kinds.map((kind) => [kind, randomTrees(kind).map(postfix)]))));
const own = [process.execPath, join(import.meta.dirname, "engine/own.ts")];
const peer = [python, join(import.meta.dirname, "engine/peer.py")];
const arms = [
  ...["double", "single", "TypeScript"].map((name) => new Arm(name, [...own, name], {})),
  ...["numpy", "pyoperon", "pyoperon, tree by tree"].map(
    (name) => new Arm(name, [...peer, name, file], threadVariables(1)),
  ),
];

const machine = `${cpus().length} × ${cpus()[0]!.model}, Node ${process.version}, load ${loadavg()[0]!.toFixed(1)}`;
console.log(`Million node evaluations per CPU second, best (median) of ${rounds} rounds. ${machine}.\n`);
console.log(`| trees, rows | ${arms.map(({ name }) => name).join(" | ")} |`);
console.log(`| --- ${"| --- ".repeat(arms.length)}|`);
for (const { kind, rows } of cases) {
  const milliseconds: number[][] = arms.map(() => []);
  for (const arm of arms) await arm.time(`${rows} ${kind}`);
  for (let round = 0; round < rounds; round++) {
    for (const [a, arm] of arms.entries()) milliseconds[a]!.push((await arm.time(`${rows} ${kind}`))!);
  }
  const work = (400 * treeNodes * rows) / 1000;
  const cells = milliseconds.map((list, a) => {
    const target = kind === "mixed" && rows === 1000 && targets[arms[a]!.name];
    return `${(work / Math.min(...list)).toFixed(0)} (${(work / median(list)).toFixed(0)}${target ? `, target ${target}` : ""})`;
  });
  console.log(`| ${kind}, ${rows} | ${cells.join(" | ")} |`);
}
for (const arm of arms) arm.end();
process.exit();

function postfix(tree: Expression): string[] {
  return [...nodesOf(tree)].map((node) => {
    if (node.kind === "apply") return node.operator;
    return node.kind === "variable" ? `x${node.index}` : String((node as { value: number }).value);
  });
}
