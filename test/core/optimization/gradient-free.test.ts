import { adam, cmaEs, differentialEvolution, nelderMead, randomStream } from "@mesoscope/core";
import { installRunContext, runContext, StopError } from "@mesoscope/sdk";
import { describe, expect, test } from "vitest";
import "../../contract/close.ts";

const rosenbrock = (x: Float64Array) => {
  let value = 0;
  for (let i = 0; i + 1 < x.length; i++) value += 100 * (x[i + 1]! - x[i]! ** 2) ** 2 + (1 - x[i]!) ** 2;
  return value;
};
const rastrigin = (x: Float64Array) => x.reduce((sum, v) => sum + v * v - 10 * Math.cos(2 * Math.PI * v) + 10, 0);
/** Lowest outside the box [-2, 0.5]², so that the bound decides. */
const slanted = (x: Float64Array) => (x[0]! - 2) ** 2 + (x[1]! + 1) ** 2 + 0.5 * x[0]! * x[1]!;
const within = { lower: -2, upper: 0.5 };

const methods = { nelderMead, cmaEs };

describe.each(Object.entries(methods))("%s", (name, search) => {
  test("finds a minimum at the end of a bent valley, without gradients", async () => {
    const found = await search(rosenbrock, [0.5, -0.5, 0.2, 0]);
    expect(found).toMatchObject({ converged: true, reason: "tolerance" });
    expect(found.x).toBeClose([1, 1, 1, 1], { absolute: 1e-4 });
    expect(found.value).toBe(rosenbrock(found.x));
    expect(found.evaluations).toBeGreaterThan(found.iterations);
    expect((await search(rosenbrock, [0.5, -0.5, 0.2, 0])).x).toEqual(found.x);
  });

  test("keeps within bounds, where the minimum lies on one", async () => {
    const visited: number[] = [];
    const found = await search(
      (x) => {
        visited.push(...x);
        return slanted(x);
      },
      [0, 0],
      within,
    );
    expect(Math.max(...visited)).toBeLessThanOrEqual(0.5);
    expect(Math.min(...visited)).toBeGreaterThanOrEqual(-2);
    expect(found.x).toBeClose([0.5, -1.125], { absolute: 1e-3 });
  });

  test("waits for objectives that take time, avoids what is not finite, and stops on request", async () => {
    const walled = async ([x]: Float64Array) => (x! > 0 ? x! - Math.log(x!) : Number.NaN);
    expect((await search(walled, [3])).x).toBeClose([1], { absolute: 1e-3 });
    expect(await search(rosenbrock, [5, 5], { maxIterations: 3 })).toMatchObject({ converged: false, iterations: 3 });
    await expect(stopped(() => search(rosenbrock, [0, 0]))).rejects.toBeInstanceOf(StopError);
  });

  test("names bad input", async () => {
    await expect(search(() => Number.NaN, [1])).rejects.toThrow(new RegExp(`^${name}: the objective is not finite at`));
    await expect(search(() => "1" as never, [1])).rejects.toThrow(`${name}: the objective gave a value of type string`);
    await expect(search([1] as never, [1])).rejects.toMatchObject({ code: "BAD_VALUE" });
    await expect(search(rosenbrock, [1, 2], { steps: 3 } as never)).rejects.toThrow(/there is no option steps/);
    await expect(search(rosenbrock, [1, 2], { lower: 2, upper: 1 })).rejects.toMatchObject({ code: "BAD_OPTION" });
    await expect(search(rosenbrock, [1, 2], { initialStep: 0 })).rejects.toMatchObject({ code: "BAD_OPTION" });
  });
});

async function stopped(work: () => Promise<unknown>): Promise<unknown> {
  const outer = runContext();
  installRunContext({ tick: () => Promise.reject(new StopError("STOPPED", "stopped")) } as never);
  try {
    return await work();
  } finally {
    installRunContext(outer);
  }
}

