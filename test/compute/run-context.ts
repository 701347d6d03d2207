import { installRunContext, type RunContext, runContext, StopError } from "@mesoscope/sdk";

/** Runs `work` in a host whose `tick` is given, and takes the host away again. */
export async function withTick<T>(tick: RunContext["tick"], work: () => Promise<T>): Promise<T> {
  const before = runContext();
  const unused = () => {
    throw new Error("not offered");
  };
  installRunContext({ tick, display: unused, clearOutput: unused, input: unused });
  try {
    return await work();
  } finally {
    installRunContext(before);
  }
}

export function stop(): never {
  throw new StopError("STOPPED", "tick: the cell was stopped. Run it again to start over.");
}
