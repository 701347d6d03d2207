import { expect } from "vitest";
import { acceptance } from "./acceptance.ts";

acceptance("output", (accept) => {
  accept("O1", "sends console.log as stdout", async (kernel) => {
    const cell = await kernel.execute('console.log("a", 1);\nprocess.stdout.write("b");\nconsole.info({ c: 2 });');
    expect([cell.stdout, cell.stderr]).toEqual(["a 1\nb{ c: 2 }\n", ""]);
  });

  accept("O2", "sends console.error as stderr", async (kernel) => {
    const cell = await kernel.execute('console.error("wrong");\nconsole.warn("careful");\nprocess.stderr.write("!");');
    expect([cell.stdout, cell.stderr]).toEqual(["", "wrong\ncareful\n!"]);
  });

  accept("O3", "delivers a 1 MB HTML display whole", async (kernel) => {
    const cell = await kernel.execute(`const html = "<p>" + "x".repeat(1024 * 1024) + "</p>";
await display({ [Symbol.for("Jupyter.display")]: () => ({ "text/plain": "long", "text/html": html }) });`);
    expect(cell.displays).toHaveLength(1);
    expect(cell.displays[0]!["text/html"]).toHaveLength(1024 * 1024 + 7);
  });

  accept("O4", "updates a display by its id", async (kernel) => {
    const cell = await kernel.execute('const place = await display("step 1");\nawait place.update("step 2");');
    const [shown] = cell.ofType("display_data");
    const [updated] = cell.ofType("update_display_data");
    expect(shown!.content.transient.display_id).toBeTruthy();
    expect(updated!.content.transient.display_id).toBe(shown!.content.transient.display_id);
    expect(updated!.content.data["text/plain"]).toContain("step 2");
  });

  accept("O5", "clears output on request", async (kernel) => {
    const cell = await kernel.execute('console.log("old");\nclearOutput({ wait: true });\nconsole.log("new");');
    const shown = cell.outputs.filter(({ type }) => type !== "execute_input");
    expect(shown.map(({ type, content }) => [type, content.wait ?? content.text])).toEqual([
      ["stream", "old\n"],
      ["clear_output", true],
      ["stream", "new\n"],
    ]);
  });

  accept("O6", "shows a value by its own display method", async (kernel) => {
    const bundle = '{ "text/plain": "a beam", "text/html": "<b>a beam</b>" }';
    const cell = await kernel.execute(`({ async [Symbol.for("Jupyter.display")]() { return ${bundle}; } })`);
    expect(cell.result).toEqual({ "text/plain": "a beam", "text/html": "<b>a beam</b>" });
  });

  accept("O7", "delivers everything a cell prints before idle", async (kernel) => {
    for (let i = 0; i < 60; i++) {
      expect((await kernel.execute(`console.log("cell", ${i});`)).stdout).toBe(`cell ${i}\n`);
    }
    const long = await kernel.execute('for (let i = 0; i < 10000; i++) console.log("line " + i);');
    expect(long.stdout.split("\n").slice(0, -1)).toEqual(Array.from({ length: 10_000 }, (_, i) => `line ${i}`));
    const mixed = await kernel.execute(
      'for (let i = 0; i < 3; i++) { console.log("out" + i); console.error("err" + i); }',
    );
    const order = mixed.ofType("stream").map(({ content }) => content.text);
    expect(order.join("")).toBe("out0\nerr0\nout1\nerr1\nout2\nerr2\n");
  });

  accept("O8", "gives a timer's output to the cell that started it, while the next cell runs", async (kernel) => {
    const first = kernel.start('setTimeout(() => console.log("from the first"), 100);');
    const second = await kernel.execute(
      'await new Promise((resolve) => setTimeout(resolve, 300));\nconsole.log("from the second");',
    );
    expect(second.stdout).toBe("from the second\n");
    const late = await first.output(({ type }) => type === "stream");
    expect(late.content.text).toBe("from the first\n");
    expect(late.parent.msg_id).toBe(first.id);
  });

  accept("O9", "delivers a timer's output after its cell has ended", async (kernel) => {
    const cell = kernel.start('setTimeout(() => console.log("late"), 150);');
    expect((await kernel.finish(cell)).stdout).toBe("");
    expect((await cell.output(({ type }) => type === "stream")).content.text).toBe("late\n");
  });
});
