import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { plain, type Shown, UserProcess } from "./harness.js";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "mesoscope-workers-")));
const user = new UserProcess({ cwd: folder });

function write(file: string, content: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), content);
}

beforeAll(async () => {
  write("part.ts", "export enum Size { Large = 41 }\nexport const part: number = Size.Large;");
  write("node_modules/shop/package.json", '{ "name": "shop", "type": "module", "main": "main.js" }');
  write("node_modules/shop/main.js", "export const pear = 'pear';");
  write(
    "work.ts",
    [
      'import { parentPort, workerData } from "node:worker_threads";',
      'import { pear } from "shop";',
      'import { part } from "./part";',
      "interface Erased {",
      "  a: number;",
      "}",
      "console.log('made of', pear, part);",
      "console.error('and heard');",
      "if (workerData === 'fail') throw new RangeError('in the worker');",
      "parentPort!.postMessage(part + 1);",
      "if (workerData === 'spin') for (;;);",
      "if (workerData === 'ask') parentPort!.on('message', (text) => parentPort!.postMessage(text));",
    ].join("\n"),
  );
  await user.cell('import { Worker } from "node:worker_threads";\nimport { once } from "node:events";');
});

afterAll(async () => {
  await user.close();
  rmSync(folder, { recursive: true });
});

/** What a run has printed on a stream, once it `holds` what is awaited. */
async function printed(run: number, name: "stdout" | "stderr", holds: string): Promise<string> {
  for (let tries = 0; ; tries++) {
    const streams = user
      .shown(run)
      .filter(({ message, content }: Shown) => message === "stream" && content.name === name);
    const text = plain(streams.map(({ content }) => content.text));
    if (text.includes(holds)) return text;
    if (tries > 400) throw new Error(`${name} of run ${run} is ${JSON.stringify(text)}, without ${holds}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

test("a worker is TypeScript that imports as a cell does, and prints into the cell that started it", async () => {
  const ran = await user.cell(
    'const byUrl = new Worker(new URL("./work.ts", import.meta.url));\n(await once(byUrl, "message"))[0]',
  );
  expect(ran.result["text/plain"]).toBe("42");
  await user.cell("'another cell'");
  expect(await printed(ran.run, "stdout", "made of")).toBe("made of pear 41\n");
  expect(await printed(ran.run, "stderr", "and heard")).toBe("and heard\n");
});

test("a worker of an earlier cell goes on, and what its messages print stays with that cell", async () => {
  const first = await user.cell(
    'const early = new Worker("./work.ts", { workerData: "ask" });\nearly.on("message", (text) => console.log("it said", text));',
  );
  await printed(first.run, "stdout", "it said 42");
  const second = await user.cell("early.postMessage('late');");
  expect(await printed(first.run, "stdout", "it said late")).toContain("it said late");
  expect(second.stdout).toBe("");
  await user.cell("await early.terminate()");
});

test("an error in a worker has the line as written, whether it is handled or not", async () => {
  const thrown = await user.cell('await once(new Worker("./work.ts", { workerData: "fail" }), "message")');
  expect(plain(thrown.error!.traceback)).toMatch(/RangeError: in the worker\n {2}at work\.ts, line 9, column 34/);
  const loose = await user.cell('new Worker("./work.ts", { workerData: "fail" }); 0');
  await user.cell("'another cell'");
  expect(await printed(loose.run, "stderr", "RangeError")).toMatch(
    /RangeError: in the worker\n {2}at work\.ts, line 9, column 34/,
  );
});

test("a worker of text, and one that hands out its output, are as in Node", async () => {
  const text = "console.log('text'); require('node:worker_threads').parentPort.postMessage(typeof require);";
  const ran = await user.cell(`(await once(new Worker(${JSON.stringify(text)}, { eval: true }), "message"))[0]`);
  expect(ran.result["text/plain"]).toBe("'function'");
  expect(await printed(ran.run, "stdout", "text")).toBe("text\n");
  const own = await user.cell(
    'const taken = new Worker("./work.ts", { stdout: true });\nString((await once(taken.stdout, "data"))[0])',
  );
  expect(own.result["text/plain"]).toBe("'made of pear 41\\n'");
  expect(own.stdout).toBe("");
});

test("a worker ends when the cell that started it is stopped; that of a package stays", async () => {
  write("node_modules/pool/package.json", '{ "name": "pool", "type": "module", "main": "main.js" }');
  write(
    "node_modules/pool/main.js",
    'import { Worker } from "node:worker_threads";\nexport const member = new Worker(new URL("./member.js", import.meta.url));',
  );
  write(
    "node_modules/pool/member.js",
    'import { parentPort } from "node:worker_threads";\nparentPort.on("message", () => parentPort.postMessage("here"));',
  );
  const started = user.start(
    (await import("../../../kernel-extensions/kernel/dist/compile/compile-cell.node.js")).compileCell(
      'import { member } from "pool";\nvar busy = new Worker("./work.ts", { workerData: "spin" });\nvar ended = once(busy, "exit");\nbusy.on("message", () => console.log("spins"));\nawait new Promise(() => {});',
    ).code,
  );
  await printed(started.run, "stdout", "spins");
  user.stop();
  expect((await started.done).error?.ename).toBe("Stopped");
  expect((await user.cell("await ended")).result["text/plain"]).toBe("[ 1 ]");
  expect((await user.cell("member.postMessage(0); (await once(member, 'message'))[0]")).result["text/plain"]).toBe(
    "'here'",
  );
  await user.cell("await member.terminate()");
});
