/** Our side of `npm run bench -- engine`: reads cases such as "1000 mixed", answers with CPU milliseconds for all trees. */
import { createInterface } from "node:readline";
import { compiledExecutor } from "../../dist/engine/compiled-executor.js";
import { evaluatorWith } from "../../dist/engine/create-evaluator.js";
import type { Evaluator } from "../../dist/engine/evaluator.js";
import { portableExecutor } from "../../dist/engine/portable-executor.js";
import type { Expression } from "../../dist/expression/expression.js";
import { columnsOf, randomTrees } from "./trees.ts";

const [arm] = process.argv.slice(2);
/** Long enough for the clock of CPU time. */
const leastMilliseconds = 60;

const uses: Record<string, (evaluator: Evaluator, tree: Expression) => number> = {
  double: (evaluator, tree) => evaluator.loss(tree),
  single: (evaluator, tree) => evaluator.scoutLoss(tree),
  TypeScript: (evaluator, tree) => evaluator.loss(tree),
};
const executor = arm === "TypeScript" ? portableExecutor : compiledExecutor;
const prepared = new Map<string, () => void>();

for await (const line of createInterface({ input: process.stdin })) {
  const pass = prepared.get(line) ?? prepare(line);
  prepared.set(line, pass);
  const start = process.cpuUsage();
  let passes = 0;
  let milliseconds = 0;
  while (milliseconds < leastMilliseconds) {
    pass();
    passes++;
    const { user, system } = process.cpuUsage(start);
    milliseconds = (user + system) / 1000;
  }
  console.log(milliseconds / passes);
}

function prepare(line: string): () => void {
  const [, rows, kind] = /^(\d+) (.*)$/.exec(line)!;
  const columns = columnsOf(Number(rows));
  const evaluator = evaluatorWith({ columns, target: columns[0]! }, (layout) => executor(layout)!);
  const trees = randomTrees(kind!);
  const use = uses[arm!]!;
  return () => {
    for (const tree of trees) use(evaluator, tree);
  };
}
