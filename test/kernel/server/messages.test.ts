import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Kernel, type Message, mesoscope, sleep, startKernel } from "../client/index.ts";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await startKernel(mesoscope);
});
afterAll(() => kernel.shutdown());

describe("kernel_info", () => {
  test("says what the kernel is", async () => {
    const info = await kernel.kernelInfo();
    expect(info).toMatchObject({
      status: "ok",
      protocol_version: "5.4",
      implementation: "mesoscope",
      language_info: {
        name: "typescript",
        mimetype: "application/typescript",
        file_extension: ".ts",
        pygments_lexer: "typescript",
        nbconvert_exporter: "script",
      },
      supported_features: ["kernel subshells", "debugger"],
      debugger: true,
    });
    expect(info.language_info.codemirror_mode).toBeUndefined();
  });

  test("is answered on control, and the heartbeat beats, while a cell spins", async () => {
    const spinning = kernel.start("const end = Date.now() + 400; while (Date.now() < end);");
    await spinning.busy;
    expect((await kernel.kernelInfo("control")).status).toBe("ok");
    expect((await kernel.kernelInfo("shell")).status).toBe("ok");
    await kernel.heartbeat();
    expect(await Promise.race([spinning.reply, sleep(0).then(() => "still running")])).toBe("still running");
    await kernel.finish(spinning);
  });

  test("that is answered beside a cell leaves the kernel busy", async () => {
    const states: string[] = [];
    const undo = kernel.onPublished(({ type, content, parent }) => {
      if (type === "status") states.push(`${parent.msg_type} ${content.execution_state}`);
    });
    const running = kernel.start("await new Promise((resolve) => setTimeout(resolve, 200))");
    await running.busy;
    await kernel.kernelInfo();
    await kernel.finish(running);
    undo();
    expect(states).toEqual([
      "execute_request busy",
      "kernel_info_request busy",
      "kernel_info_request idle",
      "execute_request busy",
      "execute_request idle",
    ]);
  });
  test("that answers the debugger beside a cell says nothing about the cell", async () => {
    const states: string[] = [];
    const running = kernel.start("await new Promise(() => {})");
    await running.busy;
    const undo = kernel.onPublished(({ type, content, parent }) => {
      if (type === "status") states.push(`${parent.msg_type} ${content.execution_state}`);
    });
    await kernel.ask("debug_request", { type: "request", seq: 1, command: "debugInfo" }, { channel: "control" });
    await expect.poll(() => states).toEqual(["debug_request busy", "debug_request idle", "debug_request busy"]);
    undo();
    await kernel.interrupt();
    await kernel.finish(running);
  });
});

test("connect_request gives the ports", async () => {
  const { status, ...ports } = await kernel.ask("connect_request", {});
  expect(status).toBe("ok");
  expect(kernel.connection).toMatchObject(ports);
  expect(Object.keys(ports)).toHaveLength(5);
});

