/**
 * Milliseconds from an order to its effect while a search runs on all cores, at moments spread over all of its stages:
 * `npm run bench -- reactions [--times 20]`. Stop: until the result is there; inject: until the formula is on the front;
 * pause: until the threads do nothing. Threads take some tenths of a second to start.
 */
import { availableParallelism, cpus, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { median } from "@mesoscope/core";
import { discover, type Search } from "@mesoscope/symbolic";
import { feynmanProblem } from "./symbolic/problems.ts";

const { values: options } = parseArgs({ options: { times: { type: "string", default: "20" } } });
const times = Number(options.times);
/** The moments lie between the first and the last, in equal ratios: early stages are short. */
const [first, last] = [0.1, 20];
const moments = Array.from({ length: times }, (_, i) => 1000 * first * (last / first) ** (i / Math.max(1, times - 1)));

const { names, columns, target, rows } = feynmanProblem("I_9_18", { noise: 0.1, units: false });
const X = Array.from({ length: rows }, (_, row) => columns.map((column) => column[row]!));
const law = "G * m1 * m2 / ((x2 - x1)^2 + (y2 - y1)^2 + (z2 - z1)^2)";

const orders: Readonly<Record<string, (search: Search) => Promise<number>>> = { stop, inject, pause };
const found = Object.keys(orders).map((name) => ({ name, milliseconds: [] as number[] }));
const late: number[] = [];
for (const moment of moments) {
  for (const { name, milliseconds } of found) {
    const search = discover({ names, seconds: 60 }).search(X, target);
    await watch(moment);
    milliseconds.push(await orders[name]!(search));
    await search.stop();
  }
}

console.log(`${availableParallelism()} threads, ${times} moments from ${first} to ${last} s.\n`);
console.log("| order | median ms | most ms | most ms after the first second |\n| --- | --- | --- | --- |");
const isLater = (_: number, i: number) => moments[i]! > 1000;
for (const { name, milliseconds } of found) {
  const most = [milliseconds, milliseconds.filter(isLater)].map((some) => Math.max(...some).toFixed(0));
  console.log(`| ${name} | ${median(milliseconds).toFixed(0)} | ${most.join(" | ")} |`);
}
console.log(`\nA timer of this thread was at most ${Math.max(...late).toFixed(0)} ms late.`);
console.log(`\n${cpus().length} × ${cpus()[0]!.model}, Node ${process.version}, load ${loadavg()[0]!.toFixed(1)}`);

async function stop(search: Search): Promise<number> {
  const start = performance.now();
  await search.stop();
  return performance.now() - start;
}

async function inject(search: Search): Promise<number> {
  const start = performance.now();
  search.inject(law);
  const least = 0.011;
  while (!search.front.some(({ loss }) => loss < least)) await wait(1);
  return performance.now() - start;
}

/** The threads share the cores with this one: when they rest, a step of it takes as long as it does alone. */
async function pause(search: Search): Promise<number> {
  const start = performance.now();
  let [busy, before] = [start, process.cpuUsage()];
  search.pause();
  while (performance.now() - busy < 200) {
    await wait(5);
    const now = process.cpuUsage(before);
    before = process.cpuUsage();
    if (now.user + now.system > 2500) busy = performance.now();
  }
  return busy - start;
}

/** Waits in steps of a millisecond, and notes the worst delay of every moment. */
async function watch(milliseconds: number): Promise<void> {
  const end = performance.now() + milliseconds;
  let worst = 0;
  while (performance.now() < end) {
    const start = performance.now();
    await wait(1);
    worst = Math.max(worst, performance.now() - start - 1);
  }
  late.push(worst);
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
