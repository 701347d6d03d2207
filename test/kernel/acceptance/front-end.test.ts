import { expect } from "vitest";
import type {
  FrontEndMessage,
  FrontEndNews,
  TypeFinding,
  Variable,
} from "../../../kernel-extensions/sdk/dist/front-end.js";
import type { Comm } from "../client/comm.ts";
import { type Kernel, sleep } from "../client/index.ts";
import { acceptance, writeFiles } from "./acceptance.ts";

type News<Type> = Extract<FrontEndNews, { type: Type }>;

/** Opens the comm of a front end and closes it when `use` is done. */
async function withFrontEnd(kernel: Kernel, use: (frontEnd: FrontEnd) => Promise<void>): Promise<void> {
  const comm = kernel.comm();
  comm.open("mesoscope.front-end", {});
  try {
    await use(new FrontEnd(comm));
  } finally {
    await comm.close().idle;
  }
}

class FrontEnd {
  #asked = 0;

  constructor(readonly comm: Comm) {}

  send(message: FrontEndMessage): void {
    this.comm.send(message);
  }

  /** The next news of a type for which `holds`. */
  async hear<Type extends FrontEndNews["type"]>(
    type: Type,
    holds: (news: News<Type>) => boolean = () => true,
  ): Promise<News<Type>> {
    for (;;) {
      const { data } = (await this.comm.next(20_000)).content;
      if (data.type === type && holds(data)) return data;
    }
  }

  async check(source: string): Promise<readonly TypeFinding[]> {
    const ask = ++this.#asked;
    this.send({ type: "check", ask, source });
    return (await this.hear("findings", (news) => news.ask === ask)).findings;
  }

  /** The variable as it is listed once it is. */
  async variable(name: string): Promise<Variable> {
    const named = ({ variables }: News<"variables">) => variables.find((variable) => variable.name === name);
    return named(await this.hear("variables", (news) => named(news) !== undefined))!;
  }
}

