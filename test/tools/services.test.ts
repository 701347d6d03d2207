import { type Kernel, KernelManager, type KernelMessage, ServerConnection } from "@jupyterlab/services";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { Workplace } from "./python.ts";

/** The client library of JupyterLab, Notebook 7 and VS Code's Jupyter extension, against a Jupyter server. */
const workplace = new Workplace();
let server: Awaited<ReturnType<Workplace["serve"]>>;
let manager: KernelManager;
let kernel: Kernel.IKernelConnection;

beforeAll(async () => {
  vi.spyOn(console, "debug").mockImplementation(() => {});
  vi.spyOn(console, "warn").mockImplementation(() => {});
  server = await workplace.serve();
  const { address, token } = server;
  const serverSettings = ServerConnection.makeSettings({
    baseUrl: address,
    wsUrl: address.replace("http", "ws"),
    token,
  });
  manager = new KernelManager({ serverSettings });
  kernel = await manager.startNew({ name: "mesoscope" });
}, 60_000);
afterAll(async () => {
  await kernel?.shutdown();
  manager?.dispose();
  server?.close();
  workplace.remove();
});

/** Runs a cell; gives its reply and what it showed. */
async function execute(code: string, meanwhile?: () => Promise<void>) {
  const future = kernel.requestExecute({ code });
  const shown: KernelMessage.IIOPubMessage[] = [];
  future.onIOPub = (message) => void shown.push(message);
  await meanwhile?.();
  const { content } = await future.done;
  return { content: content as KernelMessage.IExecuteReplyMsg["content"] & { ename?: string }, shown };
}

test("says what it is", async () => {
  const { language_info, protocol_version } = await kernel.info;
  expect(language_info).toMatchObject({ name: "typescript", file_extension: ".ts" });
  expect(protocol_version).toBe("5.4");
  expect(kernel.supportsSubshells).toBe(true);
});

test("runs a cell, with output, a value and user expressions", async () => {
  const { shown } = await execute("console.log('hi'); const six: number = 6; six * 7");
  const texts = shown.flatMap(({ header, content }) => {
    const { text, data } = content as { text?: string; data?: Record<string, string> };
    return header.msg_type === "status" ? [] : [text ?? data?.["text/plain"]];
  });
  expect(texts).toEqual([undefined, "hi\n", "42"]);
  const silent = kernel.requestExecute({ code: "", silent: true, user_expressions: { now: "six + 1" } });
  expect((await silent.done).content).toMatchObject({ user_expressions: { now: { data: { "text/plain": "7" } } } });
});

test("completes, inspects, and tells whole cells from others", async () => {
  const completed = await kernel.requestComplete({ code: "six.toFix", cursor_pos: 9 });
  expect(completed.content).toMatchObject({ status: "ok", matches: ["toFixed"], cursor_start: 4, cursor_end: 9 });
  const inspected = await kernel.requestInspect({ code: "six", cursor_pos: 2, detail_level: 0 });
  expect(inspected.content).toMatchObject({ found: true });
  expect((await kernel.requestIsComplete({ code: "if (six) {" })).content).toMatchObject({ status: "incomplete" });
});

test("asks for a line of text", async () => {
  const future = kernel.requestExecute({ code: "const name = await input('Who? '); name", allow_stdin: true });
  const asked = Promise.withResolvers<string>();
  future.onStdin = ({ content }) => {
    asked.resolve((content as { prompt: string }).prompt);
    future.sendInputReply({ value: "Ada", status: "ok" }, {} as KernelMessage.IHeader<"input_request">);
  };
  expect(await asked.promise).toBe("Who? ");
  expect((await future.done).content.status).toBe("ok");
});

test("stops a cell that spins, and keeps the variables", async () => {
  const { content } = await execute("for (;;);", () => kernel.interrupt());
  expect(content).toMatchObject({ status: "error", ename: "Stopped" });
  expect((await execute("six")).content.status).toBe("ok");
});

test("runs a cell in a subshell while the main shell is busy", async () => {
  const main = kernel.requestExecute({ code: "await new Promise((resolve) => { globalThis.release = resolve })" });
  const { content } = await kernel.requestCreateSubshell({}).done;
  const aside = kernel.clone();
  aside.subshellId = (content as { subshell_id: string }).subshell_id;
  expect((await aside.requestExecute({ code: "globalThis.release(1)" }).done).content.status).toBe("ok");
  expect((await main.done).content.status).toBe("ok");
  aside.dispose();
});

test("restarts without its variables", async () => {
  await kernel.restart();
  expect((await execute("six")).content).toMatchObject({ status: "error", ename: "ReferenceError" });
});
