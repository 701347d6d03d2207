import { NDArray } from "@mesoscope/core";
import { NumericError } from "@mesoscope/sdk";
import { knownValues } from "../../graph/leaves.js";
import type { Kind, Tensor } from "../../graph/tensor.js";
import type { Graph } from "../../graph/trace.js";
import { drawerOf } from "../draw.js";
import type { Program } from "../executor.js";
import { observed } from "./device-errors.js";
import { HeldValues } from "./held-values.js";
import { asReal, typeOf } from "./kinds.js";
import type { Started } from "./load-tfjs.js";
import type { Value } from "./lowering.js";
import { lowerings } from "./lowerings.js";
import { missingKernel } from "./missing-kernel.js";
import { planOf, type Step } from "./plan.js";

/** A graph that runs operation by operation; its state and constants stay on the device. */
export function tfjsProgram({ tf, backend, device }: Started, graph: Graph, carried: number): Program {
  const { constants, steps } = planOf(graph);
  const { drawn, draw } = drawerOf(graph, carried);
  const held = new HeldValues();
  const known = onDevice(() => constants.map((tensor) => held.hold(upload(knownValues(tensor)!, tensor.kind))));
  let state: Value[] = [];

  return {
    load: (given) => replaceState(onDevice(() => given.map((array) => held.hold(upload(array, "real"))))),
    async run(inputs) {
      const { done: outputs, error } = onDevice(() => observed(device, () => compute(inputs)));
      const failure = await error;
      if (failure) {
        for (const value of outputs) held.release(value);
        throw deviceFailed(failure.message);
      }
      replaceState(outputs.slice(0, carried));
      const results = outputs.slice(carried);
      try {
        return await Promise.all(results.map(download));
      } finally {
        for (const value of results) held.release(value);
      }
    },
    read: () => Promise.all(state.map(download)),
    dispose() {
      for (const value of [...known.splice(0), ...state.splice(0)]) held.release(value);
    },
  };

  /** The outputs, held; all else is let go of, also where a step fails. */
  function compute(inputs: readonly NDArray[]): Value[] {
    const values = new Map<Tensor, Value>();
    const keep = (tensor: Tensor, value: Value) => values.set(tensor, held.hold(value));
    const drop = (tensor: Tensor) => {
      held.release(values.get(tensor)!);
      values.delete(tensor);
    };
    try {
      for (const [i, tensor] of constants.entries()) keep(tensor, known[i]!);
      for (const [i, tensor] of graph.inputs.entries()) {
        keep(tensor, i < carried ? state[i]! : upload(inputs[i - carried]!, "real"));
      }
      for (const [i, array] of draw(inputs).entries()) keep(drawn[i]!, upload(array, "real"));
      for (const step of steps) {
        keep(step.result, result(step, values));
        step.last.forEach(drop);
      }
      return graph.outputs.map((output, i) => {
        const value = values.get(output)!;
        return held.hold(i < carried ? asReal(tf, value) : value);
      });
    } finally {
      for (const tensor of [...values.keys()]) drop(tensor);
    }
  }

  function result({ result, operands }: Step, values: ReadonlyMap<Tensor, Value>): Value {
    const given = operands.map((operand) => values.get(operand)!);
    if (result.size === 0 || given.every(({ size }) => size === 0))
      return tf.zeros([...result.shape], typeOf[result.kind]);
    try {
      return tf.tidy(() => lowerings[result.primitive.name]!(tf, given, result));
    } catch (error) {
      throw missingKernel(error, backend, result) ?? error;
    }
  }

  function upload({ data, shape }: NDArray, kind: Kind): Value {
    const numbers =
      kind === "real" ? Float32Array.from(data) : kind === "integer" ? Int32Array.from(data) : Uint8Array.from(data);
    return tf.tensor(numbers, [...shape], typeOf[kind]);
  }

  function replaceState(next: Value[]): void {
    for (const value of state) held.release(value);
    state = next;
  }

  /** Runs `work`, which awaits nothing, with this backend as the active one of the engine. */
  function onDevice<T>(work: () => T): T {
    // A backend that has started is active at once; the promise is for those that have yet to start.
    if (tf.getBackend() !== backend) void tf.setBackend(backend);
    return work();
  }
}

function deviceFailed(message: string): NumericError {
  return new NumericError(
    "DEVICE_FAILED",
    `tfjs: the device failed: ${message.split("\n")[0]}. The state before this run is kept; use another device.`,
  );
}

async function download(value: Value): Promise<NDArray> {
  return new NDArray(Float64Array.from(await value.data()), value.shape);
}
