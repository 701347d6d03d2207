/**
 * Fits every case of a folder and scores the predictions: `npm run bench -- gp --data DIR --out results.json
 * [--cases a,b] [--peers]`. With `--peers` scikit-learn, GPyTorch, GPy, BoTorch, SMT and emukit fit the same cases in turn.
 * Each fit has a process of its own and one thread; times are CPU seconds of fit and prediction.
 */
import { writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { caseNames, readCase } from "./gp/cases.ts";
import { installEnvironments } from "./gp/environments.ts";
import { runOurs } from "./gp/ours.ts";
import { peers, runPeer } from "./gp/peers.ts";
import { type Line, report } from "./gp/report.ts";
import { type Result, scoresOf } from "./gp/scores.ts";

const { values: options } = parseArgs({
  options: { data: { type: "string" }, out: { type: "string" }, cases: { type: "string" }, peers: { type: "boolean" } },
});
if (!options.data || !options.out) {
  throw new Error("bench gp: give --data DIR, a folder with manifest.json, and --out FILE for the results.");
}
if (options.peers) for (const sentence of installEnvironments()) console.error(sentence);

const wanted = options.cases?.split(",");
const results: Record<string, Result> = {};
const lines: Line[] = [];
for (const { name, kind } of caseNames(options.data)) {
  if (wanted && !wanted.includes(name)) continue;
  const data = readCase(options.data, name, kind);
  const rows = Object.entries(data.parts).reduce((sum, [part, { y }]) => sum + (part === "test" ? 0 : y.length), 0);
  console.error(`${name}: ${rows} rows`);
  results[name] = await runOurs(data);
  lines.push({ name, tool: "Mesoscope", result: results[name], scores: scoresOf(data, results[name]) });
  const others = peers.filter((peer) => options.peers && peer.kinds.includes(kind) && rows <= peer.mostRows);
  for (const peer of others) {
    const result = await runPeer(peer, data);
    if (typeof result === "string") lines.push({ name, tool: peer.name, failure: result });
    else lines.push({ name, tool: peer.name, result, scores: scoresOf(data, result) });
  }
  writeFileSync(options.out, JSON.stringify(results));
}
console.log(
  `${cpus().length} × ${cpus()[0].model}, Node ${process.version}, load ${loadavg()[0].toFixed(1)} at the end\n`,
);
console.log(report(lines));
