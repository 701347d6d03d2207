import { checkOptions, checkWhole, displaySymbol, ValueError } from "@mesoscope/sdk";
import type { Engine } from "../engine.js";
import { showEngine } from "../show-engine.js";

export interface WorkersOptions {
  /**
   * `"threads"` start in some 30 ms. `"processes"` take longer, and a crash of native code ends one of them only, where
   * a thread takes everything with it. `"threads"` unless given.
   */
  readonly kind?: "threads" | "processes";
}

/**
 * Runs tasks on `count` workers of this machine; as many as it has processors, unless given.
 *
 * Short tasks travel together, so that messages take little of the time. A worker that ends early is replaced, and its
 * tasks run again.
 *
 * @example
 * const roots = await map({ inputs: [1, 4, 9], run: (x) => Math.sqrt(x) }, { on: workers(2) });
 * roots.values; // [1, 2, 3]
 *
 * @throws ValueError BAD_OPTION, BAD_VALUE
 */
export function workers(count: number = processors(), options: WorkersOptions = {}): Engine {
  checkWhole("workers", "count", count, 1);
  checkOptions("workers", options, ["kind"]);
  const { kind = "threads" } = options;
  if (kind !== "threads" && kind !== "processes") {
    throw new ValueError("BAD_OPTION", `workers: kind is ${String(kind)}. Give "threads" or "processes".`);
  }
  const name = kind === "threads" ? `workers(${count})` : `workers(${count}, { kind: "processes" })`;
  return {
    name,
    async run(sweep) {
      const { runOnPool } = await import("./pool.node.js");
      await runOnPool(sweep, count, kind);
    },
    [displaySymbol]: () =>
      showEngine(name, `${count} ${count === 1 ? kind.replace(/e?s$/, "") : kind} of this machine`),
  };
}

function processors(): number {
  return navigator.hardwareConcurrency;
}
