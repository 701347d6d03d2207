import type { Kernel } from "../../../../test/kernel/client/index.ts";
import type { Arm } from "./arms.ts";
import { roundTrip } from "./cell.ts";
import { memoryOf } from "./memory.ts";
import type { Samples } from "./samples.ts";
import { startBenchKernel } from "./start.ts";
import { median } from "./statistics.ts";

const limit = 90_000;

/** A long notebook: the last cells against the tenth, memory growth, and completion on the way. */
export async function measureSession(arm: Arm, samples: Samples, cells: number): Promise<void> {
  const kernel = await startBenchKernel(arm);
  try {
    const times: number[] = [];
    const end = performance.now() + limit;
    let early = memoryOf(kernel.process.pid);
    for (let i = 1; i <= cells && performance.now() < end; i++) {
      times.push(await roundTrip(kernel, arm.language.cell(i)));
      if (i === 20) early = memoryOf(kernel.process.pid);
      if (arm.name === "mesoscope" && (i === 10 || i === 500)) await measureLanguage(kernel, i, samples);
    }
    const late = memoryOf(kernel.process.pid);
    samples.add("long session: cells run", arm.name, times.length);
    samples.add("long session: a cell at its end, ms", arm.name, ...times.slice(-100));
    samples.add("long session: last cells / cell 10", arm.name, median(times.slice(-20)) / median(times.slice(5, 25)));
    if (early && late) {
      samples.add("long session: memory growth", arm.name, late.kernel.resident - early.kernel.resident);
      if (late.types.processes > 0) samples.add("long session: type service", arm.name, late.types.resident);
    }
  } finally {
    await kernel.shutdown();
  }
}

const questions = ["Math.flo", "twice3.", "[1, 2, 3].map((v) => v.toFix", "const text = 'a';\ntext.toUp"];

/** Warm completion and inspection: the first of each kind is not counted. */
async function measureLanguage(kernel: Kernel, cell: number, samples: Samples): Promise<void> {
  const times = { completion: [] as number[], inspection: [] as number[] };
  for (let i = 0; i < 11; i++) {
    for (const question of questions) {
      const start = performance.now();
      const { matches } = await kernel.complete(question);
      if (matches.length === 0) samples.fail("completion", "mesoscope", new Error(`nothing for ${question}`));
      const middle = performance.now();
      const { found } = await kernel.inspect(`twice${1 + (i % 9)}(value3)`, 3);
      if (!found) samples.fail("inspection", "mesoscope", new Error("nothing for twice"));
      if (i === 0) continue;
      times.completion.push(middle - start);
      times.inspection.push(performance.now() - middle);
    }
  }
  samples.add(`completion at cell ${cell}`, "mesoscope", ...times.completion);
  samples.add(`inspection at cell ${cell}`, "mesoscope", ...times.inspection);
}
