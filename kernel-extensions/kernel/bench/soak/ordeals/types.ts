import assert from "node:assert/strict";
import { sleep } from "../../../../../test/kernel/client/index.ts";
import { typeProcesses } from "../../kernel/memory.ts";
import type { Ordeal } from "../ordeal.ts";
import type { Place } from "../place.ts";

/** How long ten cells may take that wait for nothing, in milliseconds: much less than the type service may hang. */
const atOnce = 5000;

/** Where five type processes have ended within a minute, the next one is started when the minute is over. */
const rest = 70_000;

export const types: readonly Ordeal[] = [
  {
    name: "killed type service",
    weight: 2,
    async run(place, draw) {
      for (const pid of await running(place)) process.kill(pid, "SIGKILL");
      const name = `answer${draw}`;
      await place.cell(`const ${name} = "text"`);
      await completes(place, `${name}.trim().toUp`, "toUpperCase");
    },
  },
  {
    name: "hung type service",
    weight: 1,
    async run(place, draw) {
      const hung = await running(place);
      for (const pid of hung) process.kill(pid, "SIGSTOP");
      try {
        const name = `asked${draw}`;
        await place.cell(`const ${name} = "text"`);
        await Promise.all([completes(place, `${name}.trim().toUp`, "toUpperCase"), tenCells(place, draw)]);
        assert.ok(!typeProcesses(place.kernel.process.pid).some((pid) => hung.includes(pid)), "it hangs on");
      } finally {
        for (const pid of hung) goOn(pid);
      }
    },
  },
];

/** The type processes, once they answer. */
async function running(place: Place): Promise<readonly number[]> {
  await completes(place, "[1].fla", "flat");
  const pids = typeProcesses(place.kernel.process.pid);
  assert.ok(pids.length > 0, "there is no type process");
  return pids;
}

/**
 * Asks what only types can tell until the answer is there, as one does who types on; each answer comes in the time that
 * a client has for it.
 */
async function completes(place: Place, code: string, name: string): Promise<void> {
  const end = performance.now() + rest;
  for (;;) {
    const { matches } = await place.kernel.complete(code);
    if (matches.includes(name)) return;
    assert.ok(performance.now() < end, `${code} is completed by ${JSON.stringify(matches)}`);
    await sleep(500);
  }
}

async function tenCells(place: Place, draw: number): Promise<void> {
  const start = performance.now();
  for (let i = 0; i < 10; i++) assert.equal((await place.cell(`${draw} + ${i}`)).text, String(draw + i));
  assert.ok(performance.now() - start < atOnce, "cells wait for the type service");
}

function goOn(pid: number): void {
  try {
    process.kill(pid, "SIGCONT");
  } catch {
    // The kernel has ended it.
  }
}