describe("execute", () => {
  test("broadcasts its input, then its output, between busy and idle", async () => {
    const seen: Message[] = [];
    const undo = kernel.onPublished((message) => seen.push(message));
    const cell = await kernel.execute('console.log("out"); 6 * 7');
    undo();
    const own = seen.filter(({ parent }) => parent.msg_id === cell.request.id);
    const types = own.map(({ type, content }) => content.execution_state ?? type);
    expect(types).toEqual(["busy", "execute_input", "stream", "execute_result", "idle"]);
    expect(cell.outputs[0]!.content).toEqual({
      code: 'console.log("out"); 6 * 7',
      execution_count: cell.reply.execution_count,
    });
    expect(cell.reply).toMatchObject({ status: "ok", user_expressions: {}, payload: [] });
    expect(cell.replyMessage.metadata.started).toMatch(/^\d{4}-/);
  });

  test("counts what is stored, and only that", async () => {
    const { execution_count: first } = (await kernel.execute("1")).reply;
    const silent = await kernel.execute('console.log("x"); 2', { silent: true });
    expect(silent.outputs).toEqual([]);
    expect(silent.reply).toMatchObject({ status: "ok", execution_count: first });
    expect((await kernel.execute("3", { storeHistory: false })).reply.execution_count).toBe(first + 1);
    expect((await kernel.execute("4")).reply.execution_count).toBe(first + 1);
  });

  test("evaluates user expressions, each with its own success", async () => {
    const { reply } = await kernel.execute("const seven = 7", {
      userExpressions: { good: "seven * 6", bad: "nowhere", wrong: "1 +" },
    });
    expect(reply.user_expressions.good).toMatchObject({ status: "ok", data: { "text/plain": "42" } });
    expect(reply.user_expressions.bad).toMatchObject({ status: "error", ename: "ReferenceError" });
    expect(reply.user_expressions.wrong).toMatchObject({ status: "error", ename: "SyntaxError" });
  });

  test("publishes an error and puts it into the reply", async () => {
    const { error, reply } = await kernel.execute("\nthrow new RangeError('too far')");
    expect(error).toMatchObject({ ename: "RangeError", evalue: "too far" });
    expect(reply).toMatchObject({ status: "error", ...error });
  });

  test("shows where the syntax is wrong", async () => {
    const { error, reply } = await kernel.execute("const a = 1;\nconst = 2;");
    expect(error?.ename).toBe("SyntaxError");
    expect(error?.traceback.join("\n")).toMatch(/Cell \[\d+\], line 2, column 7[\s\S]*const = 2;/);
    expect(reply.status).toBe("error");
  });

  test("answers aborted to what is queued behind an error, not to what is sent after its reply", async () => {
    const failing = kernel.start("await new Promise((r) => setTimeout(r, 50)); throw new Error('stop here')");
    const queued = [1, 2, 3].map((i) => kernel.start(`console.log(${i})`));
    expect((await failing.reply).content.status).toBe("error");
    expect((await kernel.execute("5")).reply.status).toBe("ok");
    for (const request of queued) {
      const { reply, outputs } = await kernel.finish(request);
      expect(reply.status).toBe("aborted");
      expect(outputs).toEqual([]);
    }
  });

  test("aborts behind an error that needs no running: the requests came together", async () => {
    const requests = ["1 +* 2", "2", "3"].map((code) => kernel.start(code));
    const statuses = await Promise.all(requests.map(async (request) => (await request.reply).content.status));
    expect(statuses).toEqual(["error", "aborted", "aborted"]);
  });

  test("goes on behind an error when stop_on_error is false", async () => {
    const failing = kernel.start("throw 1", { stopOnError: false });
    const next = kernel.start("'went on'");
    expect((await kernel.finish(failing)).reply.status).toBe("error");
    expect((await kernel.finish(next)).text).toBe("'went on'");
  });

  test("keeps the order of queued cells, their messages apart", async () => {
    const states: string[] = [];
    const undo = kernel.onPublished(({ type, parent, content }) => {
      if (type === "status" || type === "stream") states.push(`${parent.msg_id} ${content.execution_state ?? type}`);
    });
    const cells = Array.from({ length: 20 }, (_, i) => kernel.start(`await 0; console.log(${i})`));
    const done = await Promise.all(cells.map((cell) => kernel.finish(cell)));
    undo();
    expect(done.map(({ stdout }) => stdout)).toEqual(cells.map((_, i) => `${i}\n`));
    expect(states).toEqual(cells.flatMap(({ id }) => [`${id} busy`, `${id} stream`, `${id} idle`]));
  });

  test("delivers what a program or native code writes raw, before idle", async () => {
    const cell = await kernel.execute(`
      import { execSync } from "node:child_process";
      execSync("echo out; echo héllo >&2", { stdio: "inherit" });
      execSync("seq 1 20000", { stdio: "inherit" }); 0`);
    expect(cell.stderr).toBe("héllo\n");
    expect(cell.stdout).toBe(`out\n${Array.from({ length: 20_000 }, (_, i) => `${i + 1}\n`).join("")}`);
  });
});

describe("input", () => {
  test("asks the front end and goes on with the answer", async () => {
    const asked: unknown[] = [];
    const cell = await kernel.execute('const name = await input("Name? ", { password: true }); name.toUpperCase()', {
      answer(prompt, password) {
        asked.push(prompt, password);
        return "ada";
      },
    });
    expect(asked).toEqual(["Name? ", true]);
    expect(cell.text).toBe("'ADA'");
  });

  test("fails in a sentence when the front end cannot be asked", async () => {
    const { error } = await kernel.execute("await input()");
    expect(error?.evalue).toContain("cannot ask for input");
  });

  test("does not hold up the next question when its cell was stopped", async () => {
    const asking = kernel.start("await input('first')", { answer: () => new Promise<string>(() => {}) });
    await asking.busy;
    await sleep(100);
    await kernel.interrupt();
    expect((await kernel.finish(asking)).reply.status).toBe("error");
    expect((await kernel.execute("await input('second')", { answer: () => "yes" })).text).toBe("'yes'");
  });
});

