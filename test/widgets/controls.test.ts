import { displaySymbol, type MimeBundle, ValueError } from "@mesoscope/sdk";
import {
  accordion,
  button,
  checkbox,
  column,
  dropdown,
  html,
  interact,
  label,
  link,
  numberInput,
  output,
  progress,
  radio,
  rangeSlider,
  row,
  select,
  slider,
  tabs,
  text,
  textArea,
  toggle,
  type Widget,
  widget,
} from "@mesoscope/widgets";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Page, type PageComm } from "./page.ts";

let page: Page;
let leave: () => void;
const enter = (versions?: Record<string, string>) => {
  page = new Page();
  leave = page.install(versions);
};

/** Shows a widget and gives its comm. */
function shown(widget: Widget): PageComm {
  const bundle = widget[displaySymbol]() as MimeBundle;
  const { model_id } = bundle["application/vnd.jupyter.widget-view+json"] as { model_id: string };
  return page.comms.get(model_id)!;
}

describe("outside a notebook", () => {
  test("a widget holds its value, is observed, linked, and shows its text", async () => {
    const a = slider({ label: "load", max: 10, value: 3 });
    const b = numberInput({ max: 10 });
    const seen: [number, number][] = [];
    const undo = a.observe((value, before) => seen.push([value, before]));
    const unlink = link(a, b);
    b.value = 4;
    a.value = 4;
    unlink();
    b.value = 9;
    expect(a.value).toBe(4);
    undo();
    a.value = 5;
    expect(seen).toEqual([[4, 3]]);
    expect(await a[displaySymbol]()).toEqual({ "text/plain": "slider load: 5" });
  });

  test("interact works with the values, and again when one changes", () => {
    const factor = slider({ value: 2 });
    const area = interact(({ factor, isOn }) => (isOn ? factor * 10 : undefined), { factor, isOn: checkbox() });
    expect(area.result).toBeUndefined();
    const other = interact(({ factor }) => factor * 10, { factor });
    factor.value = 3;
    expect(other.result).toBe(30);
    expect(factor.label).toBe("factor");
  });

  test("values have the types of their options", () => {
    const form = dropdown({ options: ["sin", "cos"] });
    const chosen: "sin" | "cos" = form.value;
    const area = interact(({ form, pages }) => `${Math[form](0)} ${pages.length}`, {
      form,
      pages: tabs({ a: label("") }),
    });
    // @ts-expect-error: there is no such function to choose
    expect(() => form.set({ value: "tan" })).toThrow(/not among the options/);
    const result: string | undefined = area.result;
    expect([chosen, result]).toEqual(["sin", "0 1"]);
  });
});

