/** One Ctrl-C may arrive several times: from the terminal, from npm, from the launcher. */
const echo = 1_000;

/**
 * Waits for `work`; at the first Ctrl-C asks it to stop by `stop` and goes on waiting, at a later one ends this process.
 * Resolves to what `work` resolves to.
 */
export async function untilInterrupted<T>(work: Promise<T>, stop: () => void): Promise<T> {
  let since: number | undefined;
  const onSignal = () => {
    if (since === undefined) {
      since = performance.now();
      stop();
    } else if (performance.now() - since > echo) process.exit(130);
  };
  process.on("SIGINT", onSignal).on("SIGTERM", onSignal);
  try {
    return await work;
  } finally {
    process.off("SIGINT", onSignal).off("SIGTERM", onSignal);
  }
}
