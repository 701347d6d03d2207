import { NDArray } from "@mesoscope/core";
import { add, grad, jvp, multiply, sum, type Tensor, tensor } from "@mesoscope/tensor";
import { type Graph, trace } from "../../../plugins/tensor/dist/graph/trace.js";
import { argumentOf, type Case } from "./cases.ts";

/** A case with its derivatives: forwards, backwards, and backwards of backwards. */
export function graphOf(one: Case): { graph: Graph; inputs: NDArray[] } {
  const inputs = one.shapes.map((shape, i) => new NDArray(argumentOf(one, shape, i), shape));
  const weighted = (args: Tensor[]) => dot([one.f(...args)]);
  const all = (...args: Tensor[]) => ({
    value: one.f(...args),
    tangent: jvp((given: Tensor[]) => one.f(...given))(args, args.map(weightsLike)).tangent,
    slopes: grad(weighted)(args),
    bends: grad((given: Tensor[]) => dot(grad(weighted)(given)))(args),
  });
  return { graph: trace(all as never, inputs).graph, inputs };
}

/** The sum of all entries, each with a weight of its own. */
function dot(tensors: readonly Tensor[]): Tensor {
  return tensors.map((one) => sum(multiply(one, weightsLike(one)))).reduce((a, b) => add(a, b));
}

function weightsLike({ shape, size }: Tensor): Tensor {
  return tensor(
    new NDArray(
      Float64Array.from({ length: size }, (_, i) => 1 + ((i * 5) % 8) / 8),
      shape,
    ),
  );
}
