/**
 * Error and coverage of `multiFidelity` on seeded problems of two fidelities, beside each link alone, and on the sets of a
 * folder: `node plugins/gp/bench/two-fidelity.ts [FOLDER] [FIRST] [COUNT]`, after a build. In a folder, `mf_*.csv` holds
 * `x0,…,y,split` with splits train_lo, train_hi and test. RMSE in standard deviations of the test values.
 */
import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { coverage, rootMeanSquareError, standardDeviation } from "@mesoscope/core";
import { type Link, multiFidelity } from "@mesoscope/gp";
import { type TwoFidelityCase, twoFidelityCases } from "./two-fidelity-cases.ts";

const [folder = "", first = "0", count = "100"] = process.argv.slice(2);
const singles: Link[] = ["none", "linear", "quadratic", "nonlinear"];

function readCase(file: string): TwoFidelityCase {
  const lines = readFileSync(file, "utf8").trim().split("\n").slice(1);
  const rows = lines.map((text) => text.split(","));
  const part = (split: string) => {
    const own = rows.filter((row) => row.at(-1) === split);
    return { X: own.map((row) => row.slice(0, -2).map(Number)), y: own.map((row) => Number(row.at(-2))) };
  };
  return { name: path.basename(file), low: part("train_lo"), high: part("train_hi"), test: part("test") };
}

async function score({ low, high, test }: TwoFidelityCase, links?: Link[]) {
  const start = process.cpuUsage();
  const model = await multiFidelity(links ? { links } : {}).fit([low, high]);
  const predictive = model.predictive(test.X);
  const { user, system } = process.cpuUsage(start);
  return {
    rmse: rootMeanSquareError(test.y, predictive.mean) / standardDeviation(test.y),
    coverage: coverage(test.y, predictive, 0.95),
    seconds: (user + system) / 1e6,
    best: model.comparison.toSorted((a, b) => b.weight - a.weight)[0],
  };
}

const cases = folder ? globSync(path.join(folder, "mf_*.csv")).map(readCase) : twoFidelityCases();
const excess: number[] = [];
const covered: number[] = [];
for (const one of cases.slice(Number(first), Number(first) + Number(count))) {
  const chosen = await score(one);
  const alone: number[] = [];
  for (const link of singles) alone.push((await score(one, [link])).rmse);
  excess.push((chosen.rmse + 1e-3) / (Math.min(...alone) + 1e-3));
  covered.push(chosen.coverage);
  console.log(
    `${one.name}: RMSE ${chosen.rmse.toFixed(4)} (${singles.map((link, k) => `${link} ${alone[k].toFixed(4)}`).join(", ")}),`,
    `coverage ${chosen.coverage.toFixed(3)}, ${chosen.seconds.toFixed(1)} CPU s, most weight ${chosen.best.link} ${chosen.best.smoothness}`,
  );
}
const geometric = Math.exp(excess.reduce((sum, ratio) => sum + Math.log(ratio), 0) / excess.length);
console.log(
  `${excess.length} cases: RMSE ${geometric.toFixed(2)} times the best link, more than 1.2 times in`,
  `${excess.filter((ratio) => ratio > 1.2).length}; coverage ${(covered.reduce((a, b) => a + b, 0) / covered.length).toFixed(3)},`,
  `below 0.9 in ${covered.filter((share) => share < 0.9).length}`,
);
