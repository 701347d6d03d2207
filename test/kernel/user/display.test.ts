import { afterAll, describe, expect, test } from "vitest";
import { plain, UserProcess } from "./harness.js";

const user = new UserProcess();
afterAll(() => user.close());

const result = async (source: string) => (await user.cell(source)).result;

describe("a last value", () => {
  test("is shown as Node prints it, without colours", async () => {
    expect(await result("({ a: 1, b: ['x'] })")).toEqual({ "text/plain": "{ a: 1, b: [ 'x' ] }" });
    expect(await result("null")).toEqual({ "text/plain": "null" });
    expect(await result("''")).toEqual({ "text/plain": "''" });
    expect(await result("undefined")).toBeUndefined();
  });

  test("is cut where it is long", async () => {
    const rows = await result("Array.from({ length: 200_000 }, (_, i) => ({ id: i, name: `row ${i}` }))");
    expect(rows["text/plain"].length).toBeLessThan(6000);
    expect(rows["text/plain"]).toContain("199900 more items");
    const text = await result("'x'.repeat(5_000_000)");
    expect(text["text/plain"].length).toBeLessThan(21_000);
  });

  test("shows itself by its display method, at once or later", async () => {
    const shows = "{ [Symbol.for('Jupyter.display')]: () => ({ 'text/plain': 'me', 'text/html': '<b>me</b>' }) }";
    expect(await result(`(${shows})`)).toEqual({ "text/plain": "me", "text/html": "<b>me</b>" });
    const late = "{ async [Symbol.for('Jupyter.display')]() { return { 'application/json': '{\"a\":1}' } } }";
    expect((await result(`const late = ${late}; late`))["application/json"]).toEqual({ a: 1 });
    expect((await result("late"))["text/plain"]).not.toBe("");
  });

  test("falls back when its display method throws or gives nonsense, and says so", async () => {
    for (const body of ["throw new Error('no picture')", "return 3", "return { 'application/json': { a: 1n } }"]) {
      const ran = await user.cell(`({ x: 1, [Symbol.for('Jupyter.display')]() { ${body} } })`);
      expect(ran.outcome.status).toBe("ok");
      expect(ran.result["text/plain"]).toContain("x: 1");
      expect(plain([ran.stderr])).toMatch(/no picture|no MIME bundle|BigInt/);
    }
  });

  test("may be a figure, a picture or an error", async () => {
    const spec = "{ $schema: 'https://vega.github.io/schema/vega-lite/v5.json', mark: 'bar', data: { values: [] } }";
    const figure = await result(`(${spec})`);
    expect(figure["application/vnd.vegalite.v5+json"].mark).toBe("bar");
    expect(figure["text/plain"]).toBe("Vega-Lite figure, bar");
    expect(await result("'<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>'")).toHaveProperty(["image/svg+xml"]);
    expect(await result("Buffer.from('89504e470d0a1a0a00', 'hex')")).toHaveProperty(["image/png"]);
    expect(await result("({ toDataURL: () => 'data:image/png;base64,AAAA' })")).toHaveProperty(["image/png"], "AAAA");
    expect(await result("({ outerHTML: '<i>x</i>' })")).toHaveProperty(["text/html"], "<i>x</i>");
    expect((await result("new RangeError('too far')"))["text/plain"]).toContain("RangeError: too far");
  });

  test("may be a polars table, escaped and cut", async () => {
    const source =
      "import pl from 'nodejs-polars';\npl.DataFrame({ n: Array.from({ length: 50 }, (_, i) => BigInt(i)), 't<i>': Array(50).fill('<b>') })";
    const table = await result(source);
    expect(table["text/html"]).toContain(
      '<th scope="col" style="text-align:left">t&lt;i&gt;<br><small>String</small></th>',
    );
    expect(table["text/html"]).toContain("&lt;b&gt;");
    expect(table["text/html"]).toContain("30 more rows");
    expect(table["text/html"]).not.toContain("<b>");
    expect(table["text/plain"]).toContain("30 more rows");
    const series = await result("pl.Series('s', [1.5, null])");
    expect(series["text/html"]).toContain('<td style="text-align:right">null</td>');
  });
});

