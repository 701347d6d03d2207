import { expect } from "vitest";
import { type Kernel, type Request, sleep } from "../client/index.ts";
import { acceptance, textOf } from "./acceptance.ts";

async function keepsState(kernel: Kernel): Promise<void> {
  expect((await kernel.execute("kept")).text).toBe("42");
}

async function saysThatStateIsLost(kernel: Kernel, cell: Request): Promise<void> {
  const executed = await kernel.finish(cell, 10_000);
  expect(executed.reply.status).toBe("error");
  expect(executed.outputs.map(textOf).join("\n")).toMatch(/variables|state/i);
  expect((await kernel.execute("typeof kept")).text).toBe("'undefined'");
  expect((await kernel.execute("1 + 1")).text).toBe("2");
}

acceptance("resilience", (accept) => {
  accept("R1", "survives an unhandled rejection and shows it in its cell", async (kernel) => {
    const cell = kernel.start('let kept = 42;\nPromise.reject(new Error("nobody waited"));');
    await cell.output((message) => textOf(message).includes("nobody waited") && message.type !== "execute_input");
    await keepsState(kernel);
  });

  accept("R2", "survives a throw in a timer and shows it in its cell", async (kernel) => {
    const cell = kernel.start('let kept = 42;\nsetTimeout(() => { throw new Error("in a timer"); }, 30);');
    await kernel.finish(cell);
    await kernel.execute("'another cell'");
    await cell.output((message) => textOf(message).includes("in a timer") && message.type !== "execute_input");
    await sleep(20);
    await keepsState(kernel);
  });

  for (const [way, code] of Object.entries({
    "process.exit": "process.exit(3);",
    "a native crash": "process.abort();",
    "a killed process": 'process.kill(process.pid, "SIGKILL"); await new Promise(() => {});',
  })) {
    accept("R3", `survives ${way}: it says what was lost and restarts`, async (kernel) => {
      await kernel.execute("let kept = 42;");
      await saysThatStateIsLost(kernel, kernel.start(`console.log("before");\n${code}`));
    });
  }
});
