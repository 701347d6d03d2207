import { expect } from "vitest";
import { sleep, within } from "../client/index.ts";
import { acceptance } from "./acceptance.ts";

acceptance("messaging", (accept) => {
  accept("M1", "puts status in every reply", async (kernel) => {
    const replies = {
      kernel_info: await kernel.kernelInfo(),
      "kernel_info on control": await kernel.kernelInfo("control"),
      execute: (await kernel.execute("1")).reply,
      complete: await kernel.complete("Mat"),
      inspect: await kernel.inspect("Math"),
      is_complete: await kernel.isComplete("1"),
      history: await kernel.history({ n: 1 }),
      comm_info: await kernel.commInfo(),
    };
    expect(Object.entries(replies).map(([name, { status }]) => `${name} ${status}`)).toEqual(
      Object.keys(replies).map((name) => (name === "is_complete" ? `${name} complete` : `${name} ok`)),
    );
  });

  accept("M2", "evaluates user_expressions and returns them in the reply", async (kernel) => {
    const { reply } = await kernel.execute("const side = 6;", {
      userExpressions: { area: "side * 7", wrong: "side.nothing.there" },
    });
    expect(reply.user_expressions.area).toMatchObject({ status: "ok", data: { "text/plain": "42" } });
    expect(reply.user_expressions.wrong).toMatchObject({ status: "error", ename: "TypeError" });
  });

  accept("M3", "answers history_request with the cells that ran", async (kernel) => {
    for (const cell of ["'needle one'", "'hay'", "'needle two'", "'needle two'"]) await kernel.execute(cell);
    const sources = async (query: Record<string, unknown>) =>
      (await kernel.history(query)).history.map((entry: unknown[]) => entry[2]);
    expect(await sources({ n: 3 })).toEqual(["'hay'", "'needle two'", "'needle two'"]);
    const search = { hist_access_type: "search", pattern: "*needle*", n: 10 };
    expect(await sources(search)).toEqual(["'needle one'", "'needle two'", "'needle two'"]);
    expect(await sources({ ...search, unique: true })).toEqual(["'needle one'", "'needle two'"]);
    const [session, line] = (await kernel.history({ n: 1 })).history[0];
    expect([session, line]).toEqual([expect.any(Number), expect.any(Number)]);
  });

  accept("M4", "runs a silent request without output and without raising the execution count", async (kernel) => {
    const before = (await kernel.execute("1")).reply.execution_count;
    const silent = await kernel.execute("var quiet = 2; console.log('heard'); quiet", { silent: true });
    expect(silent.reply.status).toBe("ok");
    expect(silent.outputs).toEqual([]);
    const after = await kernel.execute("quiet");
    expect(after.text).toBe("2");
    expect(after.reply.execution_count).toBe(before + 1);
  });

  accept("M5", "asks the front end for input and goes on with the answer", async (kernel) => {
    const asked: unknown[] = [];
    const cell = await kernel.execute(
      'const who = await input("Who? ");\nconst secret = await input("Key? ", { password: true });\nwho + secret',
      { answer: (prompt, password) => (asked.push([prompt, password]) === 1 ? "Ada" : "!") },
    );
    expect(cell.text).toBe("'Ada!'");
    expect(asked).toEqual([
      ["Who? ", false],
      ["Key? ", true],
    ]);
    const nobody = await kernel.execute('await input("Who? ")');
    expect(nobody.reply.status).toBe("error");
    expect(nobody.reply.evalue).toMatch(/input/);
  });

  accept("M6", "answers on the control channel and the heartbeat while a cell spins", async (kernel) => {
    const spinning = kernel.start("for (;;) {}");
    await spinning.busy;
    await sleep(50);
    const info = await within(kernel.kernelInfo("control"), 2000, "no kernel_info_reply on control");
    expect(info).toMatchObject({ status: "ok", implementation: "mesoscope" });
    expect(await kernel.heartbeat(2000)).toBeLessThan(2000);
    await kernel.interrupt();
    expect((await kernel.finish(spinning)).reply.status).toBe("error");
  });

  accept("M7", "runs a cell in a subshell while the main shell is busy", async (kernel) => {
    expect((await kernel.kernelInfo()).supported_features).toContain("kernel subshells");
    await kernel.execute("let release = () => {};");
    const waiting = kernel.start("await new Promise<void>((resolve) => { release = resolve; });\n'released'");
    await waiting.busy;
    const subshell = await kernel.createSubshell();
    expect((await kernel.ask("list_subshell_request", {}, { channel: "control" })).subshell_id).toContain(subshell);
    const aside = await kernel.execute("release();\n6 * 7", { subshell });
    expect(aside.text).toBe("42");
    expect((await kernel.finish(waiting)).text).toBe("'released'");
    const deleted = { subshell_id: subshell };
    expect((await kernel.ask("delete_subshell_request", deleted, { channel: "control" })).status).toBe("ok");
    expect((await kernel.ask("list_subshell_request", {}, { channel: "control" })).subshell_id).toEqual([]);
  });
});
