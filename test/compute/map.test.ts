import { here, map, type Tasks, taskSeed, workers } from "@mesoscope/compute";
import { displaySymbol } from "@mesoscope/sdk";
import { describe, expect, test } from "vitest";

const engines = [here(), workers(2), workers(2, { kind: "processes" })].map((engine) => [engine.name, engine] as const);
const module = import.meta.resolve("./modules/solve.ts");

describe.each(engines)("map on %s", (_, on) => {
  test("gives the values in the order of the inputs, whichever ends first", async () => {
    const run = (x: number) => new Promise<number>((resolve) => setTimeout(resolve, (x * 7) % 5, x * x));
    const inputs = Array.from({ length: 40 }, (_, i) => i);
    expect((await map({ inputs, run }, { on })).values).toEqual(inputs.map((x) => x * x));
  });

  test("gives every task its seed and its index", async () => {
    const { values } = await map(
      { inputs: "abc", run: (text, { seed, index }) => [text, seed, index] },
      { on, seed: 5 },
    );
    expect(values).toEqual(["a", "b", "c"].map((text, index) => [text, taskSeed(5, index), index]));
  });

  test("runs 10,000 small tasks with the numbers of a plain loop", async () => {
    const inputs = Array.from({ length: 10_000 }, (_, i) => i / 3);
    const { values } = await map({ inputs, run: (x, { seed }) => Math.sin(x) * (seed % 1000) }, { on });
    expect(values).toEqual(inputs.map((x, index) => Math.sin(x) * (taskSeed(0, index) % 1000)));
  });

  test("keeps data exactly, there and back", async () => {
    const inputs = [
      Float64Array.of(Number.NaN, Number.POSITIVE_INFINITY, -0, 5e-324, 0.1),
      new Float32Array([1.5]).subarray(0, 1),
      BigInt64Array.of(-(2n ** 63n)),
      new Map([["a", new Set([1])]]),
      new Date(1e12),
      -0,
      Number.NaN,
      Number.NEGATIVE_INFINITY,
      undefined,
      null,
      12n,
      { data: Float64Array.of(1, 2), shape: [2] },
    ];
    expect((await map({ inputs, run: (x) => x }, { on })).values).toStrictEqual(inputs);
  });

  test("leaves the inputs as they are", async () => {
    const inputs = [Float64Array.of(1, 2)];
    const run = (x: Float64Array) => x.fill(7).length;
    expect((await map({ inputs, run }, { on })).values).toEqual([2]);
    expect(inputs).toEqual([Float64Array.of(1, 2)]);
  });

  test("imports a function from a TypeScript module", async () => {
    const { values } = await map<{ length: number }, number>(
      { inputs: [{ length: 3 }], run: { module, name: "solve" } },
      { on },
    );
    expect(values).toEqual([6 + (taskSeed(0, 0) % 10)]);
    expect((await map({ inputs: [{ length: 3 }], run: { module } }, { on })).values).toEqual([3]);
  });

  test("says which function a module lacks", async () => {
    const call = map({ inputs: [1], run: { module, name: "sovle" } }, { on });
    await expect(call).rejects.toMatchObject({
      code: "FUNCTION_NOT_LOADED",
      message: expect.stringContaining("solve?"),
    });
  });

  test("says that a module is not there", async () => {
    const call = map({ inputs: [1], run: { module: "file:///nowhere/solve.ts" } }, { on });
    await expect(call).rejects.toMatchObject({
      code: "FUNCTION_NOT_LOADED",
      message: expect.stringContaining("/nowhere/solve.ts"),
    });
  });

  test("names the task that throws, its input and its error", async () => {
    const run = (x: number) => {
      if (x === 30) throw new RangeError("the load is too high");
      return x;
    };
    const call = map({ inputs: [10, 20, 30], run }, { on });
    await expect(call).rejects.toMatchObject({
      name: "TaskError",
      code: "TASK_FAILED",
      index: 2,
      input: 30,
      message: expect.stringMatching(/^map: task 2 \(input 30\) failed: RangeError: the load is too high\. .{10,}$/),
      cause: { name: "RangeError", stack: expect.stringContaining("run") },
    });
  });

  test("keeps errors when asked, and goes on", async () => {
    const run = (x: number) => {
      if (x % 2 === 1) throw new Error(`odd ${x}`);
      return x;
    };
    const result = await map({ inputs: [0, 1, 2, 3], run }, { on, errors: "keep" });
    expect(result.values).toEqual([0, undefined, 2, undefined]);
    expect(result.failures.map(({ index, cause }) => [index, (cause as Error).message])).toEqual([
      [1, "odd 1"],
      [3, "odd 3"],
    ]);
  });

  test("reports a value that cannot be copied as the task's error", async () => {
    const result = await map({ inputs: [1, 2], run: (x) => (x === 1 ? 1 : () => x) }, { on, errors: "keep" });
    expect(result.values[0]).toBe(1);
    expect(result.failures[0]).toMatchObject({ index: 1, cause: { name: "DataCloneError" } });
  });

  test("names the input that cannot be copied", async () => {
    const call = map({ inputs: [1, () => 2], run: () => 0 }, { on });
    await expect(call).rejects.toMatchObject({
      code: "UNSENDABLE_INPUT",
      message: expect.stringContaining("input 1 ("),
    });
  });

  test("takes no inputs, any iterable, methods and what is thrown besides errors", async () => {
    const numbers = function* () {
      yield* [1, 2];
    };
    const holder = {
      async half(x: number) {
        return x / 2;
      },
    };
    expect((await map({ inputs: [], run: (x) => x }, { on })).values).toEqual([]);
    expect((await map({ inputs: numbers(), run: holder.half }, { on })).values).toEqual([0.5, 1]);
    const thrown = map({ inputs: [1], run: () => Promise.reject("no error object") }, { on });
    await expect(thrown).rejects.toMatchObject({
      code: "TASK_FAILED",
      message: expect.stringContaining("no error object"),
    });
  });
});

