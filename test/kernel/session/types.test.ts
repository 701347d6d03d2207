import { afterEach, describe, expect, test, vi } from "vitest";
import type { TypeMode, TypeService } from "../../../kernel-extensions/kernel/dist/protocol/type-service.js";
import type { Output } from "../../../kernel-extensions/kernel/dist/session/contract.js";
import { KernelSession } from "../../../kernel-extensions/kernel/dist/session/session.node.js";
import { moment, TypeCheck } from "../../../kernel-extensions/kernel/dist/session/type-check.node.js";

/** For what comes as soon as the machine has time for it. */
const patience = { timeout: 5000 };
const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const finding = {
  line: 2,
  column: 7,
  length: 5,
  code: 2322,
  message: "Type 'string' is not assignable to type 'number'.",
};

/** A type service that finds fault with every cell that says "wrong", after some time. */
class FakeTypes implements TypeService {
  readonly calls: string[] = [];
  milliseconds = 20;
  ready = true;
  closed = false;

  executed({ run, source }: { run: number; source: string }) {
    this.calls.push(`executed ${run} ${source}`);
  }
  async diagnostics(source: string) {
    this.calls.push(`diagnostics ${source}`);
    await sleep(this.milliseconds);
    if (source.includes("fails")) throw new Error("out of order");
    return source.includes("wrong") ? [finding] : [];
  }
  async complete(_source: string, cursor: number) {
    return { matches: ["toFixed"], start: cursor - 2, end: cursor, types: [] };
  }
  async inspect() {
    return { found: true, markdown: "*m*", text: "m" };
  }
  packagesChanged() {
    this.calls.push("packages changed");
  }
  async close() {
    this.closed = true;
  }
}

let session: KernelSession;
let outputs: Output[];
let types: FakeTypes;
let opened: number;

function open(mode: TypeMode, openTypes?: () => Promise<TypeService>): void {
  outputs = [];
  opened = 0;
  types = new FakeTypes();
  session = new KernelSession(
    { directory: import.meta.dirname, types: mode, onOutput: (output) => outputs.push(output) },
    {
      openTypes:
        openTypes ??
        (async () => {
          opened++;
          return types;
        }),
    },
  );
}
afterEach(() => session.close());

const run = (source: string) => session.execute({ source }).reply;
const stderr = () =>
  outputs
    .filter(({ type }) => type === "stream")
    .map(({ run, content }) => ({ run, ...JSON.parse(Buffer.from(content).toString()) }));

describe("warn", () => {
  test("starts the service when nothing runs, and reports to the cells that ran before it", async () => {
    open("warn");
    await run("1");
    await run("const a = 1;\n'wrong'");
    expect(opened).toBe(0);
    await sleep(500);
    expect(opened).toBe(1);
    expect(stderr()).toEqual([{ run: 2, name: "stderr", text: `Cell [2], line 2: ${finding.message} (TS2322)\n` }]);
    expect(types.calls).toEqual([
      "diagnostics 1",
      "executed 1 1",
      "diagnostics const a = 1;\n'wrong'",
      "executed 2 const a = 1;\n'wrong'",
    ]);
  });

  test("does not hold a short cell back, and reports to it when the answer is there", async () => {
    open("warn");
    await session.complete("x", 1);
    await run("'process is up'");
    await vi.waitFor(() => expect(types.calls).toContain("executed 1 'process is up'"), patience);
    types.milliseconds = 200;
    await run("'wrong'");
    expect(stderr()).toEqual([]);
    await vi.waitFor(() => expect(stderr()).toMatchObject([{ run: 2, name: "stderr" }]), patience);
  });

  test("reports within a cell that takes longer than its check", async () => {
    open("warn");
    await session.complete("x", 1);
    await run("'wrong'; await new Promise((resolve) => setTimeout(resolve, 200))");
    expect(stderr()).toHaveLength(1);
  });

  test("does not hold a stopped cell back", async () => {
    open("warn");
    await session.complete("x", 1);
    const found = Promise.withResolvers<(typeof finding)[]>();
    types.diagnostics = () => found.promise;
    const reply = run("await new Promise(() => {})");
    await sleep(200);
    await session.interrupt();
    expect((await reply).status).toBe("error");
    found.resolve([]);
  });

  test("says nothing of silent cells, and of cells that do not compile", async () => {
    open("warn");
    await session.complete("x", 1);
    await session.execute({ source: "'wrong'", silent: true }).reply;
    await run("wrong +* 1");
    await sleep(50);
    expect(types.calls).toEqual(["executed 1 'wrong'"]);
  });

  test("runs on when the service fails", async () => {
    open("warn", () => Promise.reject(new Error("cannot start")));
    await expect(session.complete("x", 1)).rejects.toThrow("cannot start");
    expect((await run("1")).status).toBe("ok");
    expect((await run("2")).status).toBe("ok");
  });
});

test("the service is left alone while quick cells follow each other", async () => {
  open("warn");
  vi.useFakeTimers();
  const check = new TypeCheck("warn", async () => types);
  await check.start();
  for (let i = 1; i <= 20; i++) {
    check.busy();
    vi.advanceTimersByTime(moment - 1);
    check.executed({ run: i, source: "1" });
    check.idle();
    vi.advanceTimersByTime(moment - 1);
  }
  expect(types.calls).toEqual([]);
  await vi.advanceTimersByTimeAsync(moment);
  vi.useRealTimers();
  expect(types.calls).toEqual(Array.from({ length: 20 }, (_, i) => `executed ${i + 1} 1`));
});

