import { afterAll, describe, expect, test } from "vitest";
import { plain, UserProcess, until } from "./harness.js";

const user = new UserProcess();
afterAll(() => user.close());

describe("execute", () => {
  test("prints, gives the last value and keeps names", async () => {
    const first = await user.run("const a = 20; console.log('hello', a); console.error('careful'); __result(a + 1)");
    expect(first.outcome.status).toBe("ok");
    expect(first.stdout).toBe("hello 20\n");
    expect(first.stderr).toBe("careful\n");
    expect(first.result["text/plain"]).toBe("21");
    const second = await user.run("const a = 'again'; __result(a)");
    expect(second.result["text/plain"]).toBe("'again'");
  });

  test("awaits at top level, and a second run goes on meanwhile", async () => {
    const slow = user.start("const late = await new Promise((r) => setTimeout(r, 100, 'late')); __result(late)");
    const quick = await user.run("__result('meanwhile')");
    expect(slow.shown).toEqual([]);
    expect(quick.outcome.status).toBe("ok");
    expect((await slow.done).result["text/plain"]).toBe("'late'");
  });

  test("gives a timer's output to the cell that started the timer", async () => {
    const first = user.start("setTimeout(() => console.log('from the first'), 30); 0");
    await first.done;
    const second = await user.run("await new Promise((r) => setTimeout(r, 80)); console.log('second')");
    await until(() => first.shown.length > 0);
    expect(first.shown[0]?.content.text).toBe("from the first\n");
    expect(second.stdout).toBe("second\n");
  });

  test("sends 10,000 lines in a few messages, whole and in order, before it is done", async () => {
    const ran = await user.run("for (let i = 0; i < 10000; i++) console.log('line', i)");
    const expected = Array.from({ length: 10000 }, (_, i) => `line ${i}\n`).join("");
    expect(ran.stdout).toBe(expected);
    expect(ran.shown.length).toBeLessThan(100);
  });

  test.each([
    ["pairs of surrogates", "a", "\u{1F600}", 100_000],
    ["lone surrogates, quotes, control characters", "", '\ud800"\\\u2028\u0007', 30_000],
    ["more than is kept ready", "", "é", 3_000_000],
  ])("sends long text as it was: %s", async (_, first, unit, times) => {
    const [start, repeated] = [first, unit].map((text) => JSON.stringify(text));
    const ran = await user.run(`console.log(${start} + ${repeated}.repeat(${times}))`);
    expect(ran.stdout === `${first}${unit.repeat(times)}\n`).toBe(true);
    expect((await user.run("console.log('next')")).stdout).toBe("next\n");
  });

  test("sends a large result whole, and what follows it", async () => {
    const shown = (size: number) =>
      `({ [Symbol.for("Jupyter.display")]: () => ({ "text/html": "é".repeat(${size}) }) })`;
    for (const size of [100_000, 2_000_000, 10]) {
      const ran = await user.run(`__result(${shown(size)})`);
      expect(ran.outcome.status).toBe("ok");
      expect(ran.result["text/html"] === "é".repeat(size)).toBe(true);
    }
  });

  test("shows what a long synchronous loop prints while it runs", async () => {
    const started = user.start("for (const end = Date.now() + 600; Date.now() < end; ) console.log('working')");
    let finished = false;
    void started.done.then(() => {
      finished = true;
    });
    await until(() => started.shown.length > 1);
    expect(finished).toBe(false);
    await started.done;
  });
});

describe("errors", () => {
  test("name the line that was written, with the user's frames only", async () => {
    await user.run("function inner() {\n  throw new TypeError('broken');\n}");
    const ran = await user.run("let x = 1;\n\n\n\n\ninner();");
    expect(ran.error?.ename).toBe("TypeError");
    expect(ran.error?.evalue).toBe("broken");
    const text = plain(ran.error!.traceback);
    expect(text).toMatch(/TypeError: broken\n {2}at Cell \[\d+\], line 2, column 9 \(inner\)/);
    expect(text).toMatch(/from Cell \[\d+\], line 6, column 1/);
    expect(text).not.toMatch(/node:|dist\/user/);
    expect(ran.shown.at(-1)?.message).toBe("error");
  });

  test("hold whatever was thrown", async () => {
    expect((await user.run("throw 42")).error).toMatchObject({ ename: "Thrown", evalue: "42" });
    expect((await user.run("throw undefined")).error?.evalue).toBe("undefined");
    expect((await user.run("throw 12n")).error?.evalue).toBe("12n");
    expect((await user.run("throw { reason: 1 }")).error?.evalue).toBe("{ reason: 1 }");
  });
});