describe("on a page", () => {
  beforeEach(() => enter());
  afterEach(() => leave());

  test("every control says its value, and takes the reader's", async () => {
    const both = <T>(control: Widget & { value: T }, state: object) => ({ control, state });
    const rows: [{ control: Widget & { value: unknown }; state: object }, unknown][] = [
      [both(slider({ value: 5 }), { value: 7 }), 7],
      [both(rangeSlider(), { value: [1, 2] }), [1, 2]],
      [both(numberInput(), { value: -1.5 }), -1.5],
      [both(progress(), { value: 9 }), 9],
      [both(dropdown({ options: { one: 1, two: 2 } }), { index: 1 }), 2],
      [both(radio({ options: ["a", "b"] }), { index: 1 }), "b"],
      [both(select({ options: [10, 20] }), { index: 1 }), 20],
      [both(checkbox(), { value: true }), true],
      [both(toggle(), { value: true }), true],
      [both(text(), { value: "x" }), "x"],
      [both(textArea(), { value: "x\ny" }), "x\ny"],
      [both(label("a"), { value: "b" }), "b"],
      [both(html("a"), { value: "<b>" }), "<b>"],
      [both(tabs({ a: label(""), b: label("") }), { selected_index: 1 }), "b"],
      [both(accordion({ a: label(""), b: label("") }), { selected_index: null }), undefined],
    ];
    for (const [{ control, state }, value] of rows) {
      const comm = shown(control);
      const { _model_module, _model_name } = comm.opened.data.state;
      expect([_model_module, comm.target]).toEqual(["@jupyter-widgets/controls", "jupyter.widget"]);
      await comm.change(state);
      expect(control.value, _model_name).toEqual(value);
      expect(comm.sent).toEqual([{ data: { method: "echo_update", state, buffer_paths: [] }, buffers: [] }]);
      const wrong = Object.fromEntries(Object.keys(state).map((name) => [name, { no: "value" }]));
      await comm.change(wrong);
      expect(control.value, `${_model_name} after nonsense`).toEqual(value);
      expect(comm.sent.at(-1)!.data.method).toBe("update");
    }
  });

  test("a box to tick stands below the fields of the other controls of an interaction, else at the edge", () => {
    const [alone, isOn] = [checkbox(), checkbox()];
    interact(() => 0, { isOn });
    expect([alone, isOn].map((box) => shown(box).opened.data.state.indent)).toEqual([false, true]);
  });

  test("a wrong option is an error that names it", () => {
    const wrong: [() => unknown, RegExp][] = [
      [() => slider({ min: 3, max: 3 }), /slider: max is 3. Give a number above min, which is 3/],
      [() => slider({ value: 200 }), /slider: value is 200. Give a number from 0 to 100/],
      [() => slider({ mni: 3 } as object), /there is no option mni. Did you mean min\?/],
      [() => rangeSlider({ value: [3, 2] }), /value is 3 to 2. Give the lower end first/],
      [() => numberInput({ value: Number.NaN }), /numberInput: value is NaN. Give a finite number/],
      [() => dropdown({ options: [] }), /dropdown: options is empty/],
      [() => dropdown({ options: ["a"], value: "b" as "a" }), /value is b, which is not among the options/],
      [() => checkbox({ value: 1 as never }), /checkbox: value is 1. Give true or false/],
      [() => text({ value: 1 as never }), /text: value is a number. Give text/],
      [() => button({ look: "loud" as never }), /button: look is loud. Give one of plain/],
      [() => widget({ esm: "", state: { layout: 1 } }), /state has layout, a name of the widget itself/],
      [() => widget({ esm: "", state: { a: 1 } }).get("b" as never), /the state has no b. It is a\./],
      [() => (tabs({ a: label("") }).value = "b" as never), /tabs: value is b/],
    ];
    for (const [make, message] of wrong) {
      expect(make).toThrow(message);
      expect(make).toThrow(ValueError);
    }
  });

  test("options and value can be set later, together", async () => {
    const control = slider({ max: 10, step: 0.25 });
    const comm = shown(control);
    expect(comm.opened.data.state).toMatchObject({ readout_format: ".2f", step: 0.25 });
    control.set({ max: 50, value: 30, disabled: true });
    expect(comm.sent.at(-1)!.data.state).toMatchObject({ max: 50, value: 30, disabled: true });
    expect(() => control.set({ max: 20 })).toThrow(/value is 30/);
    expect(control.value).toBe(30);
    const choice = dropdown<number>({ options: { one: 1 } });
    choice.set({ options: { two: 2 }, value: 2 });
    expect(choice.value).toBe(2);
  });

  test("steps suit the range", () => {
    const stepOf = (options: object) => shown(slider(options)).opened.data.state.step;
    expect([stepOf({}), stepOf({ max: 1 }), stepOf({ min: -1, max: 1 }), stepOf({ min: 0.5, max: 100.5 })]).toEqual([
      1, 0.01, 0.02, 1,
    ]);
    const format = (step: number) => shown(slider({ max: 2, step })).opened.data.state.readout_format;
    expect([1, 0.5, 0.01, 2e-7, 0.1 + 0.2].map(format)).toEqual([".0f", ".1f", ".2f", ".7f", ".1f"]);
  });

  test("what is inside is opened first, and named", () => {
    const inner = slider();
    const comm = shown(tabs({ first: row([column([inner])]), second: output() }));
    const [first] = comm.opened.data.state.children;
    expect(first).toMatch(/^IPY_MODEL_comm-\d+$/);
    expect(comm.opened.data.state.titles).toEqual(["first", "second"]);
    expect([...page.comms.keys()].at(-1)).toBe(comm.id);
    expect(comm.opened.options.metadata).toEqual({ version: "2.1.0" });
  });

  test("a linked value reaches the page, and its observers once for a drag", async () => {
    const [a, b] = [slider(), progress()];
    link(a, b);
    const seen: number[] = [];
    b.observe((value) => seen.push(value));
    const [from, to] = [shown(a), shown(b)];
    await Promise.all([1, 2, 3].map((value) => from.change({ value })));
    expect(to.sent.map(({ data }) => data.state.value)).toEqual([1, 2, 3]);
    expect(seen).toEqual([3]);
  });

  test("a handler that fails is told about, and the next one is called", async () => {
    const control = slider();
    const seen: number[] = [];
    control.observe(() => {
      throw new Error("no");
    });
    control.observe((value) => seen.push(value));
    await shown(control).change({ value: 2 });
    expect(seen).toEqual([2]);
    expect(page.errors).toMatchObject([{ message: "no" }]);
  });

  test("every click counts", async () => {
    let clicks = 0;
    const control = button({ label: "Go" });
    const undo = control.onClick(() => clicks++);
    const comm = shown(control);
    await Promise.all([1, 2, 3].map(() => comm.receive({ method: "custom", content: { event: "click" } })));
    await comm.receive({ method: "custom", content: null });
    undo();
    await comm.receive({ method: "custom", content: { event: "click" } });
    expect(clicks).toBe(3);
  });

  test("interact draws once for what arrives together, and the last values", async () => {
    const drawn: number[] = [];
    const a = slider();
    const area = interact(
      async ({ a }) => {
        drawn.push(a);
        await null;
        return a;
      },
      { a },
    );
    await area[displaySymbol]();
    const comm = shown(a);
    await Promise.all(Array.from({ length: 50 }, (_, value) => comm.change({ value })));
    expect(drawn.at(-1)).toBe(49);
    expect(drawn.length).toBeLessThan(5);
    expect(area.result).toBe(49);
  });

  test("closed widgets are taken off the page, and come back when shown anew", () => {
    const control = slider({ value: 4 });
    const first = shown(control);
    control.close();
    control.value = 5;
    expect(first.sent).toEqual([]);
    expect(shown(control).opened.data.state.value).toBe(5);
  });
});

