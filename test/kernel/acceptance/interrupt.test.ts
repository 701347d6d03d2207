import { expect } from "vitest";
import { type Kernel, sleep } from "../client/index.ts";
import { acceptance } from "./acceptance.ts";

/** Stops a running cell and checks that it says so and that an earlier variable is still there. */
async function stops(kernel: Kernel, code: string): Promise<void> {
  await kernel.execute("let kept = 42;");
  const running = kernel.start(code);
  await running.busy;
  await sleep(40);
  await kernel.interrupt();
  const cell = await kernel.finish(running, 5000);
  expect(cell.reply.status).toBe("error");
  expect(cell.error).toBeDefined();
  expect((await kernel.execute("kept")).text).toBe("42");
}

acceptance("interrupt", (accept) => {
  accept("I1", "stops an awaiting cell, with earlier variables kept", async (kernel) => {
    await stops(kernel, "await new Promise(() => {});");
    await stops(kernel, "await new Promise((resolve) => setTimeout(resolve, 60000));");
  });

  accept("I2", "stops a busy loop, with earlier variables kept", async (kernel) => {
    await stops(kernel, "for (;;) {}");
  });

  accept("I3", "stops one after the other, ten times each", async (kernel) => {
    for (let i = 0; i < 10; i++) {
      await stops(kernel, "while (true) { try { for (;;) {} } catch {} }");
      await stops(kernel, "setTimeout(() => { for (;;) {} }); await new Promise(() => {});");
      await stops(kernel, "const storm = (): Promise<void> => Promise.resolve().then(storm); await storm();");
      await stops(kernel, "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);");
    }
  });

  accept("I4", "aborts the cells queued behind the stopped one and runs the next one sent", async (kernel) => {
    const running = kernel.start("for (;;) {}");
    const queued = kernel.start("'queued'");
    await running.busy;
    await sleep(40);
    await kernel.interrupt();
    expect((await kernel.finish(running)).reply.status).toBe("error");
    expect((await kernel.finish(queued)).reply.status).toBe("aborted");
    expect((await kernel.execute("'next'")).text).toBe("'next'");
  });
});
