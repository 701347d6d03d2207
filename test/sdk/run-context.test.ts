import {
  clearOutput,
  display,
  displaySymbol,
  input,
  installRunContext,
  isDisplayable,
  type RunContext,
  tick,
} from "@mesoscope/sdk";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

const shown = { [displaySymbol]: () => ({ "text/plain": "a drawing" }) };

describe("outside a notebook", () => {
  afterEach(() => void vi.restoreAllMocks());

  test("tick does nothing, without a promise", () => expect(tick(0, 10)).toBeUndefined());

  test("display prints plain text, and again when updated", async () => {
    const log = vi.spyOn(console, "log").mockImplementation(() => {});
    const place = await display(shown);
    await place.update(42);
    expect(log.mock.calls).toEqual([["a drawing"], [42]]);
  });

  test("clearOutput is harmless", () => expect(() => clearOutput()).not.toThrow());

  test("input says that nobody can be asked", async () => {
    await expect(input("Name?")).rejects.toMatchObject({ code: "NO_INPUT" });
  });
});

describe("in a host", () => {
  const context = {
    tick: vi.fn(() => Promise.resolve()),
    display: vi.fn(async () => ({ id: "here", update: async () => {} })),
    clearOutput: vi.fn(),
    input: vi.fn(async () => "Ada"),
  } satisfies RunContext;

  beforeEach(() => installRunContext(context));
  afterEach(() => installRunContext(undefined));

  test("every call reaches the host with its arguments", async () => {
    await tick(3, 10, { loss: 0.5 });
    expect(context.tick).toHaveBeenCalledWith(3, 10, { loss: 0.5 });
    expect(await display(shown, { id: "here" })).toMatchObject({ id: "here" });
    expect(context.display).toHaveBeenCalledWith(shown, { id: "here" });
    clearOutput({ wait: true });
    expect(context.clearOutput).toHaveBeenCalledWith(true);
    expect(await input("Name?", { password: true })).toBe("Ada");
    expect(context.input).toHaveBeenCalledWith("Name?", { password: true });
  });
});

test("isDisplayable recognises the method under the shared symbol", () => {
  expect(displaySymbol).toBe(Symbol.for("Jupyter.display"));
  expect([shown, {}, null, undefined, "text"].map(isDisplayable)).toEqual([true, false, false, false, false]);
});
