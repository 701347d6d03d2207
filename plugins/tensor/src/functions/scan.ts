import { ShapeError } from "@mesoscope/sdk";
import { formDifference } from "../graph/form.js";
import { tensor } from "../graph/leaves.js";
import { showShape } from "../graph/shape.js";
import type { Tensor } from "../graph/tensor.js";
import { flatten } from "../graph/tree.js";
import { userLine } from "../graph/user-line.js";
import { stack } from "../primitives/concatenate.js";
import { reshape } from "../primitives/rearrange.js";
import { shapeError } from "../primitives/shape-errors.js";
import { sliceAlong } from "../primitives/slice.js";

/**
 * Repeats a step along the first axis of `xs`: `step(carry, x)` gives the next carry and a result, and `scan` the last
 * carry and all results, stacked along a new first axis. Carry, entries and results may be trees of tensors. The steps
 * are written out one after the other in the graph, so its size grows with their number: some hundred are fine.
 *
 * @example
 * const [last, all] = evaluate((x: Tensor) => scan((total: Tensor, x: Tensor) => [add(total, x), total], fill(0), x), [1, 2, 3]);
 * last.data; // [6]
 * all.data; // [0, 1, 3]
 *
 * @throws ShapeError CARRY_CHANGED where a step gives a carry of another form
 * @throws ShapeError SHAPE_MISMATCH where the first axes differ in length or are empty
 */
export function scan<C, X, Y>(step: (carry: C, x: X) => readonly [C, Y], carry: C, xs: X): [C, Y] {
  const given = flatten(xs);
  const leaves = given.leaves.map((leaf) => tensor(leaf));
  const length = lengthOf(leaves);
  const wanted = flatten(carry);
  let current = carry;
  const results: Y[] = [];
  for (let i = 0; i < length; i++) {
    const [next, result] = step(current, given.rebuild(leaves.map((leaf) => entryOf(leaf, i))) as X);
    const difference = formDifference(flatten(next), wanted);
    if (difference !== undefined) {
      throw new ShapeError(
        "CARRY_CHANGED",
        `scan: the carry after step ${i + 1} has ${difference}. Give one of the form of the first.${userLine()}`,
      );
    }
    current = next;
    results.push(result);
  }
  return [current, stackTrees(results)];
}

function lengthOf(leaves: readonly Tensor[]): number {
  const shapes = leaves.map(({ shape }) => shape);
  const length = shapes[0]?.[0];
  if (length && shapes.every((shape) => shape[0] === length)) return length;
  throw shapeError(
    "scan",
    `the shapes ${shapes.map(showShape).join(", ")} have no first axis in common`,
    "Give at least one step.",
  );
}

function entryOf(x: Tensor, i: number): Tensor {
  return reshape(sliceAlong(x, 0, i, i + 1), x.shape.slice(1));
}

function stackTrees<Y>(trees: readonly Y[]): Y {
  const flat = trees.map((tree) => flatten(tree));
  const { leaves, rebuild } = flat[0]!;
  return rebuild(leaves.map((_, i) => stack(flat.map((tree) => tree.leaves[i]!)))) as Y;
}
