import { createSession, type Output } from "@mesoscope/kernel";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";

describe("map in a notebook", () => {
  let session: Awaited<ReturnType<typeof createSession>>;
  let outputs: Output[] = [];

  beforeAll(async () => {
    session = await createSession({
      directory: import.meta.dirname,
      types: "off",
      onOutput: (output) => outputs.push(output),
    });
    await run(`import { map, workers } from "@mesoscope/compute"; import { randomStream } from "@mesoscope/core";`);
  });
  afterAll(() => session.close());
  beforeEach(() => {
    outputs = [];
  });

  const run = (source: string) => session.execute({ source }).reply;
  const shown = (type: string) =>
    outputs.filter((output) => output.type === type).map(({ content }) => JSON.parse(Buffer.from(content).toString()));

  test("sends functions that are written in cells, with their types, imports and ticks", async () => {
    const source = `
      interface Load { force: number }
      async function solve({ force }: Load, { seed }: { seed: number }): Promise<number> {
        const { randomStream } = await import("@mesoscope/core");
        const { double } = await import("./modules/double.ts");
        await tick(0, 1);
        return double(force) + randomStream(seed).uniform();
      }
      const inputs: Load[] = [{ force: 1 }, { force: 2 }];
      const [a, b] = [await map({ inputs, run: solve }), await map({ inputs, run: solve }, { on: workers(2) })];
      [a.values.map(Math.floor), a.values.every((value, i) => value === b.values[i])]`;
    expect(await run(source)).toMatchObject({ status: "ok" });
    expect(shown("execute_result")[0].data["text/plain"]).toBe("[ [ 2, 4 ], true ]");
  });

  test("takes arrays of plugins and gives what their functions take", async () => {
    const source = `
      import { asArray, matmul, symmetricEigen } from "@mesoscope/core";
      const loads = [1, 2].map((seed) => randomStream(seed).normals([3, 3]));
      async function stiffest(load: { data: Float64Array; shape: readonly number[] }) {
        const { matmul, symmetricEigen, transpose } = await import("@mesoscope/core");
        return symmetricEigen(matmul(load, transpose(load))).values;
      }
      const { values } = await map({ inputs: loads, run: stiffest }, { on: workers(2) });
      const alone = loads.map((load) => symmetricEigen(matmul(load, load.transpose())).values);
      values.map((value, i) => String(asArray(value)) === String(alone[i]))`;
    expect(await run(source)).toMatchObject({ status: "ok" });
    expect(shown("execute_result")[0].data["text/plain"]).toBe("[ true, true ]");
  });

  test("finds modules beside the notebook", async () => {
    const source = `const tasks = { inputs: [{ length: 4 }], run: { module: import.meta.resolve("./modules/solve.ts") } };
      (await map(tasks, { on: workers(1) })).values`;
    expect(await run(source)).toMatchObject({ status: "ok" });
    expect(shown("execute_result")[0].data["text/plain"]).toBe("[ 4 ]");
  });

  test("names what a cell's function leaves behind", async () => {
    const reply = await run("const factor = 2; await map({ inputs: [1], run: (x) => factor * x }, { on: workers(1) })");
    expect(reply).toMatchObject({
      status: "error",
      ename: "TaskError",
      evalue: expect.stringContaining("uses factor, which"),
    });
  });

  test("shows one bar and its result", async () => {
    const source = `await map({ inputs: Array(14).keys(), run: () => new Promise((resolve) => setTimeout(resolve, 100)) }, { on: workers(2) })`;
    expect(await run(source)).toMatchObject({ status: "ok" });
    expect(shown("display_data")).toHaveLength(1);
    expect(shown("update_display_data").at(-1).data["text/plain"]).toMatch(/^14 of 14/);
    expect(shown("execute_result")[0].data["text/plain"]).toMatch(/^values 14 · engine workers\(2\)/);
  });

  test("stops with its cell, also where tasks never rest", async () => {
    const reply = run(`await map({ inputs: [1, 2], run: () => { for (;;); } }, { on: workers(2) })`);
    await new Promise((resolve) => setTimeout(resolve, 500));
    await session.interrupt();
    expect(await reply).toMatchObject({ status: "error", ename: expect.stringMatching(/Stop|Interrupt/) });
    expect(await run("1 + 1")).toMatchObject({ status: "ok" });
    expect(shown("execute_result").at(-1).data["text/plain"]).toBe("2");
  });
});
