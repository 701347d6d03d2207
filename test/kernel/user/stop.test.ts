import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { plain, UserProcess, until } from "./harness.js";

const repeats = Number(process.env.STOP_REPEATS ?? 20);
const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** What runs when the stop comes; each says so by printing first. */
const kinds: Record<string, string> = {
  "a loop": "console.log('on'); while (true) {}",
  "a loop that catches everything": "console.log('on'); while (true) { try { while (true) {} } catch {} finally {} }",
  "an await": "console.log('on'); await new Promise(() => {})",
  "a loop after an await": "await new Promise((r) => setTimeout(r, 1)); console.log('on'); while (true) {}",
  "a busy timer": "setTimeout(() => { console.log('on'); while (true) {} }, 1); await new Promise(() => {})",
  "a busy interval": "setInterval(() => { console.log('on'); while (true) {} }, 1); await new Promise(() => {})",
  "a busy immediate": "setImmediate(() => { console.log('on'); while (true) {} }); await new Promise(() => {})",
  "a timer of node:timers":
    "process.getBuiltinModule('timers').setTimeout(() => { console.log('on'); while (true) {} }); await new Promise(() => {})",
  "an abort signal's timeout":
    "AbortSignal.timeout(1).onabort = () => { console.log('on'); while (true) {} }; await new Promise(() => {})",
  "a promised timer":
    "const { setTimeout: s } = process.getBuiltinModule('timers/promises'); await Promise.all([s(1), s(1).then(() => { console.log('on'); while (true) {} }), s(1)])",
  "a blocked Atomics.wait": "console.log('on'); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)",
  "a microtask storm": "console.log('on'); const storm = () => Promise.resolve().then(storm); await storm()",
  "a for await": "console.log('on'); for await (const x of (async function* () { while (true) yield 1; })()) {}",
  "a chain of immediates":
    "console.log('on'); const again = () => setImmediate(again); again(); await new Promise(() => {})",
  "a nextTick": "process.nextTick(() => { console.log('on'); while (true) {} }); await new Promise(() => {})",
  "code made by new Function":
    "setTimeout(new Function(\"console.log('on'); while (true) {}\")); await new Promise(() => {})",
  "an event handler":
    "const port = new MessageChannel(); port.port1.onmessage = () => { console.log('on'); while (true) {} }; port.port2.postMessage(1); await new Promise(() => {})",
  "a loop that prints": "while (true) console.log('on')",
  "a flood": "const line = 'on'.repeat(5000); while (true) console.log(line)",
  "a loop that displays": "while (true) await display('on')",
};

let user: UserProcess;
beforeEach(() => {
  user = new UserProcess();
});
afterEach(() => user.close());

describe("stop ends", () => {
  for (const [kind, code] of Object.entries(kinds)) {
    test(`${kind}, ${repeats} times, and keeps the state`, async () => {
      await user.run("var count = 0");
      const times: number[] = [];
      for (let i = 0; i < repeats; i++) {
        const started = user.start(`count++; ${code}`);
        await until(() => started.shown.length > 0 || !code.includes("'on'"));
        const asked = performance.now();
        user.stop();
        const ran = await started.done;
        times.push(performance.now() - asked);
        expect(ran.error).toMatchObject({ ename: "Stopped", evalue: "The cell was stopped." });
      }
      const after = await user.run("__result(count)");
      expect(after.result["text/plain"]).toBe(String(repeats));
      times.sort((a, b) => a - b);
      if (process.env.STOP_REPEATS) {
        console.log(`${kind}: median ${times[times.length >> 1]?.toFixed(1)}, max ${times.at(-1)?.toFixed(1)} ms`);
      }
    });
  }

  test("a cell at any moment, also as it starts or ends", async () => {
    await user.run("var steps = 0");
    for (let i = 0; i < repeats * 3; i++) {
      const started = user.start("for (let i = 0; i < 2e6; i++) steps++; await null; steps");
      await wait((i % 13) / 2);
      user.stop();
      const ran = await started.done;
      if (ran.error) expect(ran.error.ename).toBe("Stopped");
    }
    expect((await user.run("__result(steps > 0)")).result["text/plain"]).toBe("true");
  });

  test("two cells that run side by side", async () => {
    const waiting = user.start("await new Promise(() => {})");
    const spinning = user.start("console.log('on'); while (true) {}");
    await until(() => spinning.shown.length > 0);
    user.stop();
    expect((await waiting.done).error?.ename).toBe("Stopped");
    expect((await spinning.done).error?.ename).toBe("Stopped");
  });
});

describe("a stopped cell", () => {
  test("names the line where it was", async () => {
    const started = user.start("const spin = () => {\n  while (true) {}\n};\n\nconsole.log('on');\nspin();");
    await until(() => started.shown.length > 0);
    user.stop();
    const ran = await started.done;
    expect(plain(ran.error!.traceback)).toMatch(/^Stopped: The cell was stopped\.\n {2}at Cell \[\d+\], line 2/);
  });

  test("has no timers any more", async () => {
    const started = user.start("setInterval(() => console.log('tick'), 5); await new Promise(() => {})");
    await until(() => started.shown.length > 0);
    user.stop();
    await started.done;
    const sent = started.shown.length;
    await wait(100);
    expect(started.shown.length).toBe(sent);
  });

  test("does not stop what runs after it", async () => {
    user.stop();
    user.stop();
    await wait(20);
    expect((await user.run("await new Promise((r) => setTimeout(r, 30)); __result('ran')")).outcome.status).toBe("ok");
  });
});

test("a process whose kernel is gone ends, even while it spins", async () => {
  const orphan = new UserProcess();
  await orphan.ready;
  const started = orphan.start("console.log('on'); while (true) {}");
  await until(() => started.shown.length > 0);
  for (const pipe of orphan.child.stdio.slice(3)) pipe?.destroy();
  await orphan.closed;
});
