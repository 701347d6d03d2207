import type { NDArray } from "@mesoscope/core";
import { displaySymbol } from "@mesoscope/sdk";
import {
  adam,
  adamW,
  add,
  clipByNorm,
  clipByValue,
  compileStep,
  evaluate,
  lion,
  matmul,
  mean,
  type Optimizer,
  type OptimizerState,
  schedules,
  sgd,
  square,
  subtract,
  type Tensor,
  tanh,
  valueAndGrad,
} from "@mesoscope/tensor";
import { describe, expect, test } from "vitest";
import { reference } from "../../contract/close.ts";

const code = (name: string) => expect.objectContaining({ code: name });
const cases = reference("tensor/optimizers.json");

interface Parameters {
  readonly weights: Tensor;
  readonly bias: Tensor;
}

interface State {
  readonly parameters: Parameters;
  readonly memory: OptimizerState<Parameters>;
}

const loss = ({ weights, bias }: Parameters) =>
  mean(square(subtract(tanh(add(matmul(cases.inputs, weights), bias)), cases.targets)));

async function trained(optimizer: Optimizer, steps = 20) {
  const state = { parameters: cases.start, memory: optimizer.initial(cases.start) };
  const move = ({ parameters, memory }: State) => {
    const { value, gradient } = valueAndGrad(loss)(parameters);
    const next = optimizer.update(parameters, gradient, memory);
    return [{ parameters: next.parameters, memory: next.state }, value] as const;
  };
  const step = await compileStep(move, state as never, { precision: "double" });
  const losses: number[] = [];
  for (let i = 0; i < steps; i++) losses.push(((await step()) as NDArray).data[0]!);
  return { losses, ...((await step.read()) as unknown as { parameters: Record<string, NDArray>; memory: unknown }) };
}

const optimizers: Readonly<Record<string, Optimizer>> = {
  sgd: sgd({ learningRate: 0.1 }),
  "sgd with momentum": sgd({ learningRate: 0.1, momentum: 0.9 }),
  "sgd with Nesterov's momentum": sgd({ learningRate: 0.1, momentum: 0.9, nesterov: true }),
  adam: adam(),
  "adam with other memories": adam({ learningRate: 0.05, meanMemory: 0.8, squareMemory: 0.95, epsilon: 1e-6 }),
  "adam, clipped by norm": adam({ learningRate: 0.05, clip: clipByNorm(0.1) }),
  "sgd, clipped by value": sgd({ learningRate: 0.1, clip: clipByValue(0.05) }),
  "adam in one cycle": adam({ learningRate: schedules.oneCycle({ peak: 0.1, steps: 20 }) }),
  adamW: adamW({ learningRate: 0.05, weightDecay: 0.1 }),
  lion: lion({ learningRate: 0.02, weightDecay: 0.1 }),
};

describe("optimisers in the graph", () => {
  test.each(Object.keys(optimizers))("take the steps of PyTorch: %s", async (name) => {
    const { losses, parameters } = await trained(optimizers[name]!);
    expect(losses).toBeClose(cases[name].losses);
    expect(parameters.weights!).toBeClose(cases[name].weights);
    expect(parameters.bias!).toBeClose(cases[name].bias);
  });

  test("count steps in their state", async () => {
    const { memory } = await trained(optimizers.adam!, 3);
    expect((memory as OptimizerState<unknown, NDArray>).step.data[0]).toBe(3);
  });

  test("treat one flat tensor as its parts", async () => {
    const optimizer = adamW({ learningRate: 0.1 });
    const next = (parameters: unknown, gradient: unknown) =>
      evaluate(
        (p: Tensor, g: Tensor, s: OptimizerState) => optimizer.update(p, g, s).parameters,
        parameters as never,
        gradient as never,
        optimizer.initial(parameters) as never,
      );
    const flat = next([1, -2, 3], [0.5, 0.1, -4]) as unknown as NDArray;
    const parts = next(
      { first: [1, -2], rest: [{ last: [3] }] },
      { first: [0.5, 0.1], rest: [{ last: [-4] }] },
    ) as unknown as {
      first: NDArray;
      rest: [{ last: NDArray }];
    };
    expect(flat.data).toEqual(Float64Array.of(...parts.first.data, ...parts.rest[0].last.data));
  });

  test("need no correction long after the start", () => {
    const optimizer = adam({ learningRate: 0.1, meanMemory: 0.5, squareMemory: 0.75 });
    // Sums of 2 and of 4 for ever: 2 / (1 - 0.5) and 4 / (1 - 0.75).
    const late = { step: 1e7, moments: { gradients: [4], squares: [16] } };
    const { parameters } = evaluate(
      (p: Tensor, s: OptimizerState) => optimizer.update(p, p, s),
      [2],
      late as never,
    ) as unknown as { parameters: NDArray };
    expect(parameters).toBeClose([1.9], { absolute: 1e-9 });
  });

  test("show themselves", () => {
    const shown = adam({ learningRate: schedules.constant(1), epsilon: 1e-7 })[displaySymbol]();
    expect(shown["text/plain"]).toBe("adam({ learningRate: a function, epsilon: 1e-7 })");
  });

  test("name bad input", () => {
    expect(() => adam({ learningRate: -1 })).toThrow(/^adam: learningRate is -1/);
    expect(() => adam({ momentum: 0.9 } as never)).toThrow(code("BAD_OPTION"));
    expect(() => adam({ squareMemory: 1 })).toThrow(/squareMemory is 1/);
    expect(() => adam({ meanMemory: 0 })).toThrow(/meanMemory is 0/);
    expect(() => sgd({ momentum: 1 })).toThrow(/momentum is 1/);
    expect(() => adamW({ weightDecay: Number.NaN })).toThrow(/weightDecay is NaN/);
    expect(() => lion({ stepMemory: -0.1 })).toThrow(/stepMemory/);
    expect(() => clipByNorm(0)).toThrow(code("BAD_OPTION"));
    expect(() => clipByValue(Number.POSITIVE_INFINITY)).toThrow(code("BAD_OPTION"));
    const update = (gradient: unknown, memory: unknown) =>
      evaluate(
        (p: Tensor, g: Tensor, s: OptimizerState) => adam().update(p, g, s).parameters,
        [1, 2],
        gradient as never,
        memory as never,
      );
    expect(() => update([1, 2, 3], adam().initial([1, 2]))).toThrow(
      /^adam\.update: the gradient is \[3\] but the parameters are \[2\]/,
    );
    expect(() => update([1, 2], adam().initial([1]))).toThrow(/moments\.gradients of the state is \[1\]/);
    expect(() => update([1, 2], sgd().initial([1, 2]))).toThrow(code("SHAPE_MISMATCH"));
  });
});
