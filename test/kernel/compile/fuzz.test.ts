import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";

/** How long one cell may take before it counts as one on which the compiler never ends, in milliseconds. */
const patience = 10_000;

test("random and mutated cells compile to JavaScript or are refused with a place, and never keep the compiler", async () => {
  const worker = new Worker(new URL("./fuzz-cells.ts", import.meta.url), { workerData: { seed: 7, runs: 1500 } });
  let trying = "";
  let timer: NodeJS.Timeout | undefined;
  const failed = await new Promise<string | undefined>((resolve, reject) => {
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(() => resolve(`The compiler does not end with:\n${trying}`), patience);
    };
    worker.on("message", (message: { trying?: string; done?: true; failed?: string }) => {
      if (message.done) return resolve(message.failed);
      trying = message.trying ?? "";
      wait();
    });
    worker.on("error", reject);
    worker.on("exit", () => reject(new Error(`The compiler ended its process with:\n${trying}`)));
  });
  clearTimeout(timer);
  await worker.terminate();
  expect(failed).toBeUndefined();
});
