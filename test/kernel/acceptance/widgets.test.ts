import { expect } from "vitest";
import { type Kernel, type Message, sleep } from "../client/index.ts";
import { acceptance } from "./acceptance.ts";

const library = "import * as w from '@mesoscope/widgets';\n";

/** Runs a cell that ends in a widget, and gives the front end's end of its comm. */
async function shown(kernel: Kernel, code: string) {
  const cell = await kernel.execute(library + code);
  expect(cell.error).toBeUndefined();
  const id = cell.result!["application/vnd.jupyter.widget-view+json"].model_id as string;
  const opened = cell.ofType("comm_open").find(({ content }) => content.comm_id === id)!;
  return { cell, opened, comm: kernel.comm(id), state: opened.content.data.state };
}

/** What the front end sends when a reader has changed values. */
const update = (state: object, buffer_paths: unknown[] = []) => ({ method: "update", state, buffer_paths });

const isError = ({ type }: Message) => type === "error";
const prints = (text: string) => (message: Message) => message.type === "stream" && message.content.text.includes(text);

acceptance(
  "widgets",
  (accept) => {
    accept("W6", "takes a slider's value to and fro", async (kernel) => {
      const { comm, opened, state, cell } = await shown(
        kernel,
        "const load = w.slider({ label: 'load', max: 8 });\nload",
      );
      expect(opened.content.target_name).toBe("jupyter.widget");
      expect(opened.metadata).toEqual({ version: "2.1.0" });
      expect(state).toMatchObject({ _model_name: "FloatSliderModel", value: 0, min: 0, max: 8, description: "load" });
      expect(cell.text).toBe("slider load: 0");
      const sent = comm.send(update({ value: 5 }));
      const echo = await comm.next();
      expect(echo.content.data).toEqual({ method: "echo_update", state: { value: 5 }, buffer_paths: [] });
      expect(echo.parent.msg_id).toBe(sent.id);
      expect((await kernel.execute("load.value")).text).toBe("5");
      await kernel.execute("load.value = 7;");
      expect((await comm.next()).content.data).toEqual({ method: "update", state: { value: 7 }, buffer_paths: [] });
      comm.send(update({ value: "much" }));
      expect((await comm.next()).content.data.state).toEqual({ value: 7 });
      const refused = await kernel.execute("load.value = 9;");
      expect(refused.error!.evalue).toBe("slider: value is 9. Give a number from 0 to 8.");
    });

    accept("W7", "moves typed arrays and messages both ways in an anywidget", async (kernel) => {
      const { comm, opened, state } = await shown(
        kernel,
        `const field = w.widget({ esm: "export default {}", state: { title: "u", data: { values: Float64Array.of(1, 2) } } });
        field.onMessage((content, buffers) => field.send({ got: content }, buffers.map((b) => b.slice().reverse())));
        field`,
      );
      expect(state).toMatchObject({ _model_module: "anywidget", _esm: "export default {}", title: "u", data: {} });
      expect(opened.content.data.buffer_paths).toEqual([["data", "values"]]);
      const [bytes] = opened.buffers;
      expect([...new Float64Array(Uint8Array.from(bytes!).buffer)]).toEqual([1, 2]);
      const sent = new Uint8Array(Float64Array.of(3, 4, 5).buffer);
      comm.send(update({ data: {} }, [["data", "values"]]), { buffers: [sent] });
      const echo = await comm.next();
      expect(echo.content.data.buffer_paths).toEqual([["data", "values"]]);
      expect(Buffer.from(echo.buffers[0]!).equals(Buffer.from(sent))).toBe(true);
      const read = await kernel.execute("field.get('data').values");
      expect(read.text).toBe("Float64Array(3) [ 3, 4, 5 ]");
      comm.send({ method: "custom", content: { ask: 1 } }, { buffers: [Uint8Array.of(1, 2, 3)] });
      const answer = await comm.next();
      expect(answer.content.data).toEqual({ method: "custom", content: { got: { ask: 1 } } });
      expect([...answer.buffers[0]!]).toEqual([3, 2, 1]);
    });

    accept("W8", "tells a page that was loaded anew of all widgets", async (kernel) => {
      const { comm } = await shown(kernel, "w.slider({ value: 3, layout: { width: '20em' } })");
      const own = kernel.comm();
      own.open("jupyter.widget", { state: { _model_name: "MadeByPage", a: 1 }, buffer_paths: [] });
      const { comm: any } = await shown(kernel, "w.widget({ esm: '', state: { raw: Uint8Array.of(9) } })");
      const control = kernel.comm();
      control.open("jupyter.widget.control", {});
      control.send({ method: "request_states" });
      const { content, buffers } = await control.next();
      const { method, states, buffer_paths } = content.data;
      expect(method).toBe("update_states");
      expect(states[comm.id]).toMatchObject({ model_name: "FloatSliderModel", state: { value: 3 } });
      const layout = states[comm.id].state.layout.replace("IPY_MODEL_", "");
      expect(states[layout]).toMatchObject({ model_name: "LayoutModel", state: { width: "20em" } });
      expect(states[own.id]).toMatchObject({ model_name: "MadeByPage", state: { a: 1 } });
      const at = buffer_paths.findIndex(([id]: string[]) => id === any.id);
      expect(buffer_paths[at]).toEqual([any.id, "state", "raw"]);
      expect([...buffers[at]!]).toEqual([9]);
      comm.send({ method: "request_state" });
      expect((await comm.next()).content.data).toMatchObject({ method: "update", state: { value: 3 } });
      comm.close();
      control.send({ method: "request_states" });
      expect((await control.next()).content.data.states[comm.id]).toBeUndefined();
    });

    accept("W9", "prints what a handler prints in the cell that attached it", async (kernel) => {
      const { comm } = await shown(kernel, "const seen = w.slider();\nseen");
      const attached = await kernel.execute(
        "seen.observe((value, before) => console.log(`from ${before} to ${value}`));",
      );
      comm.send(update({ value: 4 }));
      await attached.request.output(prints("from 0 to 4"));
      const running = kernel.start("for (let i = 0; seen.value !== 6; i++) await tick(i);\n'saw it'");
      await running.busy;
      await comm.send(update({ value: 6 })).idle;
      expect((await kernel.finish(running)).text).toBe("'saw it'");
      await attached.request.output(prints("from 4 to 6"));
      expect(running.outputs.some(prints("from"))).toBe(false);
      const order =
        "const own = w.slider();\nown.observe(() => console.log('b'));\nconsole.log('a'); own.value = 1; console.log('c');";
      expect((await kernel.execute(library + order)).stdout).toBe("a\nb\nc\n");
    });

    accept("W10", "shows the error of a handler, which goes on", async (kernel) => {
      const { comm, cell } = await shown(
        kernel,
        `const go = w.button({ label: "Go" });
        let clicks = 0;
        go.onClick(async () => { clicks++; await null; if (clicks === 1) throw new RangeError("once"); console.log("well"); });
        go`,
      );
      const click = () => comm.send({ method: "custom", content: { event: "click" } });
      await click().idle;
      const error = await cell.request.output(isError);
      expect(error.content).toMatchObject({ ename: "RangeError", evalue: "once" });
      expect(error.content.traceback.join("\n")).toMatch(/Cell \[\d+\], line 4/);
      await click().idle;
      await cell.request.output(prints("well"));
    });

    accept("W11", "stops a handler that loops, awaits or ticks, and keeps the variables", async (kernel) => {
      const bodies = ["for (;;) {}", "await new Promise(() => {})", "for (let i = 0; ; i++) await tick(i)"];
      for (const body of bodies) {
        const { comm, cell } = await shown(
          kernel,
          `const press = w.button();
          let alive = 41;
          press.onClick(async () => { alive++; ${body}; });
          press`,
        );
        const click = comm.send({ method: "custom", content: { event: "click" } });
        await click.busy;
        await sleep(60);
        expect(click.outputsAtIdle, "idle only when the handler has ended").toBe(0);
        await kernel.interrupt();
        await click.idle;
        expect((await cell.request.output(isError)).content.ename).toBe("Stopped");
        expect((await kernel.execute("alive")).text).toBe("42");
      }
    });

    accept(
      "W12",
      "ends a drag of 200 events with the last value, past what a slow handler cannot take",
      async (kernel) => {
        const { comm } = await shown(
          kernel,
          `const dragged = w.slider({ max: 200 });
        const taken: number[] = [];
        dragged.observe(async (value) => { await new Promise((done) => setTimeout(done, 20)); taken.push(value); });
        dragged`,
        );
        let last = comm.send(update({ value: 1 }));
        for (let value = 2; value <= 200; value++) last = comm.send(update({ value }));
        await last.idle;
        const [value, times] = JSON.parse(
          (await kernel.execute("JSON.stringify([taken.at(-1), taken.length])")).text!.slice(1, -1),
        );
        expect(value).toBe(200);
        expect(times).toBeLessThan(100);
      },
    );

    accept("W13", "keeps what a captured handler shows in an output widget", async (kernel) => {
      const { comm, cell } = await shown(
        kernel,
        `const log = w.output();
        const ask = w.button();
        ask.onClick(log.capture(async () => { console.log("one"); await display("two"); throw new Error("three"); }));
        await display(log);
        ask`,
      );
      const view = cell.displays[0]!["application/vnd.jupyter.widget-view+json"].model_id as string;
      const place = kernel.comm(view);
      await comm.send({ method: "custom", content: { event: "click" } }).idle;
      const { outputs } = (await place.next()).content.data.state;
      const last = place.received.at(-1)?.content.data.state.outputs ?? outputs;
      expect(last).toMatchObject([
        { output_type: "stream", name: "stdout", text: "one\n" },
        { output_type: "display_data", data: { "text/plain": "'two'" } },
        { output_type: "error", ename: "Error", evalue: "three" },
      ]);
      expect(cell.request.outputs.filter((message) => isError(message) || message.type === "stream")).toEqual([]);
    });

    accept("W14", "redraws what interact shows, in place", async (kernel) => {
      const { cell, comm } = await shown(
        kernel,
        `const area = w.interact(({ width, height }) => { console.log("drawn"); return width * height; },
          { width: w.slider({ value: 3 }), height: w.slider({ value: 4 }) });
        area`,
      );
      expect(cell.text).toBe("slider width: 3\nslider height: 4\ndrawn\n12");
      const opened = (id: string) => cell.ofType("comm_open").find(({ content }) => content.comm_id === id)!;
      const [width, , output] = opened(comm.id).content.data.state.children.map((name: string) => name.slice(10));
      expect(opened(width).content.data.state.description).toBe("width");
      await kernel.comm(width).send(update({ value: 5 })).idle;
      const place = kernel.comm(output);
      await kernel.comm(width).send(update({ value: 6 })).idle;
      const { outputs } = (await place.next()).content.data.state;
      expect(outputs).toMatchObject([{ text: "drawn\n" }, { data: { "text/plain": "24" } }]);
      expect((await kernel.execute("area.result")).text).toBe("24");
      const failed = await kernel.execute(`${library}w.interact(() => { throw new Error("at once"); }, {})`);
      expect(failed.error!.evalue).toBe("at once");
    });

    accept("W15", "closes the comms of widgets when their process has ended", async (kernel) => {
      const { comm } = await shown(kernel, "w.slider()");
      expect((await kernel.commInfo("jupyter.widget")).comms[comm.id]).toEqual({ target_name: "jupyter.widget" });
      await kernel.execute("process.exit(3)");
      expect((await comm.next()).type).toBe("comm_close");
      expect((await kernel.commInfo("jupyter.widget")).comms).toEqual({});
    });
  },
  { shared: true },
);
