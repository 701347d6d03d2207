import type { ArmName } from "./arms.ts";

/** A bound on our median, or on its ratio to a peer's. */
export interface Target {
  readonly atMost?: number;
  readonly atLeast?: number;
  readonly against?: ArmName | "best peer";
  readonly unit?: string;
}

const stopped: readonly Target[] = [{ atMost: 20, unit: "ms" }];
const all: readonly Target[] = [{ atLeast: 1 }];
const leading: readonly Target[] = [{ atMost: 1, against: "best peer" }];
const commonLoop: readonly Target[] = [{ atMost: 1.5 }];

export const targets: Readonly<Record<string, readonly Target[]>> = {
  "launch to ready": [{ atMost: 0.7, against: "deno" }, { atMost: 0.8, against: "ipykernel" }, ...leading],
  "memory after start": [{ atMost: 0.7, against: "deno" }],
  "first cell": leading,
  "trivial cell": [{ atMost: 0.8, against: "deno" }, ...leading],
  "typed cell": [{ atMost: 0.9, against: "deno" }, { atMost: 0.1, against: "tslab" }, ...leading],
  "typed cell, ours with `%types off`": [{ atMost: 0.9, against: "deno" }],
  "loop: `let` sum": [{ atMost: 1.1 }],
  "loop: `let` float": commonLoop,
  "loop: `let` of an earlier cell": commonLoop,
  "loop: `while` with its counter": commonLoop,
  "loop: typed array": commonLoop,
  "loop: array `push`": commonLoop,
  "loop: `for of`": commonLoop,
  "loop: object's property": commonLoop,
  "loop: function of an earlier cell": commonLoop,
  "loop: after a top-level `await`": commonLoop,
  "10,000 lines": [{ atMost: 0.1, against: "deno" }, ...leading],
  "10,000 lines: share here at `idle`": all,
  "10 MB of output": [{ atMost: 0.4, against: "deno" }, { atMost: 1, against: "ipykernel" }, ...leading],
  "10 MB in 10,240 writes": [{ atMost: 1, against: "ipykernel" }, ...leading],
  "10 MB of output: share here at `idle`": all,
  "1 MB display": leading,
  "list of 200,000 rows as value": leading,
  "completion of a built-in member, first": leading,
  "completion of a built-in member, warm": leading,
  "completion of a user's name, warm": leading,
  "inspection of a built-in, warm": leading,
  "inspection of a user's function, warm": leading,
  "shutdown to exit": leading,
  "long session: a cell at its end, ms": leading,
  "long session: last cells / cell 10": [{ atMost: 1.1 }],
  "long session: memory growth": [{ atMost: 30, unit: "MiB" }],
  "completion at cell 10": [{ atMost: 30, unit: "ms" }],
  "completion at cell 500": [{ atMost: 30, unit: "ms" }],
  "inspection at cell 10": [{ atMost: 50, unit: "ms" }],
  "inspection at cell 500": [{ atMost: 100, unit: "ms" }],
  "stop: loop": stopped,
  "stop: loop: state kept": all,
  "stop: await": stopped,
  "stop: await: state kept": all,
  "stop: busy timer": stopped,
  "stop: busy timer: state kept": all,
  "stop: microtask storm": stopped,
  "stop: microtask storm: state kept": all,
  "stop: blocked thread: state kept": all,
};
