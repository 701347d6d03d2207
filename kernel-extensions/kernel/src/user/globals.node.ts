import { ownRun } from "./run.node.js";

/** Makes values global, without showing them in a list of names. */
export function installGlobals(values: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(values)) {
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: false });
  }
}

/** The functions that compiled cells call. */
export const cellFunctions = {
  __result(value: unknown): void {
    const run = ownRun();
    if (run) run.result = { value };
  },
  __use: use,
  __useAsync: use,
};

/** `using` at the top level: the value is disposed of when the cell ends. */
function use<T extends AsyncDisposable | Disposable | null | undefined>(value: T): T {
  const run = ownRun();
  if (!run) return value;
  run.disposables ??= new AsyncDisposableStack();
  return run.disposables.use(value);
}
