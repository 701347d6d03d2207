import {
  add,
  atan,
  compile,
  divide,
  exp,
  jacobian,
  levenbergMarquardt,
  multiply,
  negative,
  power,
  type Residuals,
  slice,
  subtract,
  type Tensor,
  tensor,
} from "@mesoscope/tensor";
import { describe, expect, test } from "vitest";
import "../../contract/close.ts";
import { nistProblem } from "../../core/optimization/nist-problems.ts";

const code = (name: string) => expect.objectContaining({ code: name });

type Model = (x: readonly Tensor[], b: readonly Tensor[]) => Tensor;

const models: Readonly<Record<string, Model>> = {
  Misra1a: ([x], [b1, b2]) => multiply(b1!, subtract(1, exp(negative(multiply(b2!, x!))))),
  Chwirut2: ([x], [b1, b2, b3]) => divide(exp(negative(multiply(b1!, x!))), add(b2!, multiply(b3!, x!))),
  DanWood: ([x], [b1, b2]) => multiply(b1!, power(x!, b2!)),
  Nelson: ([u, v], [b1, b2, b3]) => subtract(b1!, multiply(multiply(b2!, u!), exp(negative(multiply(b3!, v!))))),
  Roszman1: ([x], [b1, b2, b3, b4]) =>
    subtract(subtract(b1!, multiply(b2!, x!)), multiply(1 / Math.PI, atan(divide(b3!, subtract(x!, b4!))))),
  MGH17: ([x], [b1, b2, b3, b4, b5]) =>
    add(add(b1!, multiply(b2!, exp(negative(multiply(x!, b4!))))), multiply(b3!, exp(negative(multiply(x!, b5!))))),
};
const runs = Object.keys(models).flatMap((name) => [0, 1].map((start) => [name, start] as const));

function residualsOf(name: string) {
  const { X, y, starts } = nistProblem(name);
  const columns = X[0]!.map((_, k) => tensor(X.map((row) => row[k]!)));
  const residual = (b: Tensor) =>
    subtract(
      models[name]!(
        columns,
        starts[0].map((_, k) => slice(b, [k], [k + 1])),
      ),
      y as never,
    );
  const compiled = compile((b: Tensor) => ({ residual: residual(b), jacobian: jacobian(residual)(b) }), {
    precision: "double",
  });
  return (b: Float64Array) => compiled(b) as Promise<Residuals>;
}

const line = (x: Float64Array) => ({
  residual: [x[0]! - 1, x[0]! + x[1]! - 3, 2 * x[1]! - 4],
  jacobian: [
    [1, 0],
    [1, 1],
    [0, 2],
  ],
});

describe("levenbergMarquardt", () => {
  test.each(runs)("finds the certified values of NIST: %s from start %d", async (name, start) => {
    const problem = nistProblem(name);
    const search = levenbergMarquardt({ tolerance: 1e-14 }).start(problem.starts[start]!);
    const { converged, value } = await search.run(residualsOf(name));
    expect(converged).toBe(true);
    expect(search.point).toBeClose(problem.certified, { relative: 1e-6 });
    expect(value).toBeClose(problem.sumOfSquares, { relative: 1e-9 });
  });

  test("goes on bit for bit from what was saved", async () => {
    const { starts } = nistProblem("MGH17");
    const residuals = residualsOf("MGH17");
    const [whole, half] = [levenbergMarquardt().start(starts[1]), levenbergMarquardt().start(starts[1])];
    await whole.run(residuals, 9);
    await half.run(residuals, 4);
    const resumed = levenbergMarquardt().resume(JSON.parse(JSON.stringify(half)));
    await resumed.run(residuals, 5);
    expect(resumed.point).toEqual(whole.point);
    expect(resumed.value).toBe(whole.value);
    expect(JSON.stringify(resumed.toJSON().learned)).toBe(JSON.stringify(whole.toJSON().learned));
  });

  test("does without what a residual does not depend on", async () => {
    const search = levenbergMarquardt().start([5, 7]);
    await search.run((x) => ({ residual: [x[0]! - 2], jacobian: [[1, 0]] }));
    expect(search.point[1]).toBe(7);
    expect(search.point[0]).toBeCloseTo(2, 6);
  });

  test("takes what is not finite for too far", async () => {
    const search = levenbergMarquardt().start([9]);
    await search.run(([x]) => ({ residual: [Math.sqrt(x!) - 0.1], jacobian: [[0.5 / Math.sqrt(x!)]] }));
    expect(search.point).toBeClose([0.01], { absolute: 1e-6 });
  });

  test("says why it ended", async () => {
    const spec = levenbergMarquardt();
    expect(await spec.start([1, 2]).run(line)).toMatchObject({ value: 0, converged: true, reason: "gradient" });
    expect(await spec.start([0, 0]).run(line, 1)).toMatchObject({ iterations: 1, reason: "maxIterations" });
    const wrong = (x: Float64Array) => ({ residual: [x[0]! + 1], jacobian: [[-1]] });
    expect(await spec.start([0]).run(wrong)).toMatchObject({ converged: false, reason: "noDescent" });
    const apart = (x: Float64Array) => ({ residual: [x[0]!, x[0]! - 1], jacobian: [[1], [1]] });
    const search = spec.start([3]);
    expect(await search.run(apart)).toMatchObject({ converged: true });
    expect(search.point).toBeClose([0.5], { absolute: 1e-7 });
  });

  test("names bad input", async () => {
    const spec = levenbergMarquardt();
    await expect(spec.start([1]).run(() => ({ residual: [Number.NaN], jacobian: [[1]] }))).rejects.toThrow(
      code("NOT_FINITE"),
    );
    await expect(spec.start([1]).run(() => ({ residual: [1], jacobian: [[Infinity]] }))).rejects.toThrow(
      /^levenbergMarquardt\.run: the value or a derivative is not finite at the start \[1\.000\]/,
    );
    await expect(spec.start([1]).run(line)).rejects.toThrow(
      /the jacobian has shape \[3,2\] for 3 residuals and 1 parameters/,
    );
    await expect(spec.start([1]).run((() => ({ residual: [1] })) as never)).rejects.toThrow(code("BAD_VALUE"));
    expect(() => levenbergMarquardt({ damping: 1 } as never)).toThrow(code("BAD_OPTION"));
    expect(() => spec.resume(spec.start([1]).toJSON().learned)).toThrow(code("BAD_STATE"));
  });
});
