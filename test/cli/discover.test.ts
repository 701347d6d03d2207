import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import * as fusion from "@mesoscope/fusion";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readData } from "../../kernel-extensions/cli/dist/discover/read-data.js";
import { checkWritable } from "../../kernel-extensions/cli/dist/discover/result-file.js";
import { readSettings } from "../../kernel-extensions/cli/dist/discover/settings.js";
import { type Ended, root, temporaryFolder } from "./checkout.ts";

const project = temporaryFolder();
afterAll(() => project.remove());

/** Stands for `@mesoscope/symbolic`: it knows one formula and notes what it was asked. */
const symbolic = `
import { writeFileSync } from "node:fs";
const formula = {
  text: "y = 2 * x", form: "y = c1 * x", loss: 0.01, complexity: 3, descriptionLength: -50,
  constants: [{ name: "c1", value: 2, standardError: 0.1, unit: "Pa", tidied: "2", interval: () => ({ lower: 1.8, upper: 2.2 }) }],
  toMathjs: () => "2 * x", toTex: () => "2 x", toTypeScript: () => "2 * x", toPython: () => "2 * x", toSymPy: () => "2*x", toC: () => "2 * x",
};
export function discover(options) {
  if (options.seed === 13) throw Object.assign(new Error("discover: bad luck. Give another seed."), { code: "BAD_OPTION" });
  return {
    search(X, y) {
      const save = () => ({ front: [options.seed, ...(options.continueFrom?.front ?? [])], seconds: 1, work: 2 });
      const discovery = (ended) => ({ best: formula, front: [formula], noise: 0.1, search: { ended }, explain: () => "y = 2 * x, ended: " + ended, toJSON: () => ({ ...save(), ended }) });
      writeFileSync("asked.json", JSON.stringify({ options, X, y }));
      let end;
      const result = new Promise((resolve) => (end = (why) => resolve(discovery(why))));
      const timer = setTimeout(() => end("budget"), options.seconds > 100 ? 60_000 : 10);
      if (options.seconds > 100) setImmediate(() => console.log("searching"));
      return { result, save, stop: () => (clearTimeout(timer), end("stopped"), result) };
    },
  };
}`;

/** Stands for `@mesoscope/compute`: its cluster is this process. */
const compute = `
import { mkdirSync } from "node:fs";
export const slurm = ({ cpusPerTask }) => "a cluster of " + cpusPerTask;
export async function map({ inputs, run }, options) {
  const { [run.name]: task } = await import(run.module);
  const values = [];
  for (const [index, input] of structuredClone(inputs).entries()) values.push(await task(input, { seed: 100 * options.seed + index }));
  mkdirSync(options.keepIn);
  console.log(JSON.stringify(options));
  return { values };
}`;

function install(name: string, source: string): void {
  const folder = path.join(project.folder, "node_modules/@mesoscope", name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, "index.js"), source);
  const entries = { ".": "./index.js", "./package.json": "./package.json" };
  const manifest = { name: `@mesoscope/${name}`, version: "7.0.0", type: "module", exports: entries };
  writeFileSync(path.join(folder, "package.json"), JSON.stringify(manifest));
}

const write = (name: string, text: string) => writeFileSync(path.join(project.folder, name), text);
const read = (name: string) => JSON.parse(readFileSync(path.join(project.folder, name), "utf8"));
const main = JSON.stringify(path.join(root, "kernel-extensions/cli/dist/main.js"));
const call = `const { main } = await import(${main}); process.exitCode = await main({}, "discover", process.argv.slice(1))`;

/** Runs the command in the project; `interruptAt` is the text at which Ctrl-C is pressed. */
function discover(args: readonly string[], interruptAt?: string): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ["--input-type=module", "--eval", call, "--", ...args], {
      cwd: project.folder,
    });
    const said = { stdout: "", stderr: "" };
    child.stdout.on("data", (chunk) => {
      said.stdout += chunk;
      if (interruptAt && String(chunk).includes(interruptAt)) child.kill("SIGINT");
    });
    child.stderr.on("data", (chunk) => (said.stderr += chunk));
    child.on("close", (status) => resolve({ status: status ?? 128, ...said }));
  });
}

