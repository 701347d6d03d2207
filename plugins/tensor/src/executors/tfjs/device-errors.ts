/** The part of a WebGPU device that tells of errors. */
export interface ReportingDevice {
  pushErrorScope(filter: "validation"): void;
  popErrorScope(): Promise<{ readonly message: string } | null>;
}

/** What was done, and what the device says of it afterwards. */
export interface Observed<T> {
  readonly done: T;
  readonly error?: Promise<{ readonly message: string } | null>;
}

/** Does `work` and asks the device for errors: WebGPU skips programs that are invalid, and results would be wrong. */
export function observed<T>(device: ReportingDevice | undefined, work: () => T): Observed<T> {
  if (!device) return { done: work() };
  device.pushErrorScope("validation");
  let error: Observed<T>["error"];
  let done: T;
  try {
    done = work();
  } finally {
    error = device.popErrorScope();
  }
  return { done, error };
}
