import type { NDArray } from "@mesoscope/core";
import {
  abs,
  add,
  type CompiledStep,
  cast,
  compileStep,
  type DeviceOptions,
  divide,
  fill,
  type Given,
  gather,
  type LossScaleState,
  less,
  lossScale,
  multiply,
  sliceAlong,
  sum,
  type Tensor,
  valueAndGrad,
  where,
} from "@mesoscope/tensor";
import type { ParameterTree } from "../layers/parameter-tree.js";
import type { FlatParameters } from "./flat-parameters.js";
import type { UpdateRule } from "./train-options.js";
import type { Loss, Rows } from "./training-task.js";

/** What stays on the device between steps. */
interface State<Leaf> {
  readonly parameters: Leaf;
  readonly optimizer: unknown;
  readonly rows: Rows<Leaf>;
  /** Where products have 16 bits. */
  readonly scaling?: LossScaleState<Leaf>;
}

/** Above this a number counts as overflown: the largest of 32 bits. */
const largest = 3.4e38;

export type TrainingStep = CompiledStep<
  State<Tensor>,
  [Tensor, Tensor],
  { readonly loss: Tensor; readonly isGood: Tensor; readonly mayRetry: Tensor }
>;

/**
 * One step of training as a graph: takes the numbers of the batch's rows and a key, gathers the rows, and changes the
 * parameters, which are one vector. Where the gradient is not finite everything stays as it was, so that the parameters
 * are good ones and the step that failed can be looked into. In mixed precision the next step has a smaller scale of the
 * loss then, while there is one: it may be tried again.
 *
 * @param chunks into how many parts the batch is cut, whose gradients are added: less memory is used at a time
 */
export function trainingStep(
  flat: FlatParameters,
  rows: Rows<NDArray>,
  loss: Loss,
  settings: { readonly optimizer: UpdateRule; readonly chunks: number; readonly device: DeviceOptions },
): Promise<TrainingStep> {
  const { optimizer, chunks, device } = settings;
  const scale = device.precision === "mixed" ? lossScale() : undefined;
  const state = {
    parameters: flat.vector,
    optimizer: optimizer.initial(flat.vector),
    rows,
    ...(scale && { scaling: scale.initial() }),
  };
  const step = (before: State<Tensor>, batch: Tensor, key: Tensor) => {
    const { value, gradient } = lossOfChunks(before, batch, key);
    const after = optimizer.update(before.parameters, gradient, before.optimizer as never);
    // One number tells of all: a sum with an entry that is not finite is not finite.
    const isGood = less(add(abs(value), abs(sum(gradient))), largest);
    const next = { parameters: after.parameters, optimizer: after.state };
    const { rows, scaling } = before;
    return [
      {
        ...(keptUnless(isGood, next, before) as Pick<State<Tensor>, "parameters" | "optimizer">),
        rows,
        ...(scale && { scaling: scale.update(scaling!, isGood) }),
      },
      {
        loss: value,
        isGood: cast(isGood, "real"),
        mayRetry: scaling ? cast(less(1, scaling.scale), "real") : fill(0),
      },
    ] as const;
  };
  return compileStep(step, state as Given<State<Tensor>>, device);

  function lossOfChunks({ parameters, rows, scaling }: State<Tensor>, batch: Tensor, key: Tensor) {
    const [size] = batch.shape;
    const start = (part: number) => Math.round((part * size) / chunks);
    const parts = Array.from({ length: chunks }, (_, part) => {
      const [from, to] = [start(part), start(part + 1)];
      const numbers = cast(sliceAlong(batch, 0, from, to), "integer");
      const chosen = Object.fromEntries(Object.entries(rows).map(([name, all]) => [name, gather(all, numbers)]));
      const ofPart = (tree: ParameterTree<Tensor>) => {
        const plain = loss(tree, chosen, { training: true, key: add(key, part) });
        return scaling ? multiply(scaling.scale, plain) : plain;
      };
      const { value, gradient } = valueAndGrad(ofPart)(flat.tensors(parameters));
      const share = scaling ? divide((to - from) / size, scaling.scale) : (to - from) / size;
      return { value: multiply(share, value), gradient: multiply(share, flat.joined(gradient)) };
    });
    return parts.reduce((a, b) => ({ value: add(a.value, b.value), gradient: add(a.gradient, b.gradient) }));
  }
}

/** The new tree where a condition holds, else the old one. */
function keptUnless(condition: Tensor, after: unknown, before: unknown): unknown {
  if (isTensor(after)) return where(condition, after, before as Tensor);
  return Object.fromEntries(
    Object.entries(after as object).map(([name, part]) => [
      name,
      keptUnless(condition, part, (before as Readonly<Record<string, unknown>>)[name]),
    ]),
  );
}

function isTensor(value: unknown): value is Tensor {
  return typeof value === "object" && value !== null && "primitive" in value;
}