describe("cmaEs", () => {
  test("goes down a ridge a million times longer than wide, in any direction", async () => {
    const stream = randomStream(3);
    const tilt = stream.normals([5, 5]).toArray() as number[][];
    const ridge = (x: Float64Array) =>
      tilt.reduce((sum, row, i) => sum + 10 ** (1.5 * i) * row.reduce((dot, t, j) => dot + t * (x[j]! - j), 0) ** 2, 0);
    const found = await cmaEs(ridge, new Float64Array(5));
    expect(found.x).toBeClose([0, 1, 2, 3, 4], { absolute: 1e-3 });
  });

  test("finds the lowest of many minima by starting again with more points", async () => {
    const options = { lower: -5, upper: 5, initialStep: 2, maxIterations: 3000 };
    const once = await cmaEs(rastrigin, [3.2, -2.9, 4.1], { ...options, seed: 1 });
    const often = await cmaEs(rastrigin, [3.2, -2.9, 4.1], { ...options, seed: 1, restarts: 5 });
    expect(often.value).toBeLessThan(1e-8);
    expect(often.evaluations).toBeGreaterThan(once.evaluations);
    expect(often.value).toBeLessThanOrEqual(once.value);
  });
});

describe("differentialEvolution", () => {
  test("finds the lowest of many minima, the same for one seed", async () => {
    for (const seed of [1, 2, 3]) {
      const found = await differentialEvolution(rastrigin, [3, 3, 3], { lower: -5, upper: 5, seed });
      expect(found).toMatchObject({ converged: true, reason: "tolerance" });
      expect(found.value).toBeLessThan(1e-6);
      expect((await differentialEvolution(rastrigin, [3, 3, 3], { lower: -5, upper: 5, seed })).x).toEqual(found.x);
    }
    const bounded = await differentialEvolution(slanted, [0, 0], within);
    expect(bounded.x).toBeClose([0.5, -1.125], { absolute: 1e-3 });
    const start = { lower: -5, upper: 5, maxIterations: 0 };
    expect((await differentialEvolution(rastrigin, [0, 0], start)).x).toEqual(Float64Array.of(0, 0));
  });

  test("needs finite bounds", async () => {
    await expect(differentialEvolution(rosenbrock, [1, 1], { lower: 0 } as never)).rejects.toThrow(
      "differentialEvolution: variable 0 has bounds 0 and Infinity. Give finite ones.",
    );
  });
});

describe("adam", () => {
  test("takes the first steps of the method as published", async () => {
    const gradient = Float64Array.of(0.5, -20);
    const linear = (x: Float64Array) => ({ value: 0.5 * x[0]! - 20 * x[1]!, gradient });
    const { x } = await adam(linear, [1, 1], { learningRate: 0.1, maxIterations: 3 });
    /** A constant gradient moves each variable by the learning rate, whatever its size. */
    expect(x).toBeClose([0.7, 1.3], { absolute: 1e-7 });
  });

  test("goes down where gradients are noisy, within bounds", async () => {
    const noisy = (x: Float64Array, step: number) => {
      const noise = randomStream(1).child(step).normals(2).data;
      return {
        value: (x[0]! - 1) ** 2 + (x[1]! - 2) ** 2,
        gradient: Float64Array.of(2 * (x[0]! - 1) + noise[0]!, 2 * (x[1]! - 2) + noise[1]!),
      };
    };
    const free = await adam(noisy, [4, -4], { learningRate: 0.02, maxIterations: 3000 });
    expect(free.x).toBeClose([1, 2], { absolute: 0.25 });
    expect(free).toMatchObject({ reason: "maxIterations", evaluations: 3001 });
    const exact = (x: Float64Array) => ({ value: x[0]! ** 2, gradient: Float64Array.of(2 * x[0]!) });
    const bounded = await adam(exact, [4], { lower: 1.5, learningRate: 0.1 });
    expect(bounded).toMatchObject({ converged: true, reason: "gradient" });
    expect(bounded.x[0]).toBe(1.5);
  });

  test("names bad input", async () => {
    const bad = (value: number) => adam(() => ({ value, gradient: Float64Array.of(1, 2) }), [1]);
    await expect(bad(1)).rejects.toMatchObject({ code: "SHAPE_MISMATCH" });
    await expect(adam(() => ({ value: Number.NaN, gradient: Float64Array.of(1) }), [1])).rejects.toThrow(
      /^adam: the value or the gradient of step 0 is not finite/,
    );
    await expect(adam((() => 1) as never, [1])).rejects.toMatchObject({ code: "BAD_VALUE" });
  });
});
