import { expect } from "vitest";
import { acceptance } from "./acceptance.ts";

acceptance("execution", (accept) => {
  accept("X1", "returns the last expression in plain text", async (kernel) => {
    const cell = await kernel.execute("[1, 2].map((x) => x * 2)");
    expect(cell.text).toBe("[ 2, 4 ]");
    const [result] = cell.ofType("execute_result");
    expect(result!.content.execution_count).toBe(cell.reply.execution_count);
    expect((await kernel.execute("({ name: 'beam', load: 2.5 })")).text).toBe("{ name: 'beam', load: 2.5 }");
    expect((await kernel.execute("const shown = 1;")).outputs.map(({ type }) => type)).toEqual(["execute_input"]);
  });

  accept("X2", "lets a later cell declare the same const with another type", async (kernel) => {
    await kernel.execute("const again: number = 1;");
    expect((await kernel.execute("const again: string = 'text';\nagain.length")).text).toBe("4");
    expect((await kernel.execute("let again = [1];\nagain.length")).text).toBe("1");
  });

  accept("X3", "lets a later cell declare the same class", async (kernel) => {
    await kernel.execute("class Beam { length = 1; }");
    expect((await kernel.execute("class Beam { width = 2; }\nnew Beam().width")).text).toBe("2");
  });

  accept("X4", "lets a later cell declare the same interface", async (kernel) => {
    await kernel.execute("interface Load { newton: number }");
    const cell = await kernel.execute("interface Load { text: string }\nconst load: Load = { text: 'N' };\nload.text");
    expect(cell.text).toBe("'N'");
    expect((await cell.late(100)).filter(({ type }) => type === "stream")).toEqual([]);
  });

  accept("X5", "awaits at top level and keeps the awaited name", async (kernel) => {
    await kernel.execute("const awaited = await new Promise<number>((resolve) => setTimeout(resolve, 5, 42));");
    expect((await kernel.execute("awaited")).text).toBe("42");
    expect((await kernel.execute("for await (const x of [Promise.resolve(7)]) console.log(x);")).stdout).toBe("7\n");
  });

  accept("X6", "runs enum and namespace", async (kernel) => {
    await kernel.execute("enum Scale { Micro, Meso, Macro }\nnamespace Units { export const giga = 1e9; }");
    expect((await kernel.execute("[Scale.Meso, Scale[2], Units.giga]")).text).toBe("[ 1, 'Macro', 1000000000 ]");
  });

  accept("X7", "runs using, satisfies and const type parameters", async (kernel) => {
    const cell = await kernel.execute(`const closed: string[] = [];
{
  using file = { [Symbol.dispose]() { closed.push("file"); } };
  await using stream = { async [Symbol.asyncDispose]() { closed.push("stream"); } };
  closed.push(typeof file, typeof stream);
}
const point = { x: 1 } satisfies Record<string, number>;
function pair<const T extends readonly unknown[]>(value: T): T { return value; }
[closed.join(), point.x, ...pair(["a", 2])]`);
    expect(cell.text).toBe("[ 'object,object,stream,file', 1, 'a', 2 ]");
  });

  accept("X8", "runs standard decorators with a typed context", async (kernel) => {
    const cell = await kernel.execute(`function logged<This, Args extends unknown[], Result>(
  method: (this: This, ...args: Args) => Result,
  context: ClassMethodDecoratorContext<This, (this: This, ...args: Args) => Result>,
) {
  return function (this: This, ...args: Args): Result {
    console.log(context.kind, String(context.name));
    return method.call(this, ...args);
  };
}
class Bar { @logged double(n: number): number { return 2 * n; } }
new Bar().double(21)`);
    expect([cell.error?.evalue, cell.stdout, cell.text]).toEqual([undefined, "method double\n", "42"]);
  });

  accept("X9", "runs JSX with a pragma", async (kernel) => {
    const cell = await kernel.execute(`/** @jsx h */
const h = (tag: string, props: object | null, ...children: unknown[]) => ({ tag, props, children });
const view = <p class="note">{1 + 1} scales</p>;
JSON.stringify(view)`);
    expect(cell.text).toBe(`'{"tag":"p","props":{"class":"note"},"children":[2," scales"]}'`);
  });

  accept("X12", "answers queued cells in the order sent, also when the first one awaits", async (kernel) => {
    const published: string[] = [];
    const undo = kernel.onPublished((message) => {
      if (message.type === "stream") published.push(message.content.text);
    });
    const cells = [200, 0, 20, 0].map((wait, i) =>
      kernel.start(`${wait ? `await new Promise((resolve) => setTimeout(resolve, ${wait}));` : ""} console.log(${i})`),
    );
    const replies = await Promise.all(cells.map(async (cell) => (await kernel.finish(cell)).replyMessage));
    undo();
    expect(published.join("")).toBe("0\n1\n2\n3\n");
    expect(replies.map(({ at }) => at)).toEqual(replies.map(({ at }) => at).sort((a, b) => a - b));
    const counts = replies.map(({ content }) => content.execution_count);
    expect(counts).toEqual([0, 1, 2, 3].map((i) => counts[0] + i));
  });

  accept("X13", "answers aborted, without output, to cells queued behind an error", async (kernel) => {
    const cells = ["throw new Error('first')", "console.log('second')", "'third'"].map((code) => kernel.start(code));
    const [failed, ...behind] = await Promise.all(cells.map((cell) => kernel.finish(cell)));
    expect(failed!.reply.status).toBe("error");
    for (const cell of behind) {
      expect(cell.reply.status).toBe("aborted");
      expect(cell.outputs).toEqual([]);
    }
  });

  accept("X14", "runs a cell that is sent after the error reply, at once", async (kernel) => {
    const failing = kernel.start("throw new Error('first')");
    await failing.reply;
    expect((await kernel.execute("'runs'")).text).toBe("'runs'");
  });

  accept("X15", "goes on with the queue after an error when stop_on_error is false", async (kernel) => {
    const failing = kernel.start("throw new Error('first')", { stopOnError: false });
    const next = kernel.start("'runs'");
    expect((await kernel.finish(failing)).reply.status).toBe("error");
    expect((await kernel.finish(next)).text).toBe("'runs'");
  });

  accept("X16", "lets a cell start a worker thread and read its message", async (kernel) => {
    const cell = await kernel.execute(`import { Worker } from "node:worker_threads";
const worker = new Worker("require('node:worker_threads').parentPort.postMessage(6 * 7)", { eval: true });
const answer = await new Promise((resolve) => worker.once("message", resolve));
await worker.terminate();
answer`);
    expect(cell.text).toBe("42");
  });
});