beforeAll(() => {
  install("symbolic", symbolic);
  install("compute", compute);
  write("data.csv", "x [mm],w,y [kPa]\n1,5,2\n2,6,4\n3,7,6\n4,8,8\n");
  write("text.csv", "x,kind,y\n1,a,2\n2,b,4\n");
  write("gaps.csv", "x,y\n1,2\n,4\n3,6\n");
  write("units.json", '{ "w": "kg" }');
  write("broken.json", '{ "w": ');
  write("list.json", "[1]");
  write("furlongs.json", '{ "w": "furlongz" }');
  write("plain.csv", "x,y\n1,2\n2,4\n");
});

describe("mesoscope discover", () => {
  test("searches with the units of the heads and writes the result", async () => {
    const args = ["data.csv", "--target", "y", "--out", "made/result.json", "--seconds", "2"];
    const { status, stdout } = await discover(args);
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: "y = 2 * x, ended: budget\nwritten to made/result.json\n",
    });
    expect(read("asked.json")).toEqual({
      options: { names: ["x", "w"], units: ["mm", ""], target: { name: "y", unit: "kPa" }, seed: 0, seconds: 2 },
      X: [
        [1, 5],
        [2, 6],
        [3, 7],
        [4, 8],
      ],
      y: [2, 4, 6, 8],
    });
    expect(read("made/result.json")).toMatchObject({
      formula: "y = 2 * x",
      constants: [{ name: "c1", value: 2, standardError: 0.1, interval95: [1.8, 2.2], unit: "Pa", tidied: "2" }],
      exports: { mathjs: "2 * x", c: "2 * x" },
      front: [{ formula: "y = 2 * x", rSquared: 0.99, complexity: 3 }],
      data: { file: "data.csv", rows: 4, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
      options: { seed: 0, seconds: 2 },
      versions: { symbolic: "7.0.0", node: expect.any(String) },
      search: { ended: "budget" },
      discovery: { ended: "budget" },
    });
    expect(readdirSync(path.join(project.folder, "made"))).toEqual(["result.json"]);
  });

  test("takes units from a file, and the inputs, seed, threads and work that it is told", async () => {
    const args = ["--units", "units.json", "--inputs", "w, x", "--seed", "3", "--threads", "2", "--work", "1e9"];
    expect(await discover(["data.csv", "--target", "y", "--out", "r.json", ...args])).toMatchObject({ status: 0 });
    const { options, X } = read("asked.json");
    expect(options).toEqual({
      names: ["w", "x"],
      units: ["kg", "mm"],
      target: { name: "y", unit: "kPa" },
      seed: 3,
      threads: 2,
      work: 1e9,
    });
    expect(X[0]).toEqual([5, 1]);
  });

  test("Ctrl-C keeps and writes what was found", async () => {
    const args = ["data.csv", "--target", "y", "--out", "stopped.json", "--seconds", "1000"];
    expect(await discover(args, "searching")).toMatchObject({ status: 0 });
    expect(read("stopped.json").discovery.ended).toBe("stopped");
  });

  test("searches on islands of a cluster, each with a seed of its own, and joins what they find", async () => {
    const args = ["--on", "slurm", "--islands", "3", "--seed", "2", "--work", "1e9", "--out", "islands.json"];
    const { status, stdout } = await discover(["data.csv", "--target", "y", ...args]);
    expect(status).toBe(0);
    expect(JSON.parse(stdout.split("\n")[0]!)).toEqual({
      on: "a cluster of 1",
      seed: 2,
      keepIn: "islands.json.islands",
    });
    expect(existsSync(path.join(project.folder, "islands.json.islands"))).toBe(false);
    expect(read("islands.json").discovery.front).toEqual([2, 200, 201, 202]);
    expect(read("asked.json").options).toMatchObject({ threads: 1, continueFrom: { seconds: 3, work: 6 } });
  });

  test("says what the search refuses, and writes nothing", async () => {
    const { status, stderr } = await discover(["data.csv", "--target", "y", "--out", "no.json", "--seed", "13"]);
    expect(status).toBe(1);
    expect(stderr).toContain("Sentence [Error]: discover: bad luck. Give another seed.");
    expect(existsSync(path.join(project.folder, "no.json"))).toBe(false);
  });
});

