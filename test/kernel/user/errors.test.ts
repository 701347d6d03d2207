import { afterAll, describe, expect, test } from "vitest";
import { plain, UserProcess, until } from "./harness.js";

const user = new UserProcess();
afterAll(() => user.close());

const failure = async (source: string) => plain((await user.cell(source)).error!.traceback);

describe("a traceback", () => {
  test("names the line as written, behind erased types, with the lines around it", async () => {
    const source =
      "interface Erased {\n  a: number;\n  b: number;\n}\nconst object = {} as { deep: Erased };\nobject.deep.a;\n1;";
    const text = await failure(source);
    expect(text).toMatch(
      /^TypeError: Cannot read properties of undefined \(reading 'a'\)\n {2}at Cell \[\d+\], line 6, column \d+\n/,
    );
    expect(text).toContain("→ 6 | object.deep.a;");
    expect(text).toContain("    5 | const object = {} as { deep: Erased };");
  });

  test("keeps the caret in place behind tabs and in cells of other line ends", async () => {
    const text = await failure("const before = 1;\r\n\tthrow new Error('x');\r\nbefore;");
    expect(text).toContain("→ 2 | \tthrow new Error('x');\n      | \t      ^");
    expect(text).not.toContain("\r");
  });

  test("reaches the user's line through deep calls, and counts those that repeat", async () => {
    const text = await failure(
      "function down(n) { if (n === 0) throw new Error('x'); return down(n - 1) + 1 }\n\ndown(30)",
    );
    expect(text).toMatch(
      /from Cell \[\d+\], line 1, column \d+ \(down\), 30 times\n {2}from Cell \[\d+\], line 3, column 1$/,
    );
    const endless = await failure("function endless() { return endless() + 1 }\nendless()");
    expect(endless.split("\n").length).toBeLessThan(8);
  });

  test("shows causes and collected errors, each with its place", async () => {
    const text = await failure(
      "const a = () => { throw new Error('inner') };\ntry { a() } catch (cause) {\n  throw new Error('outer', { cause })\n}",
    );
    expect(text).toMatch(/Error: outer[\s\S]*Caused by:\n {2}Error: inner\n {4}at Cell \[\d+\], line 1/);
    const many = await failure("await Promise.any([Promise.reject(new Error('one')), Promise.reject(2)])");
    expect(many).toMatch(
      /AggregateError: All promises were rejected[\s\S]*Error 1 of 2:\n {2}Error: one[\s\S]*Error 2 of 2:\n {2}Thrown: 2/,
    );
    expect(await failure("const loop = new Error('loop'); loop.cause = loop; throw loop")).toContain("loop");
  });

  test("follows the work through awaits", async () => {
    const text = await failure(
      "async function late() {\n  await null;\n  throw new RangeError('late');\n}\nawait late();",
    );
    expect(text).toMatch(/line 3, column 9 \(late\)/);
    expect(text).toMatch(/from Cell \[\d+\], line 5, column 1/);
  });

  test("is made of errors that lie about themselves", async () => {
    expect(await failure("const e = new Error('x'); e.stack = 3; throw e")).toBe("Error: x");
    expect(await failure("throw Object.defineProperty(new Error('x'), 'message', { get() { throw 1 } })")).toContain(
      "cannot be described",
    );
    expect(await failure("throw new Proxy({}, { get() { throw new Error('no') } })")).toContain("Thrown");
    expect((await user.cell("1 + 1")).result["text/plain"]).toBe("2");
  });
});

describe("errors that no cell awaits", () => {
  const late: Record<string, string> = {
    "a timer": "setTimeout(() => { throw new Error('late') }, 5)",
    "a promise": "Promise.reject(new Error('late'))",
    "an event":
      "const port = new MessageChannel(); port.port1.onmessage = () => { throw new Error('late') }; port.port2.postMessage(0)",
    "a microtask": "queueMicrotask(() => { throw new Error('late') })",
    "a callback": "process.getBuiltinModule('fs').readFile('/', () => { throw new Error('late') })",
  };
  for (const [kind, source] of Object.entries(late)) {
    test(`of ${kind} are shown in their own cell, and the state is kept`, async () => {
      await user.cell("globalThis.kept = 1");
      const started = user.start(`${source}; 0`);
      await started.done;
      const next = await user.cell("await new Promise((r) => setTimeout(r, 40)); globalThis.kept");
      await until(() => started.shown.length > 0);
      expect(plain([started.shown[0]?.content.text])).toMatch(/^Error: late\n {2}at Cell \[\d+\], line 1/);
      expect(started.shown[0]?.content.name).toBe("stderr");
      expect(next.stderr).toBe("");
      expect(next.result["text/plain"]).toBe("1");
    });
  }
});

describe("process.exit", () => {
  for (const [kind, code] of Object.entries({
    "in a cell": "process.exit(3)",
    "in a timer": "setTimeout(() => process.exit(3)); await new Promise(() => {})",
  })) {
    test(`${kind} is announced after the output, and ends the process at once`, async () => {
      const leaving = new UserProcess();
      await leaving.ready;
      const started = leaving.start(`console.log('last words'); ${code}`);
      expect(await leaving.closed).toBe(3);
      expect(started.shown[0]?.content.text).toBe("last words\n");
      expect(leaving.messages.at(-1)).toEqual({ type: "exiting", run: started.run, exitCode: 3 });
      expect(leaving.raw).toBe("");
    });
  }

  test("sends what is printed while it ends", async () => {
    const leaving = new UserProcess();
    const started = leaving.start("process.on('exit', () => console.log('exiting')); process.exit(4)");
    expect(await leaving.closed).toBe(4);
    expect(started.shown[0]?.content.text).toBe("exiting\n");
  });

  test("asked for by the kernel is quick and quiet", async () => {
    const leaving = new UserProcess();
    await leaving.run("console.log(1)");
    leaving.send({ type: "exit" });
    expect(await leaving.closed).toBe(0);
    expect(leaving.raw).toBe("");
  });
});
