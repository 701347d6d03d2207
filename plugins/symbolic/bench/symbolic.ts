/**
 * Searches the laws behind the problems of a folder, or of a list, and judges what was found:
 *
 *     npm run bench -- symbolic --problems DIR --out results.json
 *     npm run bench -- symbolic --list feynman --noise 0.01 --out results.json
 *     npm run bench -- symbolic --generate strogatz --noise 0.1
 *
 * A folder holds `manifest.json` and the tables `<id>.train.csv` and `<id>.test.csv`; a search sees neither the truth nor
 * the test rows. `--generate` writes such a folder of a list, feynman, feynman-scaled (other magnitudes, and columns
 * without a part) or strogatz; `--list` solves it too. Results are `{ id: { expression, front, seconds } }`, written after
 * every problem: a run that was stopped goes on where it was.
 *
 * --seconds   of a problem, 60         --work  node evaluations a problem  --threads  as many as there are cores
 * --only a,b  these problems           --every 3   every third of them     --no-units hides the units
 * --seed      of data and search, 0
 * --peers     runs pyoperon, gplearn and pysindy too, with the same CPU seconds, into `results.<tool>.json`
 */
import { availableParallelism, cpus, loadavg } from "node:os";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { type Answer, type Answers, readAnswers, writeAnswers } from "./symbolic/answers.ts";
import { readManifest, readTraining, statementOf, writeProblems } from "./symbolic/folder.ts";
import { problemsOf } from "./symbolic/lists.ts";
import type { Entry, Statement } from "./symbolic/manifest.ts";
import { solve } from "./symbolic/ours.ts";
import { type Peer, peers, runPeer } from "./symbolic/peers.ts";
import { report } from "./symbolic/report.ts";

const { values: options } = parseArgs({
  allowNegative: true,
  options: {
    problems: { type: "string" },
    list: { type: "string" },
    generate: { type: "string" },
    noise: { type: "string", default: "0" },
    out: { type: "string" },
    only: { type: "string" },
    every: { type: "string", default: "1" },
    seconds: { type: "string", default: "60" },
    work: { type: "string" },
    threads: { type: "string" },
    seed: { type: "string", default: "0" },
    units: { type: "boolean", default: true },
    peers: { type: "boolean", default: false },
  },
});
const seed = Number(options.seed);
const seconds = Number(options.seconds);
const threads = options.threads === undefined ? undefined : Number(options.threads);

if (options.generate) console.log(generate(options.generate));
else await run(options.problems ?? generate(options.list ?? ""), options.out ?? "");

/** The folder to which the problems of a list were written. */
function generate(list: string): string {
  const problems = problemsOf(list, Number(options.noise), seed);
  const folder = resolve(
    import.meta.dirname,
    "../../../.bench/symbolic",
    `${list}-noise-${options.noise}-seed-${seed}`,
  );
  writeProblems(folder, problems);
  return folder;
}

async function run(folder: string, out: string): Promise<void> {
  if (!out.endsWith(".json")) throw new Error("bench symbolic: give --out FILE.json for the results.");
  const wanted = options.only?.split(",");
  const every = Number(options.every);
  const entries = readManifest(folder)
    .filter(({ id }) => wanted?.includes(id) ?? true)
    .filter((_, i) => i % every === every >> 1);
  const ours = { seconds, work: options.work ? Number(options.work) : undefined, threads, seed, units: options.units };
  const budget = { cpuSeconds: seconds * (threads ?? availableParallelism()), seed };
  await answerAll("Mesoscope", entries, out, (statement) => solve(statement, readTraining(folder, statement.id), ours));
  for (const peer of options.peers ? peers : []) await askPeer(peer, entries, folder, out, budget);
  const machine = `${cpus().length} × ${cpus()[0].model}, Node ${process.version}`;
  console.log(`\n${machine}, load ${loadavg()[0].toFixed(1)} at the end`);
}

function askPeer(
  peer: Peer,
  entries: readonly Entry[],
  folder: string,
  out: string,
  budget: { cpuSeconds: number; seed: number },
) {
  const file = out.replace(/\.json$/, `.${peer.name}.json`);
  const suited = entries.filter(({ kind }) => peer.kinds.includes(kind));
  return answerAll(peer.name, suited, file, (statement) => runPeer(peer, folder, statement, budget));
}

/** Asks for what the file does not hold yet, and reports. */
async function answerAll(
  tool: string,
  entries: readonly Entry[],
  file: string,
  ask: (statement: Statement) => Promise<Answer>,
) {
  const answers: Answers = readAnswers(file);
  for (const entry of entries) {
    if (answers[entry.id]) continue;
    const answer = await ask(statementOf(entry));
    answers[entry.id] = answer;
    await writeAnswers(file, answers);
    console.error(`${tool} ${entry.id}: ${[answer.expression].flat().join("; ")} (${answer.seconds} s)`);
  }
  console.log(`\n${await report(tool, entries, answers)}`);
}
