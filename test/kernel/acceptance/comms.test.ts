import { expect } from "vitest";
import type { Kernel } from "../client/index.ts";
import { acceptance, writeFiles } from "./acceptance.ts";

const plugin = `
export default {
  name: "echo",
  setup(host) {
    host.comm("echo", (comm, opened) => {
      comm.send({ opened: opened.data });
      comm.onMessage((message) => comm.send({ echo: message.data }, message.buffers));
      comm.onClose(() => console.log("closed"));
    });
    host.command("open", "Open a comm", (line) => {
      const comm = host.openComm("from.kernel", { line }, [new Uint8Array([1, 2, 3])]);
      comm.onMessage(() => comm.close());
    });
  },
};`;

/** A plugin beside the notebook that echoes what a comm brings. */
async function loadEcho(kernel: Kernel): Promise<void> {
  writeFiles(kernel, {
    "node_modules/echo/package.json": JSON.stringify({
      name: "echo",
      version: "1.0.0",
      type: "module",
      main: "plugin.js",
      mesoscope: { plugin: "./plugin.js", sdk: "*" },
    }),
    "node_modules/echo/plugin.js": plugin,
  });
  await kernel.execute("%plugin unload echo");
  const loaded = await kernel.execute("%plugin load echo");
  expect(loaded.reply.status).toBe("ok");
}

acceptance("comms", (accept) => {
  accept("W1", "answers comm_info_request", async (kernel) => {
    await loadEcho(kernel);
    const comm = kernel.comm();
    comm.open("echo", {});
    await comm.next();
    expect((await kernel.commInfo()).comms[comm.id]).toEqual({ target_name: "echo" });
    expect((await kernel.commInfo("another")).comms).toEqual({});
    await comm.close().idle;
    expect((await kernel.commInfo("echo")).comms).toEqual({});
  });

  accept("W2", "closes a comm whose target is unknown", async (kernel) => {
    const comm = kernel.comm();
    comm.open("nobody", {});
    expect((await comm.next()).type).toBe("comm_close");
    expect((await kernel.commInfo()).comms[comm.id]).toBeUndefined();
  });

  accept("W3", "opens a comm from the kernel", async (kernel) => {
    await loadEcho(kernel);
    const cell = await kernel.execute("%open now");
    const [opened] = cell.ofType("comm_open");
    expect(opened!.content).toMatchObject({ target_name: "from.kernel", data: { line: "now" } });
    expect(opened!.buffers.map((buffer) => [...buffer])).toEqual([[1, 2, 3]]);
    const comm = kernel.comm(opened!.content.comm_id);
    comm.send({ enough: true });
    expect((await comm.next()).type).toBe("comm_close");
  });

  accept("W4", "echoes a comm_msg: both directions", async (kernel) => {
    await loadEcho(kernel);
    const comm = kernel.comm();
    comm.open("echo", { start: 1 });
    expect((await comm.next()).content.data).toEqual({ opened: { start: 1 } });
    const sent = comm.send({ value: 5 });
    const echoed = await comm.next();
    expect(echoed.content.data).toEqual({ echo: { value: 5 } });
    expect(echoed.parent.msg_id).toBe(sent.id);
    await sent.idle;
  });

  accept("W6", "handles comm messages of a subshell while a cell of the main shell waits", async (kernel) => {
    await loadEcho(kernel);
    const waiting = kernel.start("var gate = Promise.withResolvers(); console.log('waits'); await gate.promise");
    await waiting.output(({ type }) => type === "stream");
    const subshell = await kernel.createSubshell();
    const comm = kernel.comm();
    comm.open("echo", { start: 2 }, { subshell });
    expect((await comm.next()).content.data).toEqual({ opened: { start: 2 } });
    const sent = comm.send({ value: 6 }, { subshell });
    const echoed = await comm.next();
    expect([echoed.content.data, echoed.parent.subshell_id]).toEqual([{ echo: { value: 6 } }, subshell]);
    await sent.idle;
    await kernel.execute("gate.resolve(7)", { subshell });
    expect((await kernel.finish(waiting)).text).toBe("7");
    // JupyterLab deletes the subshell of a target on control, and so perhaps before the last message of a comm is read.
    await kernel.ask("delete_subshell_request", { subshell_id: subshell }, { channel: "control" });
    await comm.send({ last: true }, { subshell }).idle;
    expect((await comm.next()).content.data).toEqual({ echo: { last: true } });
  });

  accept("W5", "moves binary buffers", async (kernel) => {
    await loadEcho(kernel);
    const comm = kernel.comm();
    comm.open("echo", {});
    await comm.next();
    const buffers = [new Uint8Array([0, 255, 7]), new Uint8Array(1_000_000).fill(9), new Uint8Array(0)];
    comm.send({}, { buffers });
    const echoed = await comm.next();
    expect(echoed.buffers.map(({ length }) => length)).toEqual([3, 1_000_000, 0]);
    expect([...echoed.buffers[0]!]).toEqual([0, 255, 7]);
    expect(echoed.buffers[1]!.every((byte) => byte === 9)).toBe(true);
  });
});
