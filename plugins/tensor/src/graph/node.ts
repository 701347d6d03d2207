import type { NDArray } from "@mesoscope/core";
import type { Primitive, Signature } from "./primitive.js";
import { Tensor } from "./tensor.js";

/** Nodes of the trace under way, by what they compute: the same computation is one node. */
let known: Map<string, Tensor> | undefined;

/** The node that applies a primitive; inside a trace the same one for the same inputs. */
export function node<A>(
  primitive: Primitive<A>,
  inputs: readonly Tensor[],
  attributes: A,
  { shape, kind }: Signature,
): Tensor<A> {
  const key =
    known &&
    `${primitive.name} ${inputs.map(({ id }) => id)} ${kind} ${shape} ${JSON.stringify(attributes, byIdentity)}`;
  const before = key === undefined ? undefined : known!.get(key);
  if (before) return before as Tensor<A>;
  const made = new Tensor(primitive, inputs, attributes, shape, kind);
  if (key !== undefined) known!.set(key, made);
  return made;
}

/** Runs `build`; nodes that compute the same inside it, and in the trace that it is part of, are one. */
export function sharingNodes<T>(build: () => T): T {
  const outer = known;
  known ??= new Map();
  try {
    return build();
  } finally {
    known = outer;
  }
}

const identities = new WeakMap<object, number>();
let identified = 0;

/** Arrays are told apart by which they are; their numbers would make long keys. */
function byIdentity(_name: string, value: unknown): unknown {
  if (typeof value === "number" && !Number.isFinite(value)) return String(value);
  if (Object.is(value, -0)) return "-0";
  if (!isArray(value)) return value;
  if (!identities.has(value)) identities.set(value, ++identified);
  return `array ${identities.get(value)}`;
}

function isArray(value: unknown): value is NDArray {
  return typeof value === "object" && value !== null && (value as NDArray).data instanceof Float64Array;
}

/** Whether a graph is being built. */
export function isTracing(): boolean {
  return known !== undefined;
}
