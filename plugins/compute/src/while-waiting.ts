const longestPause = 50;

/** Waits for `promise` and calls `tick` meanwhile, which lets progress be seen and a stop in: what it throws ends the wait. */
export async function whileWaiting<T>(promise: Promise<T>, tick: () => Promise<void> | undefined): Promise<T> {
  promise.catch(() => {}); // reported by the race, or of no interest after a stop
  for (;;) {
    const pause = Promise.withResolvers<typeof pending>();
    const timer = setTimeout(pause.resolve, longestPause, pending);
    const first = await Promise.race([promise, pause.promise]);
    clearTimeout(timer);
    if (first !== pending) return first;
    await tick();
  }
}

const pending = Symbol("pending");
