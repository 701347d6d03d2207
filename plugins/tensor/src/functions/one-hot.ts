import { checkWhole } from "@mesoscope/sdk";
import { tensor } from "../graph/leaves.js";
import type { Tensor } from "../graph/tensor.js";
import { cast, equal } from "../primitives/comparison.js";
import { reshape } from "../primitives/rearrange.js";

/**
 * For each index a line of `count` zeros with a 1 at the index, along a new last axis; indices outside give zeros only.
 *
 * @example
 * evaluate(() => oneHot(tensor([2, 0], "integer"), 3)).data; // [0, 0, 1, 1, 0, 0]
 *
 * @throws ValueError BAD_OPTION at a count that is none
 */
export function oneHot(indices: Tensor, count: number): Tensor {
  checkWhole("oneHot", "count", count, 1);
  const places = tensor(
    Array.from({ length: count }, (_, place) => place),
    "integer",
  );
  return cast(equal(reshape(cast(indices, "integer"), [...indices.shape, 1]), places), "real");
}
