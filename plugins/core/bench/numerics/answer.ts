import { createInterface } from "node:readline";

/** Answers the names on standard input with the time of one run, after a first run that is not counted. */
export async function answer(prepare: (name: string) => (() => unknown) | undefined): Promise<void> {
  const prepared = new Map<string, (() => unknown) | undefined>();
  for await (const name of createInterface({ input: process.stdin })) {
    if (!prepared.has(name)) {
      prepared.clear();
      const run = prepare(name);
      prepared.set(name, run);
      run?.();
      // Threads that were just started need a moment.
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const run = prepared.get(name);
    const start = performance.now();
    run?.();
    console.log(run ? performance.now() - start : "none");
  }
}