describe("history", () => {
  test("gives cells that ran, by tail, range and pattern", async () => {
    const { execution_count: count } = (await kernel.execute("'needle 1'")).reply;
    await kernel.execute("'needle 2'");
    await kernel.execute("'needle 1'");
    await kernel.execute("'hidden'", { silent: true });
    const tail = await kernel.history({ n: 2 });
    expect(tail.status).toBe("ok");
    expect(tail.history).toEqual([
      [1, count + 1, "'needle 2'"],
      [1, count + 2, "'needle 1'"],
    ]);
    const range = { hist_access_type: "range", session: 0, start: count, stop: count + 1 };
    expect((await kernel.history(range)).history).toEqual([[1, count, "'needle 1'"]]);
    const search = { hist_access_type: "search", pattern: "*needle*", n: 10, unique: true, output: true };
    expect((await kernel.history(search)).history).toEqual([
      [1, count + 1, ["'needle 2'", null]],
      [1, count + 2, ["'needle 1'", null]],
    ]);
  });
});

test("is_complete tells what a console must do", async () => {
  expect(await kernel.isComplete("1 + 1")).toMatchObject({ status: "complete" });
  expect(await kernel.isComplete("if (x) {")).toEqual({ status: "incomplete", indent: "  " });
  expect(await kernel.isComplete("1 +* 2;")).toEqual({ status: "invalid" });
});

describe("subshells", () => {
  test("are made, listed and deleted on control", async () => {
    const id = await kernel.createSubshell();
    const ask = (type: string, content = {}) => kernel.ask(type, content, { channel: "control" });
    expect(await ask("list_subshell_request")).toEqual({ status: "ok", subshell_id: [id] });
    expect(await ask("delete_subshell_request", { subshell_id: id })).toEqual({ status: "ok" });
    expect((await ask("delete_subshell_request", { subshell_id: id })).status).toBe("error");
    expect((await ask("list_subshell_request")).subshell_id).toEqual([]);
    expect((await kernel.execute("1", { subshell: id })).reply).toMatchObject({ status: "error" });
    expect(await ask("delete_subshell_request")).toMatchObject({
      status: "error",
      evalue: expect.stringContaining('""'),
    });
  });

  test("are not managed on shell, where a cell may be in the way", async () => {
    for (const type of ["create_subshell_request", "delete_subshell_request", "list_subshell_request"])
      expect(await kernel.ask(type, {})).toMatchObject({ status: "error", evalue: expect.stringContaining("control") });
    expect(await kernel.ask("list_subshell_request", {}, { channel: "control" })).toMatchObject({ subshell_id: [] });
  });

  test("are named by the parent header of all that answers a cell in one", async () => {
    const id = await kernel.createSubshell();
    const { replyMessage, outputs } = await kernel.execute("console.log('heard'); 1", { subshell: id });
    expect([replyMessage, ...outputs].map(({ parent }) => parent.subshell_id)).toEqual(Array(4).fill(id));
    const plain = await kernel.execute("1");
    expect(plain.replyMessage.parent.subshell_id).toBeUndefined();
    await kernel.ask("delete_subshell_request", { subshell_id: id }, { channel: "control" });
  });

  test("that are deleted abort what waits in them and finish what runs", async () => {
    const id = await kernel.createSubshell();
    const running = kernel.start("var gate = Promise.withResolvers(); console.log('runs'); await gate.promise", {
      subshell: id,
    });
    await running.output(({ type }) => type === "stream");
    const waiting = kernel.start("'never'", { subshell: id });
    await kernel.kernelInfo();
    expect((await kernel.ask("delete_subshell_request", { subshell_id: id }, { channel: "control" })).status).toBe(
      "ok",
    );
    expect((await kernel.finish(waiting)).reply.status).toBe("aborted");
    await kernel.execute("gate.resolve('finished')");
    expect((await kernel.finish(running)).text).toBe("'finished'");
  });

  test("run a cell while the main shell awaits", async () => {
    const id = await kernel.createSubshell();
    const main = kernel.start("const gate = Promise.withResolvers(); console.log('waiting'); await gate.promise");
    await main.output(({ type }) => type === "stream");
    const side = await kernel.execute("gate.resolve('opened'); console.log('from the side'); 1", { subshell: id });
    expect(side.stdout).toBe("from the side\n");
    expect((await kernel.finish(main)).text).toBe("'opened'");
  });
});

test("shutdown is answered, also on iopub, and ends all processes", async () => {
  const other = await startKernel(mesoscope);
  const pid = Number((await other.execute("process.pid")).text);
  const published = other.published(({ type }) => type === "shutdown_reply");
  expect(await other.ask("shutdown_request", { restart: true }, { channel: "control" })).toEqual({
    status: "ok",
    restart: true,
  });
  expect((await published).content.restart).toBe(true);
  await other.process.exited;
  expect(() => process.kill(pid, 0)).toThrow("ESRCH");
  await other.shutdown();
});
