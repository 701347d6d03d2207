import assert from "node:assert/strict";
import { type DebuggerClient, debugging } from "../../../../../test/kernel/client/index.ts";
import type { Ordeal } from "../ordeal.ts";
import type { Place } from "../place.ts";
import { endProcess } from "./endings.ts";

export const debuggers: readonly Ordeal[] = [
  {
    name: "debugger: breakpoint, step, variables",
    weight: 3,
    run: (place, draw) =>
      debugging(place.kernel, async (debug) => {
        const cell = doubling(draw);
        await debug.breakAt({ cell }, 4);
        await stepsThrough(place, debug, draw);
        await stepsThrough(place, debug, draw); // the breakpoint is that of the text, which runs again
      }),
  },
  {
    name: "debugger: stop where it stands",
    weight: 3,
    run: (place, draw) =>
      debugging(place.kernel, async (debug) => {
        await place.cell(`var stood = ${draw};`);
        const cell = `for (;;) {\n  stood++; // ${draw}\n}`;
        await debug.breakAt({ cell }, 2);
        const running = place.begin(cell);
        assert.equal((await debug.stopped()).frames[0].line, 2);
        await debug.ask("continue", { threadId: 1 });
        await debug.stopped();
        await place.kernel.interrupt();
        assert.equal((await place.finish(running)).reply.status, "error");
        assert.equal((await place.cell(`stood > ${draw}`)).text, "true");
      }),
  },
  {
    name: "debugger: a process that ends while it is attached",
    weight: 2,
    losesState: true,
    run: (place, draw) =>
      debugging(place.kernel, async (debug) => {
        const cell = doubling(draw);
        await debug.breakAt({ cell }, 4);
        await endProcess(place, draw % 2 === 0 ? "process.exit" : "native crash");
        await stepsThrough(place, debug, draw);
        await debug.attach(); // as a front end does that was told of a restart
        await debug.breakAt({ cell }, 4);
        await stepsThrough(place, debug, draw);
      }),
  },
];

/** A function that is called once, of which line 4 has a variable to come. */
function doubling(draw: number): string {
  return [
    "interface Sample { width: number }",
    "function double(sample: Sample): number {",
    "  const once = sample.width;",
    "  const twice = once * 2;",
    "  return twice;",
    "}",
    `double({ width: ${draw} })`,
  ].join("\n");
}

/** Runs `doubling` with a breakpoint in line 4: reads variables there and one step later, and goes on to the value. */
async function stepsThrough(place: Place, debug: DebuggerClient, draw: number): Promise<void> {
  const running = place.begin(doubling(draw));
  const { reason, frames } = await debug.stopped();
  assert.deepEqual([reason, frames[0].name, frames[0].line], ["breakpoint", "double", 4]);
  assert.equal((await debug.variables(frames[0])).once, String(draw));
  await debug.ask("next", { threadId: 1 });
  const next = (await debug.stopped()).frames[0];
  assert.equal(next.line, 5);
  assert.equal((await debug.variables(next)).twice, String(2 * draw));
  await debug.ask("continue", { threadId: 1 });
  assert.equal((await place.finish(running)).text, String(2 * draw));
}
