import { expect } from "vitest";
import { acceptance } from "./acceptance.ts";

// biome-ignore lint/suspicious/noControlCharactersInRegex: tracebacks may be coloured
const plain = (traceback: readonly string[]) => traceback.join("\n").replace(/\u001b\[[0-9;]*m/g, "");

const erased = "interface Specimen {\n  width: number;\n  depth: number;\n}\nconst specimen = { width: 1 };\n";

acceptance("errors", (accept) => {
  accept("E1", "publishes an error message and puts it in the reply", async (kernel) => {
    const cell = await kernel.execute('throw new RangeError("too long")');
    expect(cell.error).toMatchObject({ ename: "RangeError", evalue: "too long" });
    expect(cell.reply).toMatchObject({ status: "error", ename: "RangeError", evalue: "too long" });
    expect(cell.reply.traceback).toEqual(cell.error!.traceback);
    expect(plain(cell.reply.traceback)).toContain("RangeError: too long");
    const thrown = await kernel.execute('throw "just text"');
    expect(thrown.reply.status).toBe("error");
    expect(plain(thrown.reply.traceback)).toContain("just text");
    const syntax = await kernel.execute("const a = 1;\nconst b = (2;");
    expect(syntax.reply.ename).toBe("SyntaxError");
    expect(plain(syntax.reply.traceback)).toMatch(/line 2/);
  });

  accept("E2", "names the line the user wrote", async (kernel) => {
    const cell = await kernel.execute(`${erased}throw new Error("on line 6");`);
    expect(plain(cell.reply.traceback)).toMatch(new RegExp(`Cell \\[${cell.reply.execution_count}\\], line 6\\b`));
  });

  accept("E3", "shows user frames only, each with its cell", async (kernel) => {
    const first = await kernel.execute(`${erased}function fail(): never {\n  throw new Error("deep");\n}`);
    const second = await kernel.execute("\n[1].forEach(() => fail());");
    const text = plain(second.reply.traceback);
    expect(text).toMatch(new RegExp(`Cell \\[${first.reply.execution_count}\\], line 7\\b`));
    expect(text).toMatch(new RegExp(`Cell \\[${second.reply.execution_count}\\], line 2\\b`));
    expect(text).not.toMatch(/node:internal|dist\/|evalmachine|__result|__import/);
  });
});
