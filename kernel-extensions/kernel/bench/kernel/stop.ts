import { type Kernel, sleep } from "../../../../test/kernel/client/index.ts";
import type { Arm } from "./arms.ts";
import { both, numberOf, roundTrip } from "./cell.ts";
import type { Samples } from "./samples.ts";
import { startBenchKernel } from "./start.ts";

const patience = 5000;

/** Stops cells of each kind: time from the request to reply and `idle`, and whether the state is still there. */
export async function measureStops(arm: Arm, samples: Samples, count: number): Promise<void> {
  for (const [kind, code] of Object.entries(arm.language.stops)) {
    let kernel: Kernel | undefined;
    let kept = 0;
    for (let i = 0; i < count; i++) {
      try {
        kernel ??= await startWithState(arm);
        const time = await stop(kernel, code, i);
        if ((await numberOf(kernel, arm.language.kept, patience)) !== 42) throw new Error("the state is lost");
        samples.add(`stop: ${kind}`, arm.name, time);
        kept++;
      } catch (error) {
        samples.fail(`stop: ${kind}, try ${i + 1}`, arm.name, error);
        await kernel?.shutdown(500);
        kernel = undefined;
        if (arm.name !== "mesoscope" && kept === 0) break;
      }
    }
    samples.add(`stop: ${kind}: state kept`, arm.name, kept / count);
    await kernel?.shutdown();
  }
}

async function startWithState(arm: Arm): Promise<Kernel> {
  const kernel = await startBenchKernel(arm);
  await roundTrip(kernel, arm.language.keep);
  return kernel;
}

async function stop(kernel: Kernel, code: string, i: number): Promise<number> {
  const request = kernel.start(code);
  await request.busy;
  await sleep(20 + (i % 7) * 5);
  const start = performance.now();
  const interrupted = kernel.interrupt();
  await both(request, patience);
  const time = performance.now() - start;
  await interrupted;
  return time;
}