describe("display", () => {
  test("shows values in order with what is printed, and updates them in place", async () => {
    const ran = await user.cell(
      "console.log('a'); const place = await display({ x: 1 }); console.error('b'); await place.update(2); console.log('c')",
    );
    expect(ran.shown.map(({ message }) => message)).toEqual([
      "stream",
      "display_data",
      "stream",
      "update_display_data",
      "stream",
    ]);
    const [, first, , update] = ran.shown;
    expect(first?.content.data).toEqual({ "text/plain": "{ x: 1 }" });
    expect(update?.content.transient.display_id).toBe(first?.content.transient.display_id);
    expect(update?.content.data).toEqual({ "text/plain": "2" });
  });

  test("is no result of the cell that ends in it", async () => {
    for (const source of ["display(5)", "await display(5)", "const place = await display(5); place"]) {
      const ran = await user.cell(source);
      expect(ran.result).toBeUndefined();
      expect(ran.shown.map(({ message }) => message)).toEqual(["display_data"]);
    }
  });

  test("is not lost when it is slow and not awaited", async () => {
    const slow =
      "{ [Symbol.for('Jupyter.display')]: () => new Promise((r) => setTimeout(r, 50, { 'text/plain': 'slow' })) }";
    const ran = await user.cell(`display(${slow}); 1`);
    expect(ran.shown.map(({ content }) => content.data["text/plain"])).toEqual(["slow", "1"]);
  });

  test("takes back what was shown", async () => {
    const ran = await user.cell("console.log('gone'); clearOutput({ wait: true }); console.log('new')");
    expect(ran.shown.map(({ message }) => message)).toEqual(["stream", "clear_output", "stream"]);
    expect(ran.shown[1]?.content).toEqual({ wait: true });
  });

  test("of a megabyte arrives whole", async () => {
    const ran = await user.cell(
      "display({ [Symbol.for('Jupyter.display')]: () => ({ 'text/html': 'x'.repeat(1e6) }) })",
    );
    expect(ran.shown[0]?.content.data["text/html"].length).toBe(1e6);
  });
});

describe("a run", () => {
  test("that is silent shows nothing", async () => {
    const ran = await user.run("console.log('hush'); __result(1)", { silent: true });
    expect(ran.shown).toEqual([]);
    expect(ran.outcome.status).toBe("ok");
  });

  test("evaluates expressions after it", async () => {
    const expressions = { sum: "__result(n + 1)", wrong: "__result(nobody)" };
    const { outcome } = await user.run("let n = 4", { expressions });
    expect(outcome).toMatchObject({
      expressions: {
        sum: { status: "ok", data: { "text/plain": "5" } },
        wrong: { status: "error", ename: "ReferenceError" },
      },
    });
  });

  test("asks for input", async () => {
    user.answer = (question) => `you said ${JSON.stringify(question)}`;
    expect((await user.cell("await input('name? ')")).result["text/plain"]).toContain("name? ");
  });

  test("closes what it opened with using", async () => {
    const ran = await user.cell("using file = { [Symbol.dispose]() { console.log('closed') } }; console.log('open')");
    expect(ran.stdout).toBe("open\nclosed\n");
  });

  test("shows the progress of a long loop, and its end", async () => {
    const source =
      "for (let i = 1000; i < 1090; i++) { await new Promise((r) => setTimeout(r, 10)); await tick(i, 1090, { loss: 1 / (i + 1) }); }";
    const ran = await user.cell(source);
    const texts = ran.shown.map(({ content }) => content.data["text/plain"]);
    expect(ran.shown[0]?.message).toBe("display_data");
    expect(ran.shown[1]?.message).toBe("update_display_data");
    expect(ran.shown[0]?.content.data["text/html"]).toContain("<progress value=");
    expect(texts[0]).toMatch(/^1,\d{3} of 1,090 · loss 0\.0\d+ · \d\.\d s left$/);
    expect(texts.at(-1)).toMatch(/^1,090 of 1,090 /);
    expect(texts.length).toBeLessThan(9);
  });

  test("ends at a tick when it is stopped", async () => {
    const started = user.start(
      "console.log('on'); globalThis.i = 0; for (;;) { globalThis.i++; await tick(globalThis.i); }",
    );
    await new Promise((resolve) => setTimeout(resolve, 150));
    user.stop();
    expect((await started.done).error?.ename).toBe("Stopped");
    const first = await result("globalThis.i");
    expect(await result("globalThis.i")).toEqual(first);
  });
});
