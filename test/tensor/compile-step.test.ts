import { array } from "@mesoscope/core";
import {
  add,
  cast,
  compileStep,
  gather,
  grad,
  mean,
  multiply,
  square,
  stack,
  subtract,
  sum,
  type Tensor,
} from "@mesoscope/tensor";
import { describe, expect, test } from "vitest";
import "../contract/close.ts";

const options = { device: "reference" };
const counter = (count: Tensor, by: Tensor) => [add(count, sum(by)), { before: count }] as const;

describe("a compiled step", () => {
  test("keeps its state", async () => {
    const step = await compileStep(counter, 1, options);
    expect((await step.read()).data).toEqual(Float64Array.of(1));
    expect((await step([2])).before.data).toEqual(Float64Array.of(1));
    expect((await step([3])).before.data).toEqual(Float64Array.of(3));
    expect((await step.read()).data).toEqual(Float64Array.of(6));
    step.dispose();
  });

  test("carries the state over to arguments of another shape", async () => {
    const step = await compileStep(counter, 1, options);
    await step([2]);
    await step([3, 4]);
    await step([5]);
    expect((await step.read()).data).toEqual(Float64Array.of(15));
  });

  test("takes steps in turn, also where none is waited for", async () => {
    const step = await compileStep(counter, 0, options);
    const steps = [step([1]), step([1, 1]), step([4]), step([8])];
    const after = step.read();
    expect((await Promise.all(steps)).map(({ before }) => before.data[0])).toEqual([0, 1, 3, 7]);
    expect((await after).data).toEqual(Float64Array.of(15));
  });

  test("goes on from another state", async () => {
    const step = await compileStep(counter, 1, options);
    await step([2]);
    step.load(10);
    expect((await step([1])).before.data).toEqual(Float64Array.of(10));
    step.load(20);
    expect((await step.read()).data).toEqual(Float64Array.of(20));
  });

  test("goes on after a call that failed", async () => {
    const step = await compileStep((x: Tensor, y: Tensor) => [add(x, y), x] as const, [1, 2], options);
    await step([1, 1]);
    await expect(step([1, 1, 1])).rejects.toMatchObject({ code: "SHAPE_MISMATCH" });
    await step([1, 1]);
    expect((await step.read()).data).toEqual(Float64Array.of(3, 4));
    step.dispose();
  });

  test("tells apart arguments whose names come in another order", async () => {
    const step = await compileStep(
      (x: Tensor, { a, b }: { a: Tensor; b: Tensor }) => [x, add(a, multiply(10, b))] as const,
      0,
      options,
    );
    expect((await step({ a: 1, b: 2 })).data).toEqual(Float64Array.of(21));
    expect((await step({ b: 2, a: 1 })).data).toEqual(Float64Array.of(21));
  });

  test("trains on rows that stay in its state", async () => {
    const x = array([[0], [1], [2], [3]]);
    const y = array([1, 3, 5, 7]);
    type Line = { slope: Tensor; offset: Tensor };
    type State = { line: Line; data: { x: Tensor; y: Tensor } };
    const loss = ({ slope, offset }: Line, inputs: Tensor, targets: Tensor) =>
      mean(square(subtract(add(multiply(slope, sum(inputs, 1)), offset), targets)));
    const step = await compileStep(
      ({ line, data }: State, rows: Tensor) => {
        const chosen = cast(rows, "integer");
        const slopes = grad(loss)(line, gather(data.x, chosen), gather(data.y, chosen));
        const next = (name: keyof Line) => subtract(line[name], multiply(0.05, slopes[name]));
        return [{ line: { slope: next("slope"), offset: next("offset") }, data }, loss(line, data.x, data.y)] as const;
      },
      { line: { slope: 0, offset: 0 }, data: { x, y } },
      options,
    );
    const losses: number[] = [];
    for (let i = 0; i < 400; i++) losses.push((await step([i % 4, (i + 1) % 4])).data[0]!);
    expect(losses[0]).toBe(21);
    expect(losses.at(-1)).toBeLessThan(1e-6);
    const { line, data } = await step.read();
    expect(line.slope.data[0]).toBeClose(2, { absolute: 1e-3 });
    expect(data.y.data).toEqual(y.data);
  });
});

describe("a state of another form is refused", () => {
  test.each<[string, (state: { a: Tensor }) => unknown, RegExp]>([
    [
      "a longer one",
      ({ a }) => ({ a: stack([a, a]) }),
      /the next state has a of shape \[2, 2\] instead of a of shape \[2\]/,
    ],
    ["another name", ({ a }) => ({ b: a }), /has b of shape \[2\] instead of a of shape \[2\]/],
    ["one more", ({ a }) => ({ a, b: a }), /has b of shape \[2\] instead of nothing/],
    ["nothing", () => ({}), /has nothing instead of a of shape \[2\]/],
    ["a bare tensor", ({ a }) => a, /has shape \[2\] instead of a of shape \[2\]/],
  ])("%s", async (_, next, message) => {
    const step = await compileStep(
      (state: { a: Tensor }) => [next(state) as never, 0] as const,
      { a: [1, 2] },
      options,
    );
    await expect(step()).rejects.toMatchObject({ code: "STATE_CHANGED", message: expect.stringMatching(message) });
    step.dispose();
  });

  test("also when it is loaded", async () => {
    const step = await compileStep(counter, 1, options);
    expect(() => step.load([1, 2])).toThrow(
      expect.objectContaining({
        code: "STATE_CHANGED",
        message: expect.stringMatching(/the state to load has shape \[2\]/),
      }),
    );
    await step([1]);
    expect((await step.read()).data).toEqual(Float64Array.of(2));
  });
});
