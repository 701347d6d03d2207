import { expect } from "vitest";
import { type DebuggerClient, debugging } from "../client/index.ts";
import { type Accept, acceptance } from "./acceptance.ts";
import { stopsOf } from "./stops.ts";

acceptance("what the debugger shows", register, { shared: true });

function register(accept: Accept): void {
  accept("D8", "evaluates, sets variables and shows them richly while it stands", async (kernel) => {
    await debugging(kernel, async (debug) => {
      await kernel.execute("let outside = 1;");
      const cell = [
        "const shown = { [Symbol.for('Jupyter.display')]: () => ({ 'text/plain': 'shown', 'text/html': '<b>shown</b>' }) };",
        "function grow(size: number) {",
        "  let extra = size * 2;",
        "  const local = shown;",
        "  return size + extra;",
        "}",
        "outside + grow(10)",
      ].join("\n");
      await debug.breakAt({ cell }, 5);
      const running = kernel.start(cell);
      const { frames } = await debug.stopped();
      const frameId = frames[0].id;
      const value = async (expression: string, context = "watch") =>
        (await debug.ask("evaluate", { expression, frameId, context })).result;
      expect(await value("size as number + extra!")).toBe("30");
      expect(await value("{ size, extra }")).toBe("{size: 10, extra: 20}");
      expect((await debug.request("evaluate", { expression: "extra = 5", frameId, context: "hover" })).success).toBe(
        false,
      );
      expect((await debug.request("evaluate", { expression: "nobody", frameId })).message).toContain(
        "nobody is not defined",
      );
      const { scopes } = await debug.ask("scopes", { frameId });
      const set = (name: string, text: string, scope: number) =>
        debug.ask("setVariable", { variablesReference: scopes.at(scope).variablesReference, name, value: text });
      expect(await set("extra", "5 as number", 0)).toMatchObject({ value: "5" });
      expect(await set("outside", "100", -1)).toMatchObject({ value: "100" });
      const rich = await debug.ask("richInspectVariables", { variableName: "local", frameId });
      expect(rich.data).toEqual({ "text/plain": "shown", "text/html": "<b>shown</b>" });
      await debug.ask("copyToGlobals", { srcVariableName: "size", dstVariableName: "copied", srcFrameId: frameId });
      expect((await kernel.isComplete("let a = ")).status).toBe("incomplete");
      await debug.ask("continue");
      expect((await kernel.finish(running)).text).toBe("16");
      expect((await kernel.execute("[copied, outside]")).text).toBe("[ 10, 100 ]");
      expect(
        (await debug.ask("evaluate", { expression: "await Promise.resolve(copied)", context: "repl" })).result,
      ).toBe("10");
    });
  });

  accept("D9", "shows `this` and what a function is about to return", async (kernel) => {
    await debugging(kernel, async (debug) => {
      const cell = "class Rod {\n  length = 2;\n  twice() {\n    return this.length * 2;\n  }\n}\nnew Rod().twice()";
      await debug.breakAt({ cell }, 4);
      const running = kernel.start(cell);
      expect(await debug.variables((await debug.stopped()).frames[0])).toEqual({ this: "Rod" });
      await debug.ask("next");
      const atEnd = await debug.variables((await debug.stopped()).frames[0]);
      expect(atEnd).toEqual({ this: "Rod", "(return value)": "4" });
      await debug.ask("continue");
      await kernel.finish(running);
      await kernel.execute("function named(x: number) {}");
      const { variables } = await debug.ask("inspectVariables");
      expect(variables.find(({ name }: { name: string }) => name === "named").value).toBe("ƒ named(x)");
    });
  });

  accept("D13", "finds the variables of a cell that runs again, also from its top level", async (kernel) => {
    const cell =
      "let left = 5;\nconst seen: number[] = [];\nwhile (left > 0) {\n  left--;\n  seen.push(left);\n}\nseen";
    await kernel.execute(cell);
    await debugging(kernel, async (debug) => {
      await debug.breakAt({ cell }, { line: 5, condition: "left as number === 2" });
      const running = kernel.start(cell);
      const { frames } = await debug.stopped();
      const frameId = frames[0].id;
      const value = async (expression: string, context = "watch") =>
        (await debug.ask("evaluate", { expression, frameId, context })).result;
      expect([await value("[left, seen]"), await value("left", "hover")]).toEqual(["(2) [2, Array(2)]", "2"]);
      expect(await debug.variables(frames[0], "Globals")).toMatchObject({ left: "2", seen: "(2) [4, 3]" });
      const rich = await debug.ask("richInspectVariables", { variableName: "seen", frameId });
      expect(rich.data["text/plain"]).toBe("[ 4, 3 ]");
      await debug.ask("copyToGlobals", { srcVariableName: "seen", dstVariableName: "kept", srcFrameId: frameId });
      expect(await value("left = 0")).toBe("0");
      await debug.ask("continue");
      expect((await kernel.finish(running)).text).toBe("[ 4, 3, 0 ]");
      expect((await kernel.execute("kept === seen")).text).toBe("true");
    });
  });

  accept("D14", "evaluates at every line each variable to what it lists, twice", async (kernel) => {
    const cell = [
      "const scale = 2;",
      "let size: number = 1;",
      "class Rod {",
      "  constructor(readonly length: number) {",
      "    size += length;",
      "  }",
      "}",
      "function grown(rods: Rod[], { by = scale } = {}) {",
      "  const size = rods.length;",
      "  return rods.map((rod, i) => {",
      "    const length = rod.length * by + i;",
      "    return { length, size };",
      "  });",
      "}",
      "for (const length of [1, 2]) {",
      "  const size = new Rod(length);",
      "  try {",
      "    if (length > 1) throw new RangeError('long');",
      "  } catch (error) {",
      "    await null;",
      "    size.length.toFixed();",
      "  }",
      "}",
      "const list = grown([new Rod(3), new Rod(4)]);",
      "while (size > 10) {",
      "  size -= scale;",
      "}",
      "list",
    ];
    await debugging(kernel, async (debug) => {
      await debug.breakAt({ cell: cell.join("\n") }, ...cell.keys().map((line) => line + 1));
      for (const time of ["first", "second"]) {
        const lines = new Set<number>();
        for await (const { frames } of stopsOf(kernel, debug, cell.join("\n"))) {
          lines.add(frames[0].line);
          for (const frame of frames) await agree(debug, frame, cell.join());
        }
        expect([time, ...lines]).toEqual([time, 1, 2, 15, 16, 4, 5, 18, 20, 21, 24, 9, 10, 11, 12, 25, 26, 28]);
      }
    });
  });
}

/** Every variable in sight of a frame that the cell names evaluates to what the list of its scope shows. */
async function agree(debug: DebuggerClient, frame: { id: number; line: number }, cell: string): Promise<void> {
  const { scopes } = await debug.ask("scopes", { frameId: frame.id });
  const asked = new Set(cell.match(/\b(?!this\b)[a-z]\w*/gi));
  for (const { variablesReference } of scopes) {
    for (const { name, value } of (await debug.ask("variables", { variablesReference })).variables) {
      if (!asked.delete(name)) continue;
      const request = { expression: name, frameId: frame.id, context: "hover" };
      const { success, body, message } = await debug.request("evaluate", request);
      const shown = success ? withoutName(body.result) : message;
      const isMissing = value === "(not declared yet)";
      if (isMissing) expect(shown).toMatch(/not defined|before initialization|from debugger/);
      else expect(`${frame.line}: ${name} = ${shown}`).toBe(`${frame.line}: ${name} = ${withoutName(value)}`);
    }
  }
}

/** The compiler takes the name off a function that a cell declares; the list shows that of the variable. */
const withoutName = (value: string) => value.replace(/ƒ [\w$]*\(/g, "ƒ (");
