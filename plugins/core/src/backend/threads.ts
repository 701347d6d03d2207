/** What a thread needs to take part. */
export interface Shared {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  /** Where the scratch room of each thread begins, by thread. */
  readonly scratch: readonly number[];
}

/** Threads that share the work with the caller. */
export interface Threads {
  /** Whether all of them wait for work. */
  readonly areReady: boolean;
  stop(): void;
}

/** How many threads the machine has for one program: one here, where the caller must not wait for others. */
export function availableThreads(): number {
  return 1;
}

/** Starts all threads but the caller. */
export function startThreads(_shared: Shared): Threads | undefined {
  return undefined;
}
