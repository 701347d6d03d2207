import { NDArray } from "@mesoscope/core";
import { displaySymbol, installRunContext, runContext, StopError } from "@mesoscope/sdk";
import {
  add,
  compile,
  lbfgs,
  multiply,
  type Search,
  type SmoothObjective,
  type SmoothValue,
  slice,
  square,
  ssBroyden,
  subtract,
  sum,
  type Tensor,
  valueAndGrad,
} from "@mesoscope/tensor";
import { describe, expect, test } from "vitest";
import { reference } from "../../contract/close.ts";
import { bowl, rosenbrock } from "./objectives.ts";

const code = (name: string) => expect.objectContaining({ code: name });
const { inputs, targets, minima } = reference("tensor/optimizers.json");
const methods = [
  ["lbfgs", lbfgs],
  ["ssBroyden", ssBroyden],
] as const;

const raised: SmoothObjective = (x) => {
  const { value, gradient } = rosenbrock(x);
  return {
    value: value + x.reduce((total, entry) => total + entry ** 2 / 2, 0),
    gradient: gradient.map((entry, i) => entry + x[i]!),
  };
};

const logistic: SmoothObjective = ([a, b]) => {
  let value = 0.05 * (a! * a! + b! * b!);
  const gradient = [0.1 * a!, 0.1 * b!];
  inputs.forEach(([u, v]: [number, number], i: number) => {
    const sign = targets[i][0] > 0 ? 1 : -1;
    const z = sign * (u * a! + v * b!);
    value += Math.log1p(Math.exp(-z));
    gradient[0]! -= (sign * u) / (1 + Math.exp(z));
    gradient[1]! -= (sign * v) / (1 + Math.exp(z));
  });
  return { value, gradient };
};

