import { afterAll, describe, expect, test } from "vitest";
import { UserProcess } from "./harness.js";

const user = new UserProcess();
afterAll(() => user.close());

const place = String.raw`at Cell \[\d+\], line \d+, column \d+`;

describe("an error that is no cell's end shows the user's frames only", () => {
  test.each<[string, string, RegExp]>([
    ["on the console", "1;\nconsole.log(new Error('seen'))", new RegExp(`^Error: seen\n    ${place}\n$`)],
    [
      "with a cause and properties",
      "console.log(Object.assign(new TypeError('outer', { cause: new Error('inner') }), { path: 'x' }))",
      new RegExp(
        `^TypeError: outer\n    ${place} \\{\n  path: 'x',\n  \\[cause\\]: Error: inner\n      ${place}\n\\}\n$`,
      ),
    ],
    [
      "in a function",
      "function f() { console.log(new Error('in f')) }\n\nf()",
      new RegExp(`${place} \\(f\\)\n    ${place}`),
    ],
    [
      "by console.trace",
      "function g() { console.trace('at %d', 5) }\ng()",
      new RegExp(`^Trace: at 5\n    ${place} \\(g\\)\n    ${place}\n$`),
    ],
    [
      "deep inside values",
      "console.log({ a: { b: { c: new Error('deep') } } })",
      /^\{ a: \{ b: \{ c: \[Error: deep\] \} \} \}\n$/,
    ],
    ["whose message looks like a stack", "console.log(new Error('lines:\\n  at home'))", /lines:\n {2}at home\n/],
  ])("%s", async (_, source, expected) => {
    const { stdout, stderr } = await user.cell(source);
    expect(stdout + stderr).toMatch(expected);
    expect(stdout + stderr).not.toMatch(/mesoscope:cell|node:inspector|kernel\/dist/);
  });

  test("as part of a result", async () => {
    const { result } = await user.cell("[new RangeError('listed'), Promise.reject(new Error('rejected'))]");
    expect(result["text/plain"]).toMatch(new RegExp(`RangeError: listed\n *${place}`));
    expect(result["text/plain"]).not.toMatch(/mesoscope:cell|kernel\/dist/);
  });

  test("collected with others", async () => {
    const { stdout } = await user.cell("console.log(new AggregateError([new Error('a'), new TypeError('b')], 'many'))");
    expect(stdout).toMatch(
      new RegExp(
        `^AggregateError: many\n    ${place} \\{\n  \\[errors\\]: \\[\n    Error: a\n        ${place},\n    TypeError: b\n        ${place}\n  \\]\n\\}\n$`,
      ),
    );
  });

  test("frozen, without a stack, or with a display of its own", async () => {
    const { stdout } = await user.cell(`
      console.log(Object.freeze(new Error("frozen")));
      const bare = new Error("bare"); bare.stack = undefined; console.log(bare);
      class Own extends Error { [Symbol.for("nodejs.util.inspect.custom")]() { return "own words"; } }
      console.log(new Own());`);
    expect(stdout).toMatch(/Error: frozen[\s\S]*bare[\s\S]*own words/);
  });
});
