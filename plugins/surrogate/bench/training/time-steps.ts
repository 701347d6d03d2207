const batchMilliseconds = 200;

/** Processor time tells what a step costs on the CPU even where others use it too; on a graphics card only the wall clock does. */
export type Clock = "cpu" | "wall";

/**
 * Runs `once`, which gives a loss, five times to warm up and then for some seconds, and prints as JSON what a step took
 * in the batch of steps that took the least time: others were disturbed.
 */
export async function timeSteps(once: () => Promise<number>, seconds: number, clock: Clock): Promise<void> {
  const losses: number[] = [];
  for (let i = 0; i < 5; i++) losses.push(await once());
  let best = { cpu: Infinity, wall: Infinity };
  for (const end = performance.now() + seconds * 1000; performance.now() < end; ) {
    const found = await timeBatch(once);
    if (found[clock] < best[clock]) best = found;
  }
  console.log(JSON.stringify({ ...best, losses }));
}

async function timeBatch(once: () => Promise<number>): Promise<{ cpu: number; wall: number }> {
  const [cpu, wall] = [process.cpuUsage(), performance.now()];
  let steps = 0;
  do {
    await once();
    steps++;
  } while (performance.now() - wall < batchMilliseconds);
  const { user, system } = process.cpuUsage(cpu);
  return { cpu: (user + system) / 1000 / steps, wall: (performance.now() - wall) / steps };
}