describe("map", () => {
  test("shows how many values there are, where they were made, and what failed", async () => {
    const run = (x: number) => {
      if (x > 1) throw new Error("<b>too high</b>");
      return x;
    };
    const result = await map({ inputs: Array.from({ length: 14 }, (_, i) => i), run }, { errors: "keep" });
    const shown = result[displaySymbol]();
    expect(shown["text/plain"]).toMatch(
      /^values 2 · failures 12 · engine here\(\) · time [\d.]+ (µs|ms|s) · time per task/,
    );
    expect(shown["text/plain"]).toContain("task 2, input 2: Error: <b>too high</b>");
    expect(shown["text/plain"]).toContain("2 more");
    expect(shown["text/html"]).toContain('<th scope="col" style="text-align:left">error</th>');
    expect(shown["text/html"]).toContain("&lt;b&gt;too high");
  });

  test("may use names around the function where it runs here, and says what to do elsewhere", async () => {
    const factor = 3;
    const run = (x: number) => x * factor;
    expect((await map({ inputs: [1, 2], run })).values).toEqual([3, 6]);
    const call = map({ inputs: [1, 2], run }, { on: workers(1) });
    await expect(call).rejects.toMatchObject({
      code: "OUTER_NAME",
      message:
        "map: the function uses factor, which does not travel with it. Put it into the inputs, or import it inside the function.",
    });
  });

  test.each<[string, unknown, unknown, RegExp]>([
    [
      "an unknown option",
      { inputs: [1], run: Math.abs },
      { on: here(), retris: 1 },
      /no option retris\. Did you mean retries/,
    ],
    ["an unknown task field", { inputs: [1], run: Math.abs, seed: 1 }, {}, /no option seed/],
    ["no function", { inputs: [1] }, {}, /run is no function/],
    ["a relative module", { inputs: [1], run: { module: "./solve.ts" } }, {}, /import\.meta\.resolve/],
    ["inputs that are no list", { inputs: 3, run: Math.abs }, {}, /inputs cannot be gone through/],
    ["no engine", { inputs: [1], run: Math.abs }, { on: "workers" }, /on is no engine/],
    ["a fractional seed", { inputs: [1], run: Math.abs }, { seed: 0.5 }, /seed is 0\.5/],
    ["an unknown way with errors", { inputs: [1], run: Math.abs }, { errors: "ignore" }, /errors is ignore/],
    ["negative retries", { inputs: [1], run: Math.abs }, { retries: -1 }, /retries is -1/],
    ["a bound function", { inputs: [1], run: Math.abs.bind(null) }, { on: workers(1) }, /bound or built in/],
    ["a class", { inputs: [1], run: class Beam {} }, { on: workers(1) }, /Beam is a class/],
  ])("refuses %s", async (_, tasks, options, message) => {
    const call = map(tasks as Tasks<unknown, unknown>, options as object);
    await expect(call).rejects.toThrow(message);
    await expect(call).rejects.toThrow(/^map: .{30,160}$/);
  });
});

describe("workers", () => {
  test.each([0, 1.5, -1, Number.NaN])("refuses %s of them", (count) => {
    expect(() => workers(count)).toThrow(/^workers: count is/);
  });

  test("refuses unknown options and kinds", () => {
    expect(() => workers(2, { kinds: "threads" } as object)).toThrow(/no option kinds\. Did you mean kind/);
    expect(() => workers(2, { kind: "fibers" } as object)).toThrow(/kind is fibers/);
  });

  test("are as many as there are processors, unless given, and show themselves", () => {
    expect(workers().name).toBe(`workers(${navigator.hardwareConcurrency})`);
    expect(workers(1)[displaySymbol]()).toMatchObject({ "text/plain": "workers(1): 1 thread of this machine" });
    expect(workers(2, { kind: "processes" })[displaySymbol]()).toMatchObject({
      "text/plain": 'workers(2, { kind: "processes" }): 2 processes of this machine',
    });
  });
});
