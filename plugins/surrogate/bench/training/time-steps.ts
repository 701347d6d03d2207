const batchMilliseconds = 200;

/**
 * Runs `once`, which gives a loss, five times to warm up and then for some seconds, and prints as JSON what a step took
 * in the batch of steps that used the least processor time: others were disturbed.
 */
export async function timeSteps(once: () => Promise<number>, seconds: number): Promise<void> {
  const losses: number[] = [];
  for (let i = 0; i < 5; i++) losses.push(await once());
  let best = { cpu: Infinity, wall: Infinity };
  for (const end = performance.now() + seconds * 1000; performance.now() < end; ) {
    const found = await timeBatch(once);
    if (found.cpu < best.cpu) best = found;
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
