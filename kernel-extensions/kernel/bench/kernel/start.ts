import { type Kernel, sleep, startKernel } from "../../../../test/kernel/client/index.ts";
import type { Arm } from "./arms.ts";
import { roundTrip } from "./cell.ts";
import { memoryOf } from "./memory.ts";
import { measureQuestions } from "./questions.ts";
import type { Samples } from "./samples.ts";

/** Launch to ready, memory one second later, first cell, completion and inspection. */
export async function measureStart(arm: Arm, samples: Samples): Promise<Kernel> {
  const kernel = await startBenchKernel(arm);
  samples.add("launch to ready", arm.name, kernel.launched);
  await sleep(1000);
  const memory = memoryOf(kernel.process.pid);
  if (memory) {
    samples.add("memory after start", arm.name, memory.kernel.resident);
    samples.add("memory after start, private", arm.name, memory.kernel.private);
  }
  samples.add("first cell", arm.name, await roundTrip(kernel, arm.language.trivial));
  await measureQuestions(kernel, arm, samples);
  return kernel;
}

/** Shutdown request to the end of the process. */
export async function measureEnd(kernel: Kernel, arm: Arm, samples: Samples): Promise<void> {
  const start = performance.now();
  if (await kernel.shutdown()) samples.add("shutdown to exit", arm.name, performance.now() - start);
  else samples.fail("shutdown", arm.name, new Error("the kernel did not end within 5 s"));
}

export function startBenchKernel(arm: Arm): Promise<Kernel> {
  return startKernel(arm.spec, { directory: arm.directory, verify: false, reconnect: 2 });
}
