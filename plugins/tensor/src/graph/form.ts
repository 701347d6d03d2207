import type { NDArray } from "@mesoscope/core";
import { isSameShape, showShape } from "./shape.js";
import type { Tensor } from "./tensor.js";
import type { Flat } from "./tree.js";

type Form = Pick<Flat<Tensor | NDArray>, "leaves" | "paths">;

/** Where one tree first differs in names or shapes from another, such as `bias of shape [2] instead of shape [3]`. */
export function formDifference(given: Form, wanted: Form): string | undefined {
  const count = Math.max(given.leaves.length, wanted.leaves.length);
  for (let i = 0; i < count; i++) {
    const [found, expected] = [given.leaves[i], wanted.leaves[i]];
    const isSame = found && expected && given.paths[i] === wanted.paths[i] && isSameShape(found.shape, expected.shape);
    if (!isSame) return `${show(given, i)} instead of ${show(wanted, i)}`;
  }
  return undefined;
}

function show({ leaves, paths }: Form, i: number): string {
  const leaf = leaves[i];
  if (!leaf) return "nothing";
  return paths[i] ? `${paths[i]} of shape ${showShape(leaf.shape)}` : `shape ${showShape(leaf.shape)}`;
}
