import { NDArray } from "@mesoscope/core";
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
    known && `${primitive.name} ${inputs.map(({ id }) => id)} ${kind} ${shape} ${keyOf(attributes as object)}`;
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

function keyOf(attributes: object): string {
  return Object.entries(attributes)
    .map(([name, value]) => `${name} ${value instanceof NDArray ? arrayKey(value) : numberKey(value)}`)
    .join(" ");
}

const longestKey = 64;
const identities = new WeakMap<object, number>();
let identified = 0;

/** Long arrays are told apart by which they are, short ones by their numbers. */
function arrayKey(array: NDArray): string {
  if (array.size <= longestKey) return Array.from(array.data, numberKey).join();
  if (!identities.has(array)) identities.set(array, ++identified);
  return `array ${identities.get(array)}`;
}

function numberKey(value: unknown): string {
  return Object.is(value, -0) ? "-0" : String(value);
}

/** Whether a graph is being built. */
export function isTracing(): boolean {
  return known !== undefined;
}
