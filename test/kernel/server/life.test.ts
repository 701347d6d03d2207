import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createConnection, KernelClient, mesoscope, sleep, startKernel } from "../client/index.ts";

const lives = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

async function gone(pid: number, milliseconds = 8000): Promise<boolean> {
  for (const end = performance.now() + milliseconds; performance.now() < end; await sleep(20))
    if (!lives(pid)) return true;
  return false;
}

/** A process that starts a kernel as a front end does, and can be killed. */
function startFrontEnd(connectionFile: string): ChildProcess {
  const command = JSON.stringify(mesoscope.argv.map((word) => word.replace("{connection_file}", connectionFile)));
  const program = `
    const [node, ...rest] = ${command};
    const environment = { ...process.env, JPY_PARENT_PID: String(process.pid) };
    const kernel = require("node:child_process").spawn(node, rest, { stdio: "ignore", env: environment, detached: true });
    console.log(kernel.pid);
    setInterval(() => {}, 1000);`;
  return spawn(process.execPath, ["-e", program], { stdio: ["ignore", "pipe", "inherit"] });
}

describe("a kernel", () => {
  test("ends with its front end, even while a cell spins", async () => {
    const connection = await createConnection();
    const frontEnd = startFrontEnd(connection.path);
    const kernel = Number(await new Promise((resolve) => frontEnd.stdout!.once("data", resolve)));
    const client = new KernelClient(connection);
    await client.ready();
    const cells = Number((await client.execute("process.pid")).text);
    const spinning = client.start("for (;;);");
    await spinning.busy;
    frontEnd.kill("SIGKILL");
    expect(await gone(kernel)).toBe(true);
    expect(await gone(cells)).toBe(true);
    client.close();
    connection.remove();
  });

  test("that is killed takes the process of the cells along", async () => {
    const kernel = await startKernel(mesoscope);
    const cells = Number((await kernel.execute("process.pid")).text);
    const spinning = kernel.start("for (;;);");
    await spinning.busy;
    process.kill(kernel.process.pid, "SIGKILL");
    expect(await gone(cells)).toBe(true);
    await kernel.shutdown(0);
  });

  test("remembers the cells of kernels before it, also of one that was killed", async () => {
    const folder = mkdtempSync(join(tmpdir(), "history-"));
    const spec = { ...mesoscope, env: { MESOSCOPE_HISTORY: join(folder, "history.sqlite") } };
    const first = await startKernel(spec);
    await first.execute("'early'");
    await first.execute("'hidden'", { storeHistory: false });
    await sleep(200);
    process.kill(first.process.pid, "SIGKILL");
    await first.shutdown(0);
    const second = await startKernel(spec);
    await second.execute("'late'");
    expect((await second.history({ n: 5 })).history).toEqual([
      [1, 1, "'early'"],
      [2, 1, "'late'"],
    ]);
    const before = { hist_access_type: "range", session: -1, start: 0, output: true };
    expect((await second.history(before)).history).toEqual([[1, 1, ["'early'", null]]]);
    await second.shutdown();
    rmSync(folder, { recursive: true });
  });

  test("does not mind Ctrl-C in its terminal", async () => {
    const kernel = await startKernel(mesoscope);
    await kernel.execute("const kept = 1");
    process.kill(-kernel.process.pid, "SIGINT");
    await sleep(100);
    expect((await kernel.execute("kept")).text).toBe("1");
    expect(await kernel.shutdown()).toBe(true);
  });

  test("ends on SIGTERM", async () => {
    const kernel = await startKernel(mesoscope);
    const cells = Number((await kernel.execute("process.pid")).text);
    process.kill(kernel.process.pid, "SIGTERM");
    expect(await gone(cells)).toBe(true);
    expect(await gone(kernel.process.pid)).toBe(true);
    await kernel.shutdown(0);
  });

  test("tells a front end that its subscription is there", async () => {
    const kernel = await startKernel(mesoscope);
    const another = new KernelClient(kernel.connection);
    const welcome = await another.published(({ type }) => type === "iopub_welcome");
    expect(welcome.content).toEqual({ subscription: "" });
    expect(welcome.parent).toEqual({});
    another.close();
    await kernel.shutdown();
  });
});
