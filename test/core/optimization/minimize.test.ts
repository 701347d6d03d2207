import { add, identity, matmul, minimize, type Objective, randomStream, solve } from "@mesoscope/core";
import { installRunContext, runContext, StopError } from "@mesoscope/sdk";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { reference } from "../../contract/close.ts";

const code = (name: string) => expect.objectContaining({ code: name });

const rosenbrock: Objective = (x) => {
  let value = 0;
  const gradient = new Float64Array(x.length);
  for (let i = 0; i + 1 < x.length; i++) {
    const bend = x[i + 1]! - x[i]! ** 2;
    value += 100 * bend ** 2 + (1 - x[i]!) ** 2;
    gradient[i]! += -400 * x[i]! * bend - 2 * (1 - x[i]!);
    gradient[i + 1]! += 200 * bend;
  }
  return { value, gradient };
};

const beale: Objective = (x) => {
  const [a, b] = x as unknown as [number, number];
  let value = 0;
  const gradient = new Float64Array(2);
  [1.5, 2.25, 2.625].forEach((target, k) => {
    const rest = target - a + a * b ** (k + 1);
    value += rest ** 2;
    gradient[0]! += 2 * rest * (b ** (k + 1) - 1);
    gradient[1]! += 2 * rest * a * (k + 1) * b ** k;
  });
  return { value, gradient };
};

const cases = reference("core/optimization.json");

