import { ValueError } from "@mesoscope/sdk";

/** What a task knows about itself. */
export interface TaskContext {
  /** A whole number for `randomStream(seed)`, different for every task and the same on every engine. */
  readonly seed: number;
  /** The place of the input among the inputs, from 0. */
  readonly index: number;
}

/** Computes one task. */
export type TaskFunction<Input, Output> = (input: Input, context: TaskContext) => Output;

/** A function that stands in a module, which every process can import by itself. */
export interface ModuleFunction {
  /** The address of the module, as `import.meta.resolve("./solve.ts")` gives it. */
  readonly module: string;
  /** The name of the export; `default` unless given. */
  readonly name?: string;
}

/** A function on its way to another process: its source text, or where to import it from. */
export type SentFunction = { readonly source: string } | Required<ModuleFunction>;

/** Throws unless `run` is a function or names one in a module. */
export function checkTaskFunction(run: unknown): void {
  if (typeof run === "function") return;
  const { module, name = "default" } = (run ?? {}) as Partial<ModuleFunction>;
  if (typeof module !== "string" || typeof name !== "string") {
    throw new ValueError(
      "BAD_VALUE",
      'map: run is no function. Give one, or { module: import.meta.resolve("./solve.ts"), name: "solve" }.',
    );
  }
  if (!/^(file|data|node):/.test(module)) {
    throw new ValueError(
      "BAD_VALUE",
      `map: run.module is "${module.slice(0, 40)}", no address. Give import.meta.resolve("./solve.ts").`,
    );
  }
}

/**
 * What another process needs to have the function.
 *
 * @throws ValueError UNSENDABLE_FUNCTION where a function has no source text of its own
 */
export function sentFunction(run: TaskFunction<never, unknown> | ModuleFunction): SentFunction {
  if (typeof run !== "function") return { module: run.module, name: run.name ?? "default" };
  const source = Function.prototype.toString.call(run);
  const what = /^class\b/.test(source)
    ? "a class"
    : /\{ \[native code\] \}$/.test(source)
      ? "bound or built in"
      : undefined;
  if (what === undefined) return { source };
  throw new ValueError(
    "UNSENDABLE_FUNCTION",
    `map: ${run.name || "the function"} is ${what}, so other processes cannot have it. Write (input) => … around it.`,
  );
}