describe.each(methods)("%s", (name, method) => {
  test.each([2, 10, 100])("goes down Rosenbrock's valley in %d dimensions", async (n) => {
    const search = method().start(Float64Array.from({ length: n }, (_, i) => (i % 2 ? 1 : -1.2)));
    await search.run(rosenbrock, 2000);
    expect(search.value).toBeLessThan(1e-24);
    expect(search.point).toBeClose(new Float64Array(n).fill(1), { absolute: 1e-11 });
  });

  test.each([
    ["raised rosenbrock 10", raised, new Float64Array(10).fill(-1.2)],
    ["raised rosenbrock 100", raised, new Float64Array(100).fill(-1.2)],
    ["logistic", logistic, new Float64Array(2)],
  ] as const)("finds what SciPy finds: %s", async (title, objective, start) => {
    const search = method({ tolerance: 1e-14 }).start(start);
    const { converged, value } = await search.run(objective);
    expect(converged).toBe(true);
    expect(value).toBeClose(minima[title].value, { relative: 1e-13 });
    expect(search.point).toBeClose(minima[title].x, { absolute: 1e-6 });
  });

  test.each([1, 2, 3, 5, 30])("minimises an ill-conditioned quadratic of %d variables", async (n) => {
    const search = method().start(new Float64Array(n));
    const { converged } = await search.run(bowl(1e4), 3000);
    expect(converged).toBe(true);
    expect(search.point).toBeClose(new Float64Array(n).fill(1), { absolute: 1e-8 });
  });

  test("takes a compiled function as it is", async () => {
    const loss = (x: Tensor) => {
      const [a, b] = [slice(x, [0], [1]), slice(x, [1], [2])];
      return sum(add(square(subtract(1, a)), multiply(100, square(subtract(b, square(a))))));
    };
    const compiled = compile((x: Tensor) => valueAndGrad(loss)(x), { precision: "double" });
    const search = method().start([-1.2, 1]);
    await search.run((x) => compiled(x) as Promise<SmoothValue>);
    expect(search.point).toBeClose([1, 1], { absolute: 1e-10 });
  });

  test("goes on bit for bit from what was saved", async () => {
    const start = new Float64Array(12).fill(-1.2);
    const [whole, half] = [method().start(start), method().start(start)];
    await whole.run(rosenbrock, 40);
    await half.run(rosenbrock, 17);
    const saved = half.toJSON();
    const [byArrays, byText] = [method().resume(saved), method().resume(JSON.parse(JSON.stringify(half)))];
    await half.run(rosenbrock, 23);
    for (const resumed of [byArrays, byText]) {
      expect(resumed.iterations).toBe(17);
      await resumed.run(rosenbrock, 23);
      expect(resumed.point).toEqual(whole.point);
      expect(JSON.stringify(resumed.toJSON().learned)).toBe(JSON.stringify(whole.toJSON().learned));
      expect(resumed.evaluations).toBe(half.evaluations);
    }
    expect(half.value).toBe(whole.value);
    expect(half.iterations).toBe(40);
  });

  test("keeps what it has learned when the objective changes", async () => {
    const moved: SmoothObjective = (x) => bowl(1e4)(x.map((entry) => entry - 0.5));
    const search = method().start(new Float64Array(8));
    await search.run(bowl(1e4));
    const fresh = await method().start(search.point).run(moved);
    const kept = await search.run(moved);
    expect(search.point).toBeClose(new Float64Array(8).fill(1.5), { absolute: 1e-8 });
    expect(kept.evaluations).toBeLessThan(fresh.evaluations / 2);
  });

  test("takes what is not finite for too far", async () => {
    const barrier: SmoothObjective = ([x]) =>
      x! > 0 ? { value: x! - Math.log(x!), gradient: [1 - 1 / x!] } : { value: Number.NaN, gradient: [Number.NaN] };
    const search = method().start([20]);
    await search.run(barrier);
    expect(search.point).toBeClose([1], { absolute: 1e-6 });
    const wall: SmoothObjective = ([x]) => ({
      value: (x! + 0.9) ** 2,
      gradient: [x! > -1 ? 2 * (x! + 0.9) : Infinity],
    });
    const walled = method().start([50]);
    await walled.run(wall);
    expect(walled.point).toBeClose([-0.9], { absolute: 1e-6 });
  });

  test("says why it ended", async () => {
    const search = method().start([3, 1]);
    expect(await search.run(bowl(10), 0)).toMatchObject({ iterations: 0, converged: false, reason: "maxIterations" });
    expect(await search.run(bowl(10), 1)).toMatchObject({ iterations: 1, reason: "maxIterations" });
    expect(await method().start([1, 1]).run(bowl(10))).toMatchObject({ converged: true, reason: "gradient" });
    expect(await method().start(new Float64Array(5)).run(raised)).toMatchObject({ converged: true, reason: "level" });
    const uphill: SmoothObjective = ([x]) => ({ value: x! ** 2, gradient: [-2 * x!] });
    expect(await method().start([1]).run(uphill)).toMatchObject({ converged: false, reason: "noDescent" });
  });

  test("keeps its point when it is stopped", async () => {
    const outer = runContext();
    const losses: number[] = [];
    installRunContext({
      tick: (step: number, total: number, values: { loss: number }) => {
        expect([step, total]).toEqual([losses.length, 50]);
        losses.push(values.loss);
        return losses.length > 10 ? Promise.reject(new StopError("STOPPED", "stopped")) : undefined;
      },
    } as unknown as Parameters<typeof installRunContext>[0]);
    const search = method().start([-1.2, 1, -1.2]);
    try {
      await expect(search.run(rosenbrock, 50)).rejects.toBeInstanceOf(StopError);
    } finally {
      installRunContext(outer);
    }
    expect(search.iterations).toBe(10);
    expect(search.value).toBe(Math.min(...losses));
    expect(rosenbrock(search.point).value).toBe(search.value);
  });

  test("shows itself", async () => {
    const search = method().start([-1.2, 1]);
    expect(String(search)).toBe(`${name}: search among 2 parameters, not yet run`);
    await search.run(bowl(1), 1);
    expect(search[displaySymbol]()["text/plain"]).toMatch(
      new RegExp(`^${name}: value \\S+ for 2 parameters after 1 steps and \\d evaluations$`),
    );
    expect(String(method())).toBe(`${name}, not yet started`);
  });

  test("names bad input", async () => {
    const nowhere: SmoothObjective = (x) => ({ value: Number.NaN, gradient: x });
    await expect(method().start([1, 2]).run(nowhere)).rejects.toThrow(
      `${name}.run: the value or a derivative is not finite at the start [1.000, 2.000]. Start elsewhere.`,
    );
    await expect(
      method()
        .start([1])
        .run(() => ({ value: 1, gradient: [Infinity] })),
    ).rejects.toThrow(code("NOT_FINITE"));
    await expect(
      method()
        .start([1])
        .run(() => ({ value: 1, gradient: [1, 2] })),
    ).rejects.toThrow(code("SHAPE_MISMATCH"));
    await expect(
      method()
        .start([1])
        .run((() => undefined) as never),
    ).rejects.toThrow(code("BAD_VALUE"));
    await expect(
      method()
        .start([1])
        .run("loss" as never),
    ).rejects.toThrow(code("BAD_VALUE"));
    await expect(method().start([1]).run(rosenbrock, 1.5)).rejects.toThrow(code("BAD_OPTION"));
    expect(() => method().start([1, Number.NaN])).toThrow(`${name}.start: x has NaN for parameter 1`);
    expect(() => method({ tolerance: -1 })).toThrow(code("BAD_OPTION"));
    expect(() => method({ learningRate: 1 } as never)).toThrow(code("BAD_OPTION"));
    const other: Search<SmoothValue> = (name === "lbfgs" ? ssBroyden() : lbfgs()).start([1, 2]);
    expect(() => method().resume(other.toJSON())).toThrow(code("BAD_STATE"));
    expect(() => method().resume({})).toThrow(`${name}.resume: the state has no point where [any] is needed.`);
    const state = method().start([1, 2]).toJSON();
    expect(() => method().resume({ ...state, point: new NDArray(Float64Array.of(1, 2, 3)) })).toThrow(
      code("BAD_STATE"),
    );
  });
});
