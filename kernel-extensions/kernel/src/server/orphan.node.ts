const interval = 1000;

/** Calls `end` once when the front end that started the kernel, which Jupyter names in JPY_PARENT_PID, has gone. */
export function whenOrphaned(end: () => void): void {
  const parent = Number(process.env.JPY_PARENT_PID);
  if (!Number.isInteger(parent) || parent <= 1) return;
  const isDirect = process.ppid === parent;
  const timer = setInterval(() => {
    if (isDirect ? process.ppid === parent : lives(parent)) return;
    clearInterval(timer);
    end();
  }, interval);
  timer.unref();
}

function lives(process_: number): boolean {
  try {
    return process.kill(process_, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