test("cells are checked one after the other, and no further once a cell begins", async () => {
  open("warn");
  vi.useFakeTimers();
  const check = new TypeCheck("warn", async () => types);
  await check.start();
  for (let i = 1; i <= 3; i++) {
    void check.diagnostics(`${i}`);
    check.executed({ run: i, source: `${i}` });
  }
  check.idle();
  await vi.advanceTimersByTimeAsync(moment);
  expect(types.calls).toEqual(["diagnostics 1"]);
  check.busy();
  await vi.advanceTimersByTimeAsync(types.milliseconds);
  expect(types.calls).toEqual(["diagnostics 1"]);
  await check.start();
  expect(types.calls).toEqual(["diagnostics 1", "executed 1 1", "executed 2 2", "executed 3 3"]);
  check.idle();
  await vi.advanceTimersByTimeAsync(moment + 2 * types.milliseconds);
  vi.useRealTimers();
  expect(types.calls.slice(4)).toEqual(["diagnostics 2", "diagnostics 3"]);
});

describe("strict", () => {
  test("does not run a cell with a type error, and names code and line", async () => {
    open("strict");
    const reply = await run("globalThis.ran = true;\n'wrong'");
    expect(reply).toMatchObject({
      status: "error",
      ename: "TypeCheckError",
      evalue: `Cell [1], line 2: ${finding.message} (TS2322)`,
    });
    expect(reply.status === "error" && reply.traceback.join("\n")).toContain("line 2, column 7");
    expect(await run("if (globalThis.ran) throw 1")).toMatchObject({ status: "ok" });
    expect(types.calls).not.toContain("executed 1 globalThis.ran = true;\n'wrong'");
  });

  test("names the first of several errors and counts the others", async () => {
    open("strict");
    types.diagnostics = async () => [finding, finding, finding];
    expect(await run("1")).toMatchObject({ evalue: `Cell [1], line 2: ${finding.message} (TS2322) 2 more follow.` });
  });

  test("runs a cell whose types cannot be checked, and says so", async () => {
    open("strict");
    expect((await run("'fails'")).status).toBe("ok");
    expect(stderr()).toMatchObject([{ text: "Types could not be checked: out of order\n" }]);
  });

  test("stops a cell that still waits for its check", async () => {
    open("strict");
    types.milliseconds = 3000;
    const begun = performance.now();
    const reply = run("globalThis.ran = true");
    await sleep(50);
    await session.interrupt();
    expect(await reply).toMatchObject({ status: "error", ename: "StopError" });
    expect(performance.now() - begun).toBeLessThan(types.milliseconds);
  });

  test("counts from the cell that asks for it", async () => {
    open("off");
    expect((await run("'wrong'")).status).toBe("ok");
    expect(await run("%types strict\n'wrong'")).toMatchObject({ ename: "TypeCheckError" });
    expect((await run("%types off\n'wrong'")).status).toBe("ok");
  });
});

test("off: nothing is started until it is asked for", async () => {
  open("off");
  await run("1");
  await sleep(400);
  expect(opened).toBe(0);
  expect((await session.complete("toFi", 4)).matches).toEqual(["toFixed"]);
  expect(types.calls).toEqual(["executed 1 1"]);
});

test("completion goes by the values while the service loads, or works on something else", async () => {
  open("off");
  await run("const specimen = { width: 25, name: 'S1' };");
  types.complete = () => new Promise(() => {});
  types.ready = false;
  expect((await session.complete("specimen.wi", 11)).matches).toEqual(["width"]);
  types.ready = true;
  expect((await session.complete("specimen.name.toUpp", 19)).matches).toEqual(["toUpperCase"]);
});

test("inspection tells the value too, and only that where types do not come", async () => {
  open("off");
  await run("const width = 25;");
  const inspected = async () => (await session.inspect("width", 2)).text;
  await vi.waitFor(async () => expect(await inspected()).toBe("m\n\nValue now: number 25"), patience);
  types.inspect = () => new Promise(() => {});
  expect(await inspected()).toBe("Value now: number 25");
});

test("inspection does not wait for a process that a timer keeps busy", async () => {
  open("off");
  await run("const width = 25; setTimeout(() => { for (;;); });");
  await sleep(50);
  expect((await session.inspect("width", 2)).text).toBe("m");
  await session.interrupt();
});

test("%types without a mode tells which it is; an unknown one which exist", async () => {
  open("off");
  expect(session.types.change("")).toBe('Types are "off": type errors are not reported.');
  expect(session.types.change(" strict ")).toBe('Types are now "strict": a cell with a type error does not run.');
  expect(() => session.types.change("loose")).toThrow("Give warn, strict or off.");
});

test("a service that was still starting when its cells were lost is closed", async () => {
  const starting = Promise.withResolvers<TypeService>();
  open("warn", () => starting.promise);
  const refused = expect(session.complete("x", 1)).rejects.toMatchObject({ code: "FORGOTTEN" });
  await run("process.exit()");
  await refused;
  starting.resolve(types);
  await sleep(10);
  expect(types.closed).toBe(true);
});

test("a fresh process begins with a fresh type service", async () => {
  open("warn");
  await session.complete("x", 1);
  await run("process.exit()");
  await sleep(50);
  expect(types.closed).toBe(true);
  await session.complete("x", 1);
  expect(opened).toBe(2);
});
