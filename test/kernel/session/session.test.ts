import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import type { CommRequest, Output, SessionOptions } from "../../../kernel-extensions/kernel/dist/session/contract.js";
import { KernelSession, type Parts } from "../../../kernel-extensions/kernel/dist/session/session.node.js";

const fake = { program: fileURLToPath(new URL("fake-user-process.ts", import.meta.url)) };
let session: KernelSession;
let outputs: (Output & { text: string })[];

function open(parts: Parts = {}, options: Partial<SessionOptions> = {}): KernelSession {
  outputs = [];
  session = new KernelSession(
    {
      directory: import.meta.dirname,
      onOutput: (output) => outputs.push({ ...output, text: Buffer.from(output.content).toString() }),
      types: "off",
      ...options,
    },
    parts,
  );
  return session;
}
afterEach(() => session.close());

const shown = (type: string) => outputs.filter((output) => output.type === type).map(({ text }) => JSON.parse(text));
const streamed = (name: string) =>
  shown("stream")
    .filter((content) => content.name === name)
    .map((content) => content.text)
    .join("");
const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe("a session", () => {
  test("runs cells in order, shows what they show, and counts", async () => {
    open();
    const cells = ["const a = 20", "a + 1", "console.log(a)"].map((source) => session.execute({ source }));
    const replies = await Promise.all(cells.map(({ reply }) => reply));
    expect(replies.map((reply) => reply.status === "ok" && reply.execution_count)).toEqual([1, 2, 3]);
    expect(cells.map(({ run }) => run)).toEqual([1, 2, 3]);
    expect(shown("execute_result")[0].data["text/plain"]).toBe("21");
    expect(outputs.map(({ run }) => run)).toEqual([2, 3]);
    expect(session.history({ access: "tail" }).map(({ source }) => source)).toEqual([
      "const a = 20",
      "a + 1",
      "console.log(a)",
    ]);
  });

  test("tells when a cell's turn has come, and never for an aborted one", async () => {
    open();
    const begun: number[] = [];
    const onStart = (_run: number, count: number) => begun.push(count);
    const replies = ["1", "throw 1", "3"].map((source) => session.execute({ source, onStart }).reply);
    expect((await Promise.all(replies)).map(({ status }) => status)).toEqual(["ok", "error", "aborted"]);
    expect(begun).toEqual([1, 2]);
  });

  test("passes on, before the reply, what was written raw before the end", async () => {
    open(fake);
    for (let i = 0; i < 20; i++) await session.execute({ source: "'raw'" }).reply;
    const out = streamed("stdout");
    expect(out.length).toBe(20 * 50_000);
    expect(streamed("stderr")).toBe("é".repeat(20));
  });

  test("keeps to itself what Node says of the kernel's own debugger", async () => {
    open();
    const words = "echo before >&2; echo Waiting for the debugger to disconnect... >&2";
    const source = `process.getBuiltinModule("node:child_process").spawnSync("sh", ["-c", ${JSON.stringify(words)}], { stdio: "inherit" }); 0`;
    await session.execute({ source }).reply;
    for (let i = 0; i < 20; i++) await session.execute({ source: "'raw'" }).reply;
    expect(streamed("stderr")).toBe("before\n");
  });

  test("gives code the environment it was opened with", async () => {
    open({}, { environment: { GREETING: "hello" } });
    await session.execute({ source: "process.env.GREETING" }).reply;
    expect(shown("execute_result")[0].data["text/plain"]).toBe("'hello'");
  });

  test("has glibc keep the memory of arrays for the next ones, unless it is told otherwise", async () => {
    open();
    await session.execute({ source: "process.env.GLIBC_TUNABLES" }).reply;
    expect(shown("execute_result")[0].data["text/plain"]).toMatch(/^'glibc\.malloc\.mmap_threshold=\d+:/);
    await session.close();
    open({}, { environment: { GLIBC_TUNABLES: "" } });
    await session.execute({ source: "process.env.GLIBC_TUNABLES" }).reply;
    expect(shown("execute_result").at(-1).data["text/plain"]).toBe("''");
  });

  test("rehearses until a cell comes, and shows, counts and remembers nothing of it", async () => {
    open();
    const rehearsed = "console.log('heard'); globalThis.rehearsals = (globalThis.rehearsals ?? 0) + 1";
    for (let i = 0; i < 3; i++) expect(await session.rehearse(rehearsed)).toBe(true);
    const { run, reply } = session.execute({ source: "globalThis.rehearsals" });
    expect(await session.rehearse(rehearsed)).toBe(false);
    expect([run, await reply]).toMatchObject([1, { execution_count: 1 }]);
    expect(outputs).toHaveLength(1);
    expect(shown("execute_result")[0].data["text/plain"]).toBe("3");
    expect(session.history({ access: "tail" })).toHaveLength(1);
  });

  test("loses nothing that is printed beside a rehearsal", async () => {
    const program = "data:text/javascript,setInterval(()=>console.log('tick'),5)";
    open({}, { environment: { NODE_OPTIONS: `--import=${program}` } });
    for (let i = 0; i < 100; i++) await session.rehearse("await new Promise((done) => setTimeout(done, 2))");
    expect(streamed("stdout")).toContain("tick\ntick\n");
  });

  test("gives up rehearsing where cells cannot run", async () => {
    open(fake, { environment: { FAKE: "does not start" } });
    expect(await session.rehearse("1")).toBe(false);
  });

  test("begins anew on restart", async () => {
    open();
    await session.execute({ source: "const a = 1" }).reply;
    await session.restart();
    expect(await session.execute({ source: "typeof a" }).reply).toMatchObject({ execution_count: 1 });
    expect(shown("execute_result")[0].data["text/plain"]).toBe("'undefined'");
    expect(session.history({ access: "tail" })).toHaveLength(1);
  });
});

describe("when the process of the cells ends", () => {
  test.each([
    ["process.exit(3)", "process.exit(3) ended the process of your cells."],
    ["process.kill(process.pid, 'SIGKILL'); await new Promise(() => {})", "was ended by SIGKILL."],
    ["process.kill(process.pid, 'SIGSEGV'); await new Promise(() => {})", "SIGSEGV (a native crash)."],
  ])("by %s, the cell says so and the next one runs in a fresh process", async (source, sentence) => {
    open();
    await session.execute({ source: "const kept = 1" }).reply;
    const reply = await session.execute({ source }).reply;
    expect(reply).toMatchObject({ status: "error", ename: "ProcessEnded", evalue: expect.stringContaining(sentence) });
    expect(reply.status === "error" && reply.evalue).toContain("All variables are lost; a fresh process has started.");
    expect(shown("error")).toHaveLength(1);
    expect(await session.execute({ source: "typeof kept" }).reply).toMatchObject({ status: "ok", execution_count: 3 });
    expect(shown("execute_result").at(-1).data["text/plain"]).toBe("'undefined'");
    expect(streamed("stderr")).toBe("");
  });

  test("by running out of memory, the cell says so", async () => {
    open({}, { environment: { NODE_OPTIONS: "--max-old-space-size=60" } });
    const reply = await session.execute({ source: "const a = []; for (;;) a.push(new Array(1000).fill({}))" }).reply;
    expect(reply).toMatchObject({ evalue: expect.stringContaining("ran out of memory") });
    expect((await session.execute({ source: "1" }).reply).status).toBe("ok");
  });

  test("cells queued behind are aborted", async () => {
    open();
    const replies = ["process.exit()", "2"].map((source) => session.execute({ source }).reply);
    expect((await Promise.all(replies)).map(({ status }) => status)).toEqual(["error", "aborted"]);
  });

  test("between cells, the next one tells it on stderr and runs", async () => {
    open();
    await session.execute({ source: "setTimeout(() => process.exit(4), 20)" }).reply;
    await sleep(300);
    expect((await session.execute({ source: "1" }).reply).status).toBe("ok");
    expect(streamed("stderr")).toBe(
      "process.exit(4) ended the process of your cells. All variables are lost; a fresh process has started.\n",
    );
  });

  test("open comms are closed, for the front end too", async () => {
    open(fake);
    await session.execute({ source: "'open a comm'" }).reply;
    expect([...session.comms()]).toEqual([["ours", "kernel"]]);
    await session.execute({ source: "'die'" }).reply;
    expect(shown("comm_close")).toEqual([{ comm_id: "ours", data: {} }]);
    expect(session.comms().size).toBe(0);
  });

  test("before it is up, each cell says why, and nothing is restarted in a loop", async () => {
    open(fake, { environment: { FAKE: "does not start" } });
    for (let i = 0; i < 2; i++)
      expect(await session.execute({ source: "1" }).reply).toMatchObject({
        status: "error",
        evalue: expect.stringMatching(/could not start.*exit code 7/),
      });
  });

  test("in a folder that is gone, the cell says so", async () => {
    open({}, { directory: "/no/such/folder" });
    expect(await session.execute({ source: "1" }).reply).toMatchObject({
      status: "error",
      evalue: expect.stringContaining("Its folder /no/such/folder does not exist."),
    });
  });
});

test("code that shows more than is taken is held back, and loses nothing", async () => {
  let [waiting, most, characters] = [0, 0, 0];
  open(
    {},
    {
      async onOutput({ content }) {
        waiting += content.byteLength;
        most = Math.max(most, waiting);
        await sleep(5);
        waiting -= content.byteLength;
        characters += JSON.parse(Buffer.from(content).toString()).text.length;
      },
    },
  );
  const line = 100_000;
  await session.execute({ source: `for (let i = 0; i < 600; i++) console.log("x".repeat(${line - 1}))` }).reply;
  while (waiting > 0) await sleep(5);
  expect(characters).toBe(600 * line);
  expect(most).toBeLessThan(12_000_000);
});

describe("comms", () => {
  const message = (type: CommRequest["type"], content: object, buffers: Uint8Array[] = []): CommRequest => ({
    type,
    content: { comm_id: "c", data: {}, ...content },
    metadata: { version: "2.1.0" },
    buffers,
  });

  test("pass data, metadata and buffers in both directions, and settle when handled", async () => {
    open(fake);
    await session.comm(message("comm_open", { target_name: "t" })).handled;
    expect([...session.comms()]).toEqual([["c", "t"]]);
    const bytes = [new Uint8Array([0, 255, 7]), new Uint8Array(0), new Uint8Array(3_000_000).fill(9)];
    const { run, handled } = session.comm(message("comm_msg", { data: { value: 1 } }, bytes));
    await handled;
    const [echo] = outputs.filter(({ type }) => type === "comm_msg");
    expect(echo).toMatchObject({ run, metadata: { version: "2.1.0" } });
    expect(shown("comm_msg")).toEqual([{ comm_id: "c", data: { value: 1 } }]);
    expect(echo!.buffers.map((buffer) => Buffer.compare(buffer, bytes[echo!.buffers.indexOf(buffer)]!))).toEqual([
      0, 0, 0,
    ]);
    await session.comm(message("comm_close", {})).handled;
    expect(session.comms().size).toBe(0);
  });

  test("are handled beside a cell that runs", async () => {
    open(fake);
    session.execute({ source: "'hang'" });
    await session.comm(message("comm_msg", {})).handled;
    expect(shown("comm_msg")).toHaveLength(1);
  });

  test("are closed by a restart, for the front end too", async () => {
    open(fake);
    await session.comm(message("comm_open", { target_name: "t" })).handled;
    await session.restart();
    expect(shown("comm_close")).toEqual([{ comm_id: "c", data: {} }]);
    expect(session.comms().size).toBe(0);
  });

  test("of an unknown target are closed", async () => {
    open(fake);
    await session.comm(message("comm_open", { target_name: "nobody" })).handled;
    expect(session.comms().size).toBe(0);
  });

  test("settle when the process ends before it has handled them", async () => {
    open(fake);
    const { handled } = session.comm(message("comm_open", { target_name: "t" }));
    session.execute({ source: "'die'" });
    await handled;
  });
});

describe("Stop", () => {
  test("aborts what is queued behind, also without stop_on_error", async () => {
    open();
    const awaiting = session.execute({ source: "await new Promise(() => {})", stopOnError: false });
    const queued = session.execute({ source: "2" });
    await sleep(200);
    await session.interrupt();
    expect(await awaiting.reply).toMatchObject({ status: "error" });
    expect((await queued.reply).status).toBe("aborted");
    expect(await session.execute({ source: "3" }).reply).toMatchObject({ status: "ok" });
  });

  test("is harmless when nothing runs", async () => {
    open();
    await session.execute({ source: "const kept = 5" }).reply;
    for (let i = 0; i < 5; i++) await session.interrupt();
    expect(await session.execute({ source: "kept" }).reply).toMatchObject({ status: "ok" });
  });

  test("says why a cell does not answer, and ends its process when asked again", async () => {
    open(fake);
    const hanging = session.execute({ source: "'hang'" });
    await session.interrupt();
    await sleep(2300);
    expect(streamed("stderr")).toContain("does not answer Stop");
    await session.interrupt();
    expect(await hanging.reply).toMatchObject({
      status: "error",
      evalue: expect.stringContaining("did not answer Stop, so its process was ended. All variables are lost"),
    });
    expect((await session.execute({ source: "1" }).reply).status).toBe("ok");
  });
});