acceptance(
  "the comm of front ends",
  (accept) => {
    accept("FE1", "says what the type checker finds, also while a cell spins", async (kernel) => {
      await withFrontEnd(kernel, async (frontEnd) => {
        await kernel.execute("const width: number = 3;");
        const wrong = "// a comment\nconst label: string = width;";
        // A type service that is still loading on a busy machine finds nothing.
        await expect
          .poll(() => frontEnd.check(wrong), { timeout: 50_000 })
          .toMatchObject([{ line: 2, column: 7, length: 5, code: 2322 }]);
        const running = kernel.start("for (;;) {}");
        await running.busy;
        expect(await frontEnd.check(wrong)).toHaveLength(1);
        expect(await frontEnd.check("const label: number = width;")).toEqual([]);
        await kernel.interrupt();
        await kernel.finish(running, 5000);
      });
    });

    accept("FE2", "lists variables with type, shape, units and thumbnail after each cell", async (kernel) => {
      await withFrontEnd(kernel, async (frontEnd) => {
        frontEnd.send({ type: "watch", parts: ["variables"] });
        await kernel.execute("const ramp = Float64Array.from({ length: 1200 }, (_, i) => i);");
        expect(await frontEnd.variable("ramp")).toEqual({
          name: "ramp",
          type: "Float64Array",
          shape: "1,200",
          text: "[0, 1, 2, 3, 4, 5, …]",
          thumbnail: { kind: "line", levels: expect.stringMatching(/^0.{38}z$/) },
        });
        await kernel.execute("let force = { value: 12e3, unit: { symbol: 'kN' } };");
        expect(await frontEnd.variable("force")).toMatchObject({ units: "kN", text: "{ value: 12000, unit: Object }" });
      });
    });

    accept("FE3", "calls no getter, no proxy trap and no iterator to list variables", async (kernel) => {
      await withFrontEnd(kernel, async (frontEnd) => {
        frontEnd.send({ type: "watch", parts: ["variables"] });
        const { reply } = await kernel.execute(`
          let touched = 0;
          const touch = { get(): never { touched++; throw new Error("touched"); }, configurable: true, enumerable: true };
          class Lazy { static get name() { return touch.get(); } get [Symbol.toStringTag]() { return touch.get(); }
            get shape() { return touch.get(); } *[Symbol.iterator]() { touch.get(); } }
          Object.defineProperty(Lazy.prototype, "constructor", touch);
          const lazy = Object.defineProperty(new Lazy(), "data", touch);
          const watched = new Proxy({}, new Proxy({}, { get: touch.get }));
          Object.defineProperty(globalThis, "onDemand", touch);
          const list = Object.defineProperty([1, 2], 0, touch);`);
        expect(reply.status).toBe("ok");
        expect(await frontEnd.variable("watched")).toEqual({ name: "watched", type: "Proxy", text: "" });
        expect((await kernel.execute("touched")).text).toBe("0");
        await kernel.execute("delete globalThis.onDemand");
      });
    });

    accept("FE4", "tells what runs, how far it is and what waits, while a cell spins; Stop ends it", async (kernel) => {
      await withFrontEnd(kernel, async (frontEnd) => {
        frontEnd.send({ type: "watch", parts: ["running"] });
        await frontEnd.hear("running", ({ cells }) => cells.length === 0);
        const loop = `const spins = performance.now() + 700;
          for (let i = 0; ; i++) { await tick(i, 1e9, { loss: 0.5 }); while (performance.now() > spins); }`;
        const running = kernel.start(loop, { cellId: "looping" });
        const queued = kernel.start("'queued'", { cellId: "behind" });
        const { cells, waiting } = await frontEnd.hear("running", (news) => news.cells[0]?.progress !== undefined);
        expect(cells).toMatchObject([{ id: "looping", progress: { total: 1e9, values: { loss: 0.5 } } }]);
        expect(cells[0]!.count).toBeGreaterThan(0);
        expect(cells[0]!.seconds).toBeGreaterThan(0.4);
        expect(waiting).toEqual(["behind"]);
        await sleep(300);
        frontEnd.send({ type: "watch", parts: ["running", "variables"] });
        const { seconds } = (await frontEnd.hear("running", (news) => news.cells[0]!.seconds > 0.7)).cells[0]!;
        expect(seconds).toBeLessThan(5);
        await kernel.interrupt();
        expect((await kernel.finish(running, 5000)).reply.status).toBe("error");
        expect((await kernel.finish(queued)).reply.status).toBe("aborted");
        await frontEnd.hear("running", (news) => news.cells.length === 0 && news.waiting.length === 0);
      });
    });

    accept("FE5", "lists plugins with their commands, loads and unloads them, and says what failed", async (kernel) => {
      const mesoscope = { plugin: "./plugin.js", sdk: "*", notebooks: ["notebooks"] };
      writeFiles(kernel, {
        "node_modules/hello/package.json": JSON.stringify({
          name: "hello",
          version: "1.2.3",
          type: "module",
          mesoscope,
        }),
        "node_modules/hello/plugin.js":
          'export default { name: "hello", setup(host) { host.command("hello", "Say hello", () => "Hello"); } };',
        "node_modules/hello/notebooks/first.ipynb": "{}",
      });
      await kernel.execute("%plugin unload hello");
      await withFrontEnd(kernel, async (frontEnd) => {
        const hello = (news: News<"plugins">) => news.plugins.find(({ name }) => name === "hello");
        frontEnd.send({ type: "watch", parts: ["plugins"] });
        expect(hello(await frontEnd.hear("plugins"))).toEqual({
          name: "hello",
          version: "1.2.3",
          description: "",
          loaded: false,
          commands: [],
          contributes: [],
          notebooks: ["node_modules/hello/notebooks/first.ipynb"],
          datasets: [],
        });
        frontEnd.send({ type: "plugin", action: "load", name: "hello" });
        const loaded = hello(await frontEnd.hear("plugins", (news) => hello(news)?.loaded === true));
        expect(loaded?.commands).toEqual([{ name: "hello", title: "Say hello" }]);
        await kernel.execute("%plugin unload hello");
        await frontEnd.hear("plugins", (news) => hello(news)?.loaded === false);
        frontEnd.send({ type: "plugin", action: "load", name: "nowhere" });
        expect((await frontEnd.hear("failed")).message).toContain("nowhere");
      });
    });

    accept("FE6", "tells where a cell has its inputs from, and when they have changed", async (kernel) => {
      await withFrontEnd(kernel, async (frontEnd) => {
        const cell = (news: News<"provenance">, id: string) => news.cells.find((each) => each.id === id);
        frontEnd.send({ type: "watch", parts: ["provenance"] });
        await kernel.execute("const radius = 2;", { cellId: "radius" });
        await kernel.execute("const area = radius ** 2;", { cellId: "area" });
        const fresh = cell(await frontEnd.hear("provenance", (news) => cell(news, "area") !== undefined), "area")!;
        expect(fresh).toMatchObject({ reads: { radius: "radius" }, writes: ["area"], stale: [] });
        await kernel.execute("const radius = 3;", { cellId: "radius" });
        const stale = cell(await frontEnd.hear("provenance", (news) => cell(news, "area") !== undefined), "area")!;
        expect(stale.stale).toEqual([expect.stringContaining("radius")]);
        await kernel.execute("const area = radius ** 2;", { cellId: "area" });
        await frontEnd.hear("provenance", (news) => cell(news, "area")?.stale.length === 0);
      });
    });

    accept("FE7", "lists the comm while it is open, and makes room for the ninth", async (kernel) => {
      const comms = Array.from({ length: 9 }, () => kernel.comm());
      for (const comm of comms) comm.open("mesoscope.front-end", {});
      expect((await comms[0]!.next()).type).toBe("comm_close");
      const { comms: open } = await kernel.commInfo("mesoscope.front-end");
      expect(Object.keys(open)).toEqual(comms.slice(1).map(({ id }) => id));
      for (const comm of comms.slice(1)) comm.close();
      await comms.at(-1)!.close().idle;
      expect((await kernel.commInfo("mesoscope.front-end")).comms).toEqual({});
    });
  },
  { shared: true },
);
