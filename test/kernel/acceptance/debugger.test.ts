import { join } from "node:path";
import { expect } from "vitest";
import { DebuggerClient, debugging, sleep, within } from "../client/index.ts";
import { type Accept, acceptance, writeFiles } from "./acceptance.ts";
import { stopsOf } from "./stops.ts";

/** Where a cell stands on its way. */
async function placesOf(...asked: Parameters<typeof stopsOf>): Promise<string[]> {
  const places: string[] = [];
  for await (const { place } of stopsOf(...asked)) places.push(place);
  return places;
}

const shadowed = [
  "interface Point {",
  "  x: number;",
  "}",
  "const origin: Point = { x: 3 };",
  "let total = 0;",
  "for (const step of [1, 2, 3]) {",
  "  const twice: number = step * 2;",
  "  total += twice + origin.x;",
  "}",
  "total",
].join("\n");

acceptance("debugger", register, { shared: true });

function register(accept: Accept): void {
  accept("D1", "answers debugInfo, and shows the variables without having been started", async (kernel) => {
    const debug = new DebuggerClient(kernel);
    await kernel.execute(
      "const inspected = { a: 1, list: ['x', 2] }; let many = Array.from({ length: 250 }, (_, i) => i);",
    );
    expect(await debug.ask("debugInfo")).toMatchObject({
      isStarted: false,
      hashMethod: "Murmur2",
      tmpFileSuffix: ".ts",
      breakpoints: [],
      stoppedThreads: [],
      richRendering: true,
      copyToGlobals: true,
    });
    const { variables } = await debug.ask("inspectVariables");
    const named = (name: string) => variables.find((each: { name: string }) => each.name === name);
    expect(named("inspected")).toMatchObject({ value: "{a: 1, list: Array(2)}", type: "Object" });
    const members = await debug.ask("variables", { variablesReference: named("inspected").variablesReference });
    expect(members.variables.map(({ name, value }: Record<string, string>) => `${name}=${value}`)).toEqual([
      "a=1",
      'list=(2) ["x", 2]',
    ]);
    const parts = (await debug.ask("variables", { variablesReference: named("many").variablesReference })).variables;
    expect(parts.map(({ name }: { name: string }) => name)).toEqual(["[0 … 99]", "[100 … 199]", "[200 … 249]"]);
    const last = (await debug.ask("variables", { variablesReference: parts[2].variablesReference })).variables;
    expect([last.length, last[0].name, last[0].value]).toEqual([50, "200", "200"]);
    const { data } = await debug.ask("richInspectVariables", { variableName: "inspected" });
    expect(data["text/plain"]).toBe("{ a: 1, list: [ 'x', 2 ] }");
    expect((await debug.request("next")).success).toBe(true);
    expect((await debug.request("noCommand")).success).toBe(false);
  });

  accept("D2", "answers initialize with capabilities, and says that it debugs", async (kernel) => {
    const info = await kernel.kernelInfo();
    expect([info.debugger, info.supported_features.includes("debugger")]).toEqual([true, true]);
    const debug = new DebuggerClient(kernel);
    const body = await debug.ask("initialize", {});
    expect(body).toMatchObject({ supportsConditionalBreakpoints: true, supportsSetVariable: true });
    expect((await debug.ask("debugInfo")).isStarted).toBe(true);
    await debug.end();
    expect((await debug.ask("debugInfo")).isStarted).toBe(false);
  });

  accept("D3", "stops at breakpoints in a cell behind an erased interface, steps and shows locals", async (kernel) => {
    await debugging(kernel, async (debug) => {
      const set = await debug.breakAt({ cell: shadowed }, 2, 4, { line: 7, condition: "(step as number) > 1" });
      expect(set.map(({ line, verified }) => [line, verified])).toEqual([
        [4, true],
        [4, true],
        [7, true],
      ]);
      const running = kernel.start(shadowed);
      const first = await debug.stopped();
      expect(first.reason).toBe("breakpoint");
      expect(first.frames[0]).toMatchObject({ line: 4, source: { path: set[0].source.path } });
      expect(first.frames[0].name).toMatch(/^Cell \[\d+\]$/);
      expect((await debug.ask("debugInfo")).stoppedThreads).toEqual([1]);
      await debug.ask("next");
      const second = await debug.stopped();
      expect([second.reason, second.frames[0].line]).toEqual(["step", 5]);
      await debug.ask("continue");
      const third = await debug.stopped();
      expect(third.frames[0].line).toBe(7);
      expect(await debug.variables(third.frames[0])).toMatchObject({ step: "2" });
      expect(await debug.variables(third.frames[0], "Globals")).toMatchObject({ origin: "{x: 3}", total: "5" });
      await debug.ask("next");
      expect(await debug.variables((await debug.stopped()).frames[0])).toMatchObject({ step: "2", twice: "4" });
      await debug.ask("setBreakpoints", { source: { path: set[0].source.path }, breakpoints: [] });
      await debug.ask("continue");
      expect((await kernel.finish(running)).text).toBe("21");
    });
  });

  accept(
    "D4",
    "steps in, over and out of functions, past packages, Node and what the compiler added",
    async (kernel) => {
      await debugging(kernel, async (debug) => {
        const cell = [
          "function half(x: number) {",
          "  return x / 2;",
          "}",
          "function quarter(x: number) {",
          "  const once = half(x);",
          "  return half(once);",
          "}",
          "const four = quarter(16);",
          "four",
        ].join("\n");
        await debug.breakAt({ cell }, 8);
        const running = kernel.start(cell);
        const visit = async (command: string) => {
          await debug.ask(command, { threadId: 1 });
          const { frames } = await debug.stopped();
          return frames.map(({ name, line }) => `${name.replace(/\d+/, "n")}:${line}`).join(" < ");
        };
        expect((await debug.stopped()).frames[0].line).toBe(8);
        expect(await visit("stepIn")).toBe("quarter:5 < Cell [n]:8");
        expect(await visit("next")).toBe("quarter:6 < Cell [n]:8");
        expect(await visit("stepIn")).toBe("half:2 < quarter:6 < Cell [n]:8");
        expect(await visit("stepOut")).toBe("quarter:6 < Cell [n]:8");
        expect(await visit("stepOut")).toBe("Cell [n]:9");
        await debug.ask("next");
        expect((await kernel.finish(running)).text).toBe("4");
      });
      writeFiles(kernel, {
        "node_modules/each/index.js":
          "export const each = (n, f) => {\n  const all = [];\n  for (let i = 0; i < n; i++) all.push(f(i));\n  return all;\n};",
        "node_modules/each/package.json": '{ "type": "module", "exports": "./index.js" }',
      });
      await debugging(kernel, async (debug) => {
        const cell =
          "import { each } from 'each';\neach(1, (i: number) => {\n  return i;\n});\nprocess.once('mine', () => 1);\n2";
        await debug.breakAt({ cell }, 2);
        const lines = (await placesOf(kernel, debug, cell, "stepIn")).map((place) => Number(place.split(":")[1]));
        expect([...new Set(lines)]).toEqual([2, 3, 5, 6]);
      });
      await debugging(kernel, async (debug) => {
        const cell =
          "import { sep } from 'node:path';\nconst a = 1;\nawait null;\nconst b = await Promise.resolve(a);\nb";
        await debug.breakAt({ cell }, 1);
        const lines = (await placesOf(kernel, debug, cell, "next")).map((place) => Number(place.split(":")[1]));
        expect([...new Set(lines)]).toEqual([1, 2, 3, 4, 5]);
      });
    },
  );

  accept("D5", "counts hits, prints log points and refuses a broken condition", async (kernel) => {
    await debugging(kernel, async (debug) => {
      const cell = "for (let i = 0; i < 6; i++) {\n  Math.abs(i);\n  Math.sign(i);\n}";
      const set = await debug.breakAt(
        { cell },
        { line: 2, hitCondition: "% 3" },
        { line: 3, logMessage: "at {i} of 100%", condition: "i < 2" },
      );
      expect(set.every(({ verified }) => verified)).toBe(true);
      const running = kernel.start(cell);
      for (const i of ["2", "5"]) {
        expect(await debug.variables((await debug.stopped()).frames[0])).toMatchObject({ i });
        await debug.ask("continue");
      }
      expect((await kernel.finish(running)).stdout).toBe("at 0 of 100%\nat 1 of 100%\n");
      const [broken] = await debug.breakAt({ cell }, { line: 2, condition: "i <" });
      expect(broken.verified).toBe(false);
    });
  });

  accept(
    "D6",
    "stops in local modules, also after they have changed, and in callbacks that run later",
    async (kernel) => {
      const write = (lines: readonly string[]) => writeFiles(kernel, { "debugged.ts": lines.join("\n") });
      const path = join(kernel.directory, "debugged.ts");
      write([
        "enum Kind { A, B }",
        "export function area(side: number): number {",
        "  const kind = Kind.B;",
        "  return side * side * kind;",
        "}",
      ]);
      await debugging(kernel, async (debug) => {
        await debug.breakAt({ path }, 4);
        const cell =
          "import { area } from './debugged.ts';\nsetTimeout(() => area(3), 1); await new Promise((done) => setTimeout(done, 20));\narea(2)";
        const running = kernel.start(cell);
        const late = await debug.stopped();
        expect(late.frames.slice(0, 2).map(({ name, line }) => [name, line])).toEqual([
          ["area", 4],
          ["(anonymous)", 2],
        ]);
        expect(late.frames[0].source).toEqual({ name: "debugged.ts", path });
        expect(await debug.variables(late.frames[0])).toMatchObject({ side: "3", kind: "1" });
        expect((await debug.ask("source", { source: { path } })).content).toContain("enum Kind");
        expect((await debug.ask("modules")).modules).toContainEqual({ id: 0, name: "debugged.ts", path });
        await debug.ask("continue");
        expect((await debug.stopped()).frames.at(-1).line).toBe(3);
        await debug.ask("continue");
        await kernel.finish(running);
        write([
          "// one line more",
          "export function area(side: number): number {",
          "  const kind = 2;",
          "  return side * side * kind;",
          "}",
        ]);
        const again = kernel.start(cell);
        expect(await debug.variables((await debug.stopped()).frames[0])).toMatchObject({ kind: "2" });
        await debug.ask("setBreakpoints", { source: { path }, breakpoints: [] });
        await debug.ask("continue");
        await kernel.finish(again);
      });
    },
  );

  accept("D7", "stops on exceptions: on all, or on those that nobody catches", async (kernel) => {
    await debugging(kernel, async (debug) => {
      await debug.ask("setExceptionBreakpoints", { filters: ["uncaught"] });
      const cell =
        "try {\n  throw new RangeError('taken');\n} catch {}\nfunction fail() {\n  throw new TypeError('not taken');\n}\nfail();";
      const running = kernel.start(cell);
      const stop = await debug.stopped();
      expect([stop.reason, stop.text, stop.frames[0].name, stop.frames[0].line]).toEqual([
        "exception",
        "TypeError: not taken",
        "fail",
        5,
      ]);
      expect(await debug.ask("exceptionInfo")).toMatchObject({ exceptionId: "TypeError", breakMode: "unhandled" });
      await debug.ask("continue");
      expect((await kernel.finish(running)).reply.ename).toBe("TypeError");
      await debug.ask("setExceptionBreakpoints", { filters: ["all"] });
      const all = kernel.start(cell);
      expect((await debug.stopped()).frames[0].line).toBe(2);
      await debug.ask("setExceptionBreakpoints", { filters: [] });
      await debug.ask("continue");
      await kernel.finish(all);
    });
  });

  accept("D10", "lets Stop end a cell that stands, with its variables kept, and queues other cells", async (kernel) => {
    await debugging(kernel, async (debug) => {
      await kernel.execute("let standing = 7;");
      const cell = "for (;;) {\n  standing++;\n}";
      await debug.breakAt({ cell }, 2);
      const running = kernel.start(cell);
      await debug.stopped();
      const queued = kernel.start("'queued'");
      await kernel.interrupt();
      expect((await kernel.finish(running, 5000)).reply).toMatchObject({ status: "error", ename: "Stopped" });
      expect((await kernel.finish(queued)).reply.status).toBe("aborted");
      expect((await kernel.execute("standing >= 7")).text).toBe("true");
      const again = kernel.start(cell);
      expect((await debug.stopped()).frames[0].line).toBe(2);
      await kernel.interrupt();
      await kernel.finish(again, 5000);
    });
  });

  accept("D11", "goes on in the next process when one has ended, with its breakpoints", async (kernel) => {
    await debugging(kernel, async (debug) => {
      await debug.breakAt({ cell: shadowed }, 5);
      await kernel.execute("process.exit(3)");
      const running = kernel.start(shadowed);
      expect((await debug.stopped()).frames[0].line).toBe(5);
      await debug.ask("continue");
      expect((await kernel.finish(running)).text).toBe("21");
    });
  });

  accept("D12", "pauses a loop on request, and lets it go when the debugger leaves", async (kernel) => {
    const running = kernel.start(
      "let go = true;\nwhile (go) {\n  await new Promise((done) => setTimeout(done, 1));\n}\n'over'",
    );
    await running.busy;
    await debugging(kernel, async (debug) => {
      await sleep(20);
      await debug.ask("pause", { threadId: 1 });
      const { reason, frames } = await debug.stopped();
      expect([reason, frames[0].line >= 2]).toEqual(["pause", true]);
      await debug.ask("evaluate", { expression: "go = false", frameId: frames[0].id });
    });
    expect((await within(kernel.finish(running), 5000, "the cell goes on")).text).toBe("'over'");
  });
}