describe("an anywidget", () => {
  test("asks for the version that is installed, or any", () => {
    const versionOf = () => shown(widget({ esm: "", state: {} })).opened.data.state._model_module_version;
    enter({ anywidget: "0.11.0" });
    expect(versionOf()).toBe("0.11.0");
    leave();
    enter();
    expect(versionOf()).toBe("*");
    leave();
  });

  test("tells observers of a name, and sends objects that were changed inside", async () => {
    enter();
    const field = widget({ esm: "", css: "a", state: { count: 0, values: Float64Array.of(1, 2) } });
    const comm = shown(field);
    const seen: unknown[] = [];
    field.observe("count", (value: number, before: number) => seen.push([value, before]));
    await comm.change({ count: 2, unknown: 1 });
    field.set({ count: 3 });
    expect(seen).toEqual([
      [2, 0],
      [3, 2],
    ]);
    const values = field.get("values");
    values[0] = 8;
    field.set({ values });
    const { data, buffers } = comm.sent.at(-1)!;
    expect(data).toEqual({ method: "update", state: {}, buffer_paths: [["values"]] });
    expect([...new Float64Array(Uint8Array.from(buffers[0]!).buffer)]).toEqual([8, 2]);
    expect(field.text()).toBe("widget\n  count: 3\n  values: Float64Array, 16 bytes");
    leave();
  });
});
