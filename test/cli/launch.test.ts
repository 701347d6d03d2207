import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { type Ended, mesoscope, root, type Surroundings, temporaryFolder } from "./checkout.ts";
import { program, programText } from "./fake-programs.ts";

/** The launcher in a checkout of nothing else, with programs in its PATH that only pretend. */

const place = temporaryFolder();
afterAll(() => place.remove());

let home: string;
let programs: string;
let count = 0;

beforeEach(() => {
  const folder = path.join(place.folder, `${++count}`);
  programs = path.join(folder, "programs");
  home = path.join(folder, "home");
  makeHome(home);
});

function makeHome(folder: string): void {
  const cli = path.join(folder, "kernel-extensions/cli");
  for (const name of ["bin", "launch", "package.json"]) {
    cpSync(path.join(root, "kernel-extensions/cli", name), path.join(cli, name), { recursive: true });
  }
  mkdirSync(path.join(cli, "dist"));
  const main = "export const main = async (home, name, args) => (console.log([name, ...args].join(' ')), 7);";
  writeFileSync(path.join(cli, "dist/main.js"), main);
  for (const name of ["lerna.json", "package-lock.json", "tsconfig.base.json"])
    writeFileSync(path.join(folder, name), "{}");
  writeFileSync(path.join(folder, "tsconfig.json"), '{ "references": [] }');
}

const launch = (args: string[] = ["lab", "--port", "1"], options: Surroundings = {}) =>
  mesoscope(home, args, { ...options, env: { PATH: programs, npm_execpath: undefined, ...options.env } });

const compiler = (code: string) => `fs.mkdirSync("node_modules/typescript/bin", { recursive: true });
fs.writeFileSync("node_modules/typescript/bin/tsc", ${JSON.stringify(code)});`;
const called = 'fs.appendFileSync("calls.txt", args[0] + "\\n");';
const calls = () => readFileSync(path.join(home, "calls.txt"), "utf8").trim().split("\n");
const workingNpm = () => program(programs, "npm", `${called} ${compiler("")}`);
const failingNpm = (words: string) =>
  program(programs, "npm", `console.error(${JSON.stringify(words)}); process.exit(1)`);
const isStamped = () => existsSync(path.join(home, "node_modules/.mesoscope.json"));

/** The one sentence after the lines that show the steps. */
function sentence({ status, stdout, stderr }: Ended): string {
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  const lines = stderr
    .trimEnd()
    .split("\n")
    .filter((line) => !/^[·✓✗] /.test(line));
  expect(lines, stderr).toHaveLength(1);
  return lines[0]!;
}

