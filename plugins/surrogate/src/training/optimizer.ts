import { NDArray, zeros } from "@mesoscope/core";
import { add, divide, fill, multiply, power, sqrt, square, subtract, type Tensor } from "@mesoscope/tensor";

/** What an optimiser remembers from step to step. */
interface Memory<Leaf> {
  readonly step: Leaf;
  readonly moments: Readonly<Record<string, Leaf>>;
}

/** A rule that lowers a loss by its gradient, as a part of a step's graph: `adam` of tensor, and its kin. */
export interface Optimizer {
  initial(parameters: NDArray): Memory<NDArray>;
  update(
    parameters: Tensor,
    gradient: Tensor,
    state: Memory<Tensor>,
  ): { readonly parameters: Tensor; readonly state: Memory<Tensor> };
}

// To be replaced by `adam` of @mesoscope/tensor, which has this interface.
export function adam({ learningRate }: { readonly learningRate: number }): Optimizer {
  const [meanMemory, squareMemory, epsilon] = [0.9, 0.999, 1e-8];
  return {
    initial: ({ shape }) => ({
      step: new NDArray(Float64Array.of(0), []),
      moments: { mean: zeros([...shape]), square: zeros([...shape]) },
    }),
    update(parameters, gradient, { step, moments }) {
      const count = add(step, 1);
      const seen = (memory: number) => subtract(1, power(fill(memory), count));
      const mean = add(multiply(meanMemory, moments.mean), multiply(1 - meanMemory, gradient));
      const mean2 = add(multiply(squareMemory, moments.square), multiply(1 - squareMemory, square(gradient)));
      const size = add(sqrt(divide(mean2, seen(squareMemory))), epsilon);
      const move = divide(multiply(divide(learningRate, seen(meanMemory)), mean), size);
      return { parameters: subtract(parameters, move), state: { step: count, moments: { mean, square: mean2 } } };
    },
  };
}
