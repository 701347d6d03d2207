import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import type { TypeService } from "../../../kernel-extensions/kernel/dist/protocol/type-service.js";
import { startTypeService } from "../../../kernel-extensions/kernel/dist/types/type-service.node.js";

let directory: string;
let service: TypeService;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "mesoscope-service-"));
  service = startTypeService({ directory });
  await service.diagnostics(""); // there is no limit on its start that holds on every machine
}, 60_000);
afterAll(async () => {
  await service.close();
  rmSync(directory, { recursive: true });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

const pid = (of = directory) =>
  Number(execFileSync("pgrep", ["-f", `types/main.node.js ${of}$`], { encoding: "utf8" }).trim());

function isAlive(process_: number): boolean {
  try {
    return process.kill(process_, 0);
  } catch {
    return false;
  }
}

/** Takes the checker a second or so; wrong in the last line. */
const words = Array.from({ length: 18 }, (_, i) => `"w${i}"`).join(" | ");
const heavyFunction = (n: number) =>
  `function f${n}() { type W = ${words} | "${n}"; let a!: \`\${W}\${W}\${W}\`; const b: \`\${W}\${W}\${W}\` = a; return b }`;
const heavy = [...Array.from({ length: 40 }, (_, n) => heavyFunction(n)), 'let wrong: number = "x";'].join("\n");

/** A service with a process that `pid` tells from that of the others. */
function another(name: string): { other: TypeService; folder: string } {
  const folder = join(directory, name);
  mkdirSync(folder);
  return { other: startTypeService({ directory: folder }), folder };
}

test("answers about names of earlier cells", async () => {
  service.executed({ run: 1, source: "const answer = 'text';" });
  expect((await service.complete("answer.toUp", 11)).matches).toEqual(["toUpperCase"]);
  expect((await service.inspect("answer", 3)).text).toBe('const answer: "text"');
  expect(await service.diagnostics("answer = 3")).toHaveLength(1);
});

test("answers diagnostics for the cells before them, whatever is asked meanwhile", async () => {
  const before = service.diagnostics("answer.toUpperCase()");
  service.executed({ run: 2, source: "const answer = 3;" });
  const after = service.diagnostics("answer.toUpperCase()");
  const completions = service.complete("answer.toFi", 11);
  expect((await completions).matches).toEqual(["toFixed"]);
  expect(await before).toEqual([]);
  expect(await after).toHaveLength(1);
});

test("lets a person in before slow diagnostics, which are answered all the same", async () => {
  const slow = service.diagnostics(heavy);
  expect((await service.complete("answer.toFi", 11)).matches).toEqual(["toFixed"]);
  expect((await slow).map(({ line, code }) => [line, code])).toEqual([[41, 2322]]);
});

test("survives the death of its process with all that was executed", async () => {
  const before = pid();
  const asked = service.diagnostics("answer.toUpperCase()");
  process.kill(before, "SIGKILL");
  expect(await asked).toHaveLength(1);
  await expect
    .poll(async () => (await service.complete("answer.toFi", 11)).matches, { timeout: 30_000 })
    .toEqual(["toFixed"]);
  expect(pid()).not.toBe(before);
});

test("ends a process that hangs, and asks the next one", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  const before = pid();
  process.kill(before, "SIGSTOP");
  const asked = service.complete("answer.toFi", 11);
  vi.advanceTimersByTime(60_000);
  expect((await asked).matches).toEqual(["toFixed"]);
  expect(pid()).not.toBe(before);
});

test("leaves a process alone that is there, however long it works", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  const before = pid();
  const asked = service.diagnostics(heavy);
  let answered = false;
  void asked.then(() => {
    answered = true;
  });
  for (; !answered; await new Promise((resolve) => setTimeout(resolve, 200))) vi.advanceTimersByTime(3000);
  expect(await asked).toHaveLength(1);
  expect(pid()).toBe(before);
});

test("replaces a process that holds too much memory, and keeps the next for a while that holds as much", async () => {
  const ordinary = pid();
  const ballast =
    "import{isMainThread}from'node:worker_threads';if(isMainThread)globalThis.ballast=Buffer.alloc(400*2**20,1)";
  vi.stubEnv("NODE_OPTIONS", `--import=data:text/javascript,${ballast}`);
  const { other, folder } = another("full");
  other.executed({ run: 1, source: "const load = 3;" });
  await other.inspect("load", 1);
  const before = pid(folder);
  await expect.poll(() => pid(folder), { timeout: 30_000, interval: 100 }).not.toBe(before);
  const next = pid(folder);
  expect((await other.complete("load.toFi", 9)).matches).toEqual(["toFixed"]);
  await new Promise((resolve) => setTimeout(resolve, 4000));
  expect([pid(folder), pid()]).toEqual([next, ordinary]);
  await other.close();
}, 60_000);

test("starts the next process at once, or when a minute is over in which five have ended", async () => {
  const clock = vi.spyOn(performance, "now");
  const { other, folder } = another("mortal");
  const floor = async () => (await other.complete("Math.flo", 8)).matches;
  const kill = async () => {
    const dying = await vi.waitFor(() => pid(folder), { timeout: 10_000 });
    process.kill(dying, "SIGKILL");
    while (isAlive(dying)) await new Promise(setImmediate);
  };
  for (let i = 0; i < 4; i++) await kill();
  clock.mockReturnValue(performance.now() + 61_000);
  for (let i = 0; i < 4; i++) await kill();
  expect(await floor()).toEqual(["floor"]);
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  await kill();
  expect(await floor()).toEqual([]);
  vi.advanceTimersByTime(59_000);
  expect(await floor()).toEqual([]);
  vi.advanceTimersByTime(1000);
  expect(await floor()).toEqual(["floor"]);
  clock.mockRestore();
  await other.close();
}, 60_000);

test("after close every answer is empty and no process is left", async () => {
  const closed = startTypeService({ directory });
  const answer = closed.complete("Math.", 5);
  await closed.close();
  expect((await answer).matches).toEqual([]);
  expect((await closed.inspect("Math", 1)).found).toBe(false);
  expect(await closed.diagnostics("let a: number = ''")).toEqual([]);
});
