/** Milliseconds; a stop is heard after half of that on average. */
const longestPause = 10;

/** Waits for `promise` and calls `tick` meanwhile, which lets progress be seen and a stop in: what it throws ends the wait. */
export async function whileWaiting<T>(promise: Promise<T>, tick: () => Promise<void> | undefined): Promise<T> {
  let isSettled = false;
  let wake = () => {};
  const settle = () => {
    isSettled = true;
    wake();
  };
  promise.then(settle, settle); // once: a race in every round would grow for as long as the promise waits
  while (!isSettled) {
    const pause = Promise.withResolvers<void>();
    const timer = setTimeout(pause.resolve, longestPause);
    wake = pause.resolve;
    await pause.promise;
    clearTimeout(timer);
    if (!isSettled) await tick();
  }
  return promise;
}
