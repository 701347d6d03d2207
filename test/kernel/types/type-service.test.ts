import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
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

const pid = () => Number(execFileSync("pgrep", ["-f", `types/main.node.js ${directory}`], { encoding: "utf8" }).trim());

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
  const words = Array.from({ length: 18 }, (_, i) => `"w${i}"`).join(" | ");
  const heavy = (n: number) =>
    `function f${n}() { type W = ${words} | "${n}"; let a!: \`\${W}\${W}\${W}\`; const b: \`\${W}\${W}\${W}\` = a; return b }`;
  const source = `${Array.from({ length: 40 }, (_, n) => heavy(n)).join("\n")}\nlet wrong: number = "x";`;
  const slow = service.diagnostics(source);
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

test("after close every answer is empty and no process is left", async () => {
  const closed = startTypeService({ directory });
  const answer = closed.complete("Math.", 5);
  await closed.close();
  expect((await answer).matches).toEqual([]);
  expect((await closed.inspect("Math", 1)).found).toBe(false);
  expect(await closed.diagnostics("let a: number = ''")).toEqual([]);
});