describe("the command line", () => {
  const usual = ["data.csv", "--target", "y", "--out", "r.json"];

  test("has sensible defaults", () => {
    expect(readSettings(usual)).toMatchObject({ seed: 0, seconds: 60, islands: 0 });
    expect(readSettings([...usual, "--on", "slurm"]).islands).toBe(8);
    expect(readSettings([...usual, "--work", "1e9"]).seconds).toBeUndefined();
  });

  const refused: [string, string[], RegExp][] = [
    ["no table", [], /no table was named/],
    ["no target", ["data.csv", "--out", "r.json"], /no target was named/],
    ["no place for the result", ["data.csv", "--target", "y"], /nothing says where the result goes/],
    ["no time", [...usual, "--seconds", "0"], /--seconds 0 is not a number of seconds above 0/],
    ["time in words", [...usual, "--seconds", "soon"], /--seconds soon is not a number/],
    ["half a thread", [...usual, "--threads", "0.5"], /--threads 0\.5 is not a whole number/],
    ["an empty seed", [...usual, "--seed", ""], /--seed {2}is not a whole number/],
    ["another cluster", [...usual, "--on", "moon"], /--on moon is no place to compute/],
    ["islands on this machine", [...usual, "--islands", "2"], /--islands is for a cluster/],
    ["an unknown option", [...usual, "--fast"], /Unknown option '--fast'/],
    ["two tables", ["more.csv", ...usual], /at most 1 is expected/],
  ];
  test.each(refused)("refuses %s", (_, args, sentence) => {
    expect(() => readSettings(args)).toThrow(sentence);
  });
});

describe("the data", () => {
  const at = (name: string) => path.join(project.folder, name);
  const refused: [string, string, object, RegExp][] = [
    ["a missing file", "none.csv", {}, /none\.csv: there is no such file/],
    ["a folder", ".", {}, /is a folder/],
    ["an unknown target", "data.csv", { target: "z" }, /no column "z"\. Its columns are x, w, y/],
    ["an unknown input", "data.csv", { inputs: ["q"] }, /no column "q"/],
    ["the target as an input", "data.csv", { inputs: ["x", "y"] }, /--inputs names y, which is the target/],
    ["a gap", "gaps.csv", {}, /"x" in row 2 of the data has no finite number/],
    ["a column of text", "text.csv", {}, /"kind" in row 1 of the data is "a", not a number.*--inputs/],
    ["nothing but the target", "gaps.csv", { inputs: [] }, /no column besides y/],
    ["units that are no JSON", "data.csv", { units: "broken.json" }, /broken\.json is not JSON/],
    ["units without names", "data.csv", { units: "list.json" }, /holds no names with units/],
    ["an unknown unit", "data.csv", { units: "furlongs.json" }, /furlongz/],
  ];
  test.each(refused)("are refused where there is %s", async (_, file, wanted, sentence) => {
    const { units, ...others } = wanted as { units?: string };
    const reading = readData(fusion, at(file), { target: "y", ...others, units: units && at(units) });
    await expect(reading).rejects.toThrow(sentence);
  });

  test("without any unit are searched without", async () => {
    expect(await readData(fusion, at("plain.csv"), { target: "y" })).toMatchObject({
      names: ["x"],
      target: { name: "y" },
    });
    expect((await readData(fusion, at("plain.csv"), { target: "y" })).units).toBeUndefined();
  });
});

describe("the place of the result", () => {
  test.each([
    [".", /--out .* cannot be written \(EISDIR\)/],
    ["data.csv/r.json", /--out .* cannot be written/],
  ])("%s is refused before the search", (out, sentence) => {
    expect(() => checkWritable(path.join(project.folder, out))).toThrow(sentence);
  });

  test("keeps what stands there until there is a new one", () => {
    write("kept.json", "{}");
    checkWritable(path.join(project.folder, "kept.json"));
    expect(readdirSync(project.folder).filter((name) => name.includes("kept"))).toEqual(["kept.json"]);
    expect(read("kept.json")).toEqual({});
  });
});