describe("minimize", () => {
  test.each(Object.keys(cases))("finds what SciPy finds: %s", async (name) => {
    const { start, bounds, x, value } = cases[name];
    const column = (side: number) => bounds?.map((bound: number[]) => bound[side]);
    const objective = name.startsWith("beale") ? beale : rosenbrock;
    const found = await minimize(objective, start, { lower: column(0), upper: column(1), tolerance: 1e-9 });
    expect(found.converged).toBe(true);
    expect(found.x).toBeClose(x, { absolute: 1e-6 });
    expect(found.value).toBeClose(value, { relative: 1e-9, absolute: 1e-12 });
    expect(found.evaluations).toBeLessThan(200);
  });

  test("solves convex quadratics, within any box: nothing pushes but against a bound", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.integer({ min: 1, max: 8 }), async (seed, n) => {
        const stream = randomStream(seed);
        const root = stream.normals([n, n]);
        const A = add(matmul(root, root.transpose()), identity(n));
        const b = stream.normals(n);
        const objective: Objective = (x) => {
          const Ax = matmul(A, x).data;
          const value = x.reduce((total, xi, i) => total + xi * (Ax[i]! / 2 - b.data[i]!), 0);
          return { value, gradient: Ax.map((value, i) => value - b.data[i]!) };
        };
        const free = await minimize(objective, stream.normals(n));
        expect(free.x).toBeClose(solve(A, b), { absolute: 1e-5 });
        const boxed = await minimize(objective, stream.normals(n), { lower: -0.2, upper: 0.1 });
        expect(boxed.converged).toBe(true);
        boxed.x.forEach((x, i) => {
          expect(x).toBeGreaterThanOrEqual(-0.2);
          expect(x).toBeLessThanOrEqual(0.1);
          if (x > -0.2) expect(boxed.gradient[i]!).toBeLessThan(1e-5);
          if (x < 0.1) expect(boxed.gradient[i]!).toBeGreaterThan(-1e-5);
        });
      }),
      { numRuns: 40 },
    );
  });

  test("works with many variables", async () => {
    const n = 600;
    const weights = Float64Array.from({ length: n }, (_, i) => 1 + i);
    const objective: Objective = (x) => ({
      value: x.reduce((total, xi, i) => total + (weights[i]! * (xi - 1) ** 2) / 2, 0),
      gradient: x.map((xi, i) => weights[i]! * (xi - 1)),
    });
    const { x, converged, inverseHessian } = await minimize(objective, new Float64Array(n));
    expect(converged).toBe(true);
    expect(x).toBeClose(new Float64Array(n).fill(1), { absolute: 1e-5 });
    expect(inverseHessian).toBeUndefined();
    const boxed = await minimize(objective, new Float64Array(n), { upper: 0.5 });
    expect(boxed.x).toBeClose(new Float64Array(n).fill(0.5));
  });

  test("takes what is not finite for too far", async () => {
    const objective: Objective = ([x]) =>
      x! > 0
        ? { value: x! - Math.log(x!), gradient: Float64Array.of(1 - 1 / x!) }
        : { value: Number.NaN, gradient: Float64Array.of(Number.NaN) };
    expect((await minimize(objective, [20])).x).toBeClose([1], { absolute: 1e-6 });
    const walled: Objective = ([x]) =>
      x! > -1
        ? { value: (x! + 0.9) ** 2, gradient: Float64Array.of(2 * (x! + 0.9)) }
        : { value: Infinity, gradient: Float64Array.of(0) };
    expect((await minimize(walled, [50])).x).toBeClose([-0.9], { absolute: 1e-6 });
  });

  test("learns the inverse Hessian, and starts from a given one", async () => {
    const A = [
      [3, 1],
      [1, 2],
    ];
    const objective: Objective = (x) => {
      const gradient = matmul(A, x).data;
      return { value: (x[0]! * gradient[0]! + x[1]! * gradient[1]!) / 2, gradient };
    };
    const first = await minimize(objective, [4, -3], { tolerance: 1e-10 });
    expect(first.inverseHessian!).toBeClose(
      [
        [0.4, -0.2],
        [-0.2, 0.6],
      ],
      { absolute: 5e-3 },
    );
    const second = await minimize(objective, [-7, 5], {
      inverseHessian: [
        [0.4, -0.2],
        [-0.2, 0.6],
      ],
    });
    expect(second.iterations).toBe(1);
  });

  test("moves no variable further than the largest step", async () => {
    const visited: number[] = [];
    const objective: Objective = ([x]) => {
      visited.push(x!);
      return { value: (x! - 10) ** 2, gradient: Float64Array.of(2 * (x! - 10)) };
    };
    await minimize(objective, [0], { maxStep: 1.5 });
    const accepted = visited.toSorted((a, b) => a - b);
    expect(Math.max(...accepted.slice(1).map((x, i) => x - accepted[i]!))).toBeLessThanOrEqual(1.5 + 1e-12);
    expect(visited.at(-1)).toBeCloseTo(10, 5);
  });

  test("does not end where one steep direction hides the others", async () => {
    const steep: Objective = (x) => ({
      value: x.reduce((sum, at, i) => sum + stiffness(i) * (at - 1) ** 2, 0),
      gradient: x.map((at, i) => 2 * stiffness(i) * (at - 1)),
    });
    const stiffness = (i: number) => (i === 0 ? 1e6 : 1);
    const found = await minimize(steep, [0.9, 0, 0, 0, 0], { gainTolerance: 1e-3 });
    expect(found.value).toBeLessThan(1e-3);
    for (const size of [5, 600]) {
      const start = Array.from({ length: size }, (_, i) => (i === 0 ? 0.9 : 0));
      const evaluations = async (curvature?: number) => (await minimize(steep, start, { curvature })).evaluations;
      expect(await evaluations(2)).toBeLessThanOrEqual(await evaluations());
    }
  });

  test("says why it ended", async () => {
    expect((await minimize(rosenbrock, [-1.2, 1], { maxIterations: 3 })).reason).toBe("maxIterations");
    expect((await minimize(rosenbrock, [-1.2, 1], { gainTolerance: 1e-3 })).reason).toBe("gain");
    expect(await minimize(rosenbrock, [1, 1])).toMatchObject({ reason: "gradient", iterations: 0, evaluations: 1 });
    const wrong: Objective = ([x]) => ({ value: x! ** 2, gradient: Float64Array.of(-2 * x!) });
    expect(await minimize(wrong, [1])).toMatchObject({ reason: "noDescent", converged: false });
  });

  test("awaits an objective that takes time, and leaves the start as it is", async () => {
    const start = Float64Array.of(-1.2, 1);
    const found = await minimize(async (x) => rosenbrock(x), start);
    expect(found.x).toEqual((await minimize(rosenbrock, start)).x);
    expect([...start]).toEqual([-1.2, 1]);
  });

  test("stops on request", async () => {
    const outer = runContext();
    let steps = 0;
    installRunContext({
      tick: () => (++steps > 3 ? Promise.reject(new StopError("STOPPED", "stopped")) : undefined),
    } as unknown as Parameters<typeof installRunContext>[0]);
    try {
      await expect(minimize(rosenbrock, [-1.2, 1])).rejects.toBeInstanceOf(StopError);
    } finally {
      installRunContext(outer);
    }
    expect(steps).toBe(4);
  });

  test("names bad input", async () => {
    const nowhere: Objective = (x) => ({ value: Number.NaN, gradient: x });
    await expect(minimize(nowhere, [1, 2])).rejects.toThrow(
      /^minimize: the objective is NaN at the start \[1\.000,2\.000\]/,
    );
    await expect(minimize(() => ({ value: 1, gradient: new Float64Array(3) }), [1])).rejects.toThrow(
      code("SHAPE_MISMATCH"),
    );
    await expect(minimize(rosenbrock, [1, 1], { lower: [0, 3], upper: [1, 2] })).rejects.toThrow(
      /variable 1 has lower bound 3/,
    );
    await expect(minimize(rosenbrock, [1, 1], { lower: [0] })).rejects.toThrow(code("SHAPE_MISMATCH"));
    await expect(minimize(rosenbrock, [1, 1], { inverseHessian: [[1]] })).rejects.toThrow(code("SHAPE_MISMATCH"));
  });

  test.each([
    ["tolerance", Number.NaN],
    ["gainTolerance", -1],
    ["maxIterations", 1.5],
    ["maxStep", 0],
    ["curvature", 0],
  ])("refuses a %s of %s", async (name, value) => {
    const square = ([x]: Float64Array) => ({ value: x! ** 2, gradient: Float64Array.of(2 * x!) });
    await expect(minimize(square, [1], { [name]: value })).rejects.toThrow(`minimize: ${name} is ${value}. Give`);
  });
});