describe("the launcher", () => {
  test("installs once and hands the command over", async () => {
    workingNpm();
    expect(await launch()).toMatchObject({ status: 7, stdout: "lab --port 1\n" });
    failingNpm("must not be called");
    expect(await launch()).toEqual({ status: 7, stdout: "lab --port 1\n", stderr: "" });
    expect(calls()).toEqual(["ci"]);
  });

  test("installs again when the lockfile has changed or node_modules is gone", async () => {
    workingNpm();
    await launch();
    writeFileSync(path.join(home, "package-lock.json"), '{ "packages": {} }');
    await launch();
    rmSync(path.join(home, "node_modules"), { recursive: true });
    await launch();
    expect(calls()).toEqual(["ci", "ci", "ci"]);
  });

  test("two launches at a time install once", async () => {
    program(programs, "npm", `${called} setTimeout(() => { ${compiler("")} }, 500)`);
    const both = await Promise.all([launch(), launch()]);
    expect(both.map(({ status }) => status)).toEqual([7, 7]);
    expect(calls()).toEqual(["ci"]);
  });

  test("is not blocked by a launch that died", async () => {
    const { pid } = spawnSync(process.execPath, ["--version"]);
    mkdirSync(path.join(home, ".stamps"));
    writeFileSync(path.join(home, ".stamps/launch.lock"), String(pid));
    workingNpm();
    expect(await launch()).toMatchObject({ status: 7 });
  });

  test("says what does not compile", async () => {
    const error = "plugins/x/src/a.ts(3,7): error TS2322: Type 'string' is not assignable to type 'number'.";
    program(programs, "npm", compiler(`console.log(${JSON.stringify(error)}); process.exit(2)`));
    const { status, stderr } = await launch();
    expect(status).toBe(1);
    expect(stderr).toContain(`mesoscope: The sources do not compile. Correct this and try again:\n${error}\n`);
  });

  test("compiles the kernels of a package, and again when they have changed", async () => {
    const folder = path.join(home, "plugins/x");
    for (const name of ["src", "kernels", "dist"]) mkdirSync(path.join(folder, name), { recursive: true });
    for (const name of ["package.json", "tsconfig.json", "dist/.tsbuildinfo"])
      writeFileSync(path.join(folder, name), "{}");
    writeFileSync(path.join(home, "tsconfig.json"), '{ "references": [{ "path": "plugins/x" }] }');
    const build = 'import fs from "node:fs"; fs.appendFileSync("../../calls.txt", "kernels\\n");';
    writeFileSync(path.join(folder, "kernels/build.mjs"), build);
    workingNpm();
    for (let i = 0; i < 2; i++) expect(await launch()).toMatchObject({ status: 7 });
    expect(calls()).toEqual(["ci", "kernels"]);
    writeFileSync(path.join(folder, "kernels/index.ts"), "export const n: i32 = 1;");
    expect(await launch()).toMatchObject({ status: 7 });
    expect(calls()).toEqual(["ci", "kernels", "kernels"]);
  });

  test("answers help without installing anything", async () => {
    for (const args of [["--help"], ["lab", "--help"], ["--version"], []]) {
      expect(await launch(args)).toMatchObject({ status: 0, stderr: "" });
    }
    expect((await launch(["--help"])).stdout).toMatch(/^ {2}new-plugin {2}/m);
    expect(sentence(await launch(["lob"]))).toMatch(/there is no command "lob"\. There are: lab, run,/);
    expect(existsSync(path.join(home, ".stamps"))).toBe(false);
  });
});

describe("bad surroundings are one sentence, and the next start heals", () => {
  test("no npm", async () => {
    expect(sentence(await launch())).toMatch(/npm was not found/);
  });

  test.each([
    ["npm error code ENOTFOUND\nnpm error network request to http://registry failed", /network could not be reached/],
    ["npm error code ENOSPC\nnpm error nospc no space left on device", /disk is full/],
    ["npm error code EACCES\nnpm error syscall mkdir", /cannot be written/],
  ])("npm fails: %j", async (words, expected) => {
    failingNpm(words);
    expect(sentence(await launch())).toMatch(expected);
    expect(isStamped()).toBe(false);
    workingNpm();
    expect(await launch()).toMatchObject({ status: 7 });
  });

  test("npm fails for another reason: its last words are shown", async () => {
    failingNpm("npm error code EINTEGRITY");
    const { status, stderr } = await launch();
    expect(status).toBe(1);
    expect(stderr).toMatch(/Installing the libraries failed\. Its last words were:\nnpm error code EINTEGRITY/);
  });

  test("a help text that speaks of permissions is no missing permission", async () => {
    const { explain } = createRequire(import.meta.url)(path.join(root, "kernel-extensions/cli/launch/sentence.cjs"));
    const usage = Array.from({ length: 50 }, (_, i) => `--option-${i}  used when permission denied or ENOSPC`);
    const { message } = explain("Starting", [...usage, ...Array(20).fill("."), "no such option"].join("\n"), {
      root: "",
    });
    expect(message).toMatch(/^Starting failed\..*\n[.\n]*\nno such option$/);
  });
});

describe("a Node that is too old", () => {
  const versionIs = (version: string) => {
    const file = path.join(place.folder, `is-${version}.cjs`);
    writeFileSync(
      file,
      `Object.defineProperty(process, "version", { value: "v${version}" });
       Object.defineProperty(process, "versions", { value: { ...process.versions, node: "${version}" } });`,
    );
    return { node: ["--require", file] };
  };
  const privateNode = `if (args[0] === "--version") console.log("v26.10.0");
else process.exit(child_process.spawnSync(${JSON.stringify(process.execPath)}, args, { stdio: "inherit" }).status);`;
  const npmWithNode = `${called} if (args[0] === "ci") { ${compiler("")} } else {
  const folder = path.join(args[args.indexOf("--prefix") + 1], "node_modules", args.find((a) => a.startsWith("node-")).split("@")[0], "bin");
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, "node"), ${JSON.stringify(programText(privateNode))}, { mode: 0o755 });
}`;

  test("gets a private one, once", async () => {
    program(programs, "npm", npmWithNode);
    expect(await launch(["lab"], versionIs("20.20.2"))).toMatchObject({ status: 7, stdout: "lab\n" });
    expect(existsSync(path.join(home, ".runtime/stamp.json"))).toBe(true);
    failingNpm("must not be called");
    expect(await launch(["lab"], versionIs("18.20.8"))).toEqual({ status: 7, stdout: "lab\n", stderr: "" });
  });

  test("and no network: one sentence, nothing half-installed, and the next start heals", async () => {
    failingNpm("npm error code EAI_AGAIN");
    expect(sentence(await launch(["lab"], versionIs("20.20.2")))).toMatch(
      /Installing Node .* because 20\.20\.2 is too old: the network could not be reached/,
    );
    expect([".runtime", ".runtime.partial"].filter((name) => existsSync(path.join(home, name)))).toEqual([]);
    program(programs, "npm", npmWithNode);
    expect(await launch(["lab"], versionIs("20.20.2"))).toMatchObject({ status: 7 });
  });

  test("even for the launcher says so", async () => {
    expect(sentence(await launch(["lab"], versionIs("16.20.2")))).toMatch(
      /Node 16\.20\.2 is too old\. Install Node 18/,
    );
  });
});

/** Makes a file system of 2 MB at a folder, where this machine lets us. */
function mount(folder: string): boolean {
  mkdirSync(folder, { recursive: true });
  const { status } = spawnSync("mount", ["-t", "tmpfs", "-o", "size=2m", "tmpfs", folder]);
  if (status === 0) afterAll(() => void spawnSync("umount", ["-l", folder]));
  return status === 0;
}

const small = path.join(place.folder, "small");
const hasSmall = mount(small);
const isRoot = process.getuid?.() === 0;

test.skipIf(!hasSmall)("a disk that fills is one sentence, and the next start heals", async () => {
  home = path.join(small, "home");
  makeHome(home);
  program(programs, "npm", 'fs.mkdirSync("node_modules"); fs.writeFileSync("node_modules/big", Buffer.alloc(4e6));');
  expect(sentence(await launch())).toMatch(/disk is full/);
  expect(isStamped()).toBe(false);
  rmSync(path.join(home, "node_modules"), { recursive: true });
  workingNpm();
  expect(await launch()).toMatchObject({ status: 7 });
});

test.skipIf(isRoot && !hasSmall)("a folder that cannot be written is one sentence", async () => {
  if (isRoot) {
    home = path.join(small, "read-only");
    makeHome(home);
    spawnSync("mount", ["-o", "remount,ro", small]);
  } else chmodSync(home, 0o555);
  try {
    workingNpm();
    expect(sentence(await launch())).toMatch(/cannot be written\. Give yourself the right/);
  } finally {
    if (isRoot) spawnSync("mount", ["-o", "remount,rw", small]);
    else chmodSync(home, 0o755);
  }
});
