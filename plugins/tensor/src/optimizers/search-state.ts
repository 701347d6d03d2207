import { NDArray } from "@mesoscope/core";
import { DataError } from "@mesoscope/sdk";
import { type Shape, showShape } from "../graph/shape.js";

/** What `Search.toJSON` gives: a tree of arrays. */
export interface SearchState {
  readonly point: NDArray;
  readonly value: NDArray;
  readonly iterations: NDArray;
  readonly evaluations: NDArray;
  readonly learned: Readonly<Record<string, NDArray>>;
}

/**
 * Copies the arrays of a saved state, which may be parsed from JSON.
 *
 * @param shapesFor shapes of what the method has learned, for the number of parameters; an axis of length -1 may have any
 *
 * @throws DataError BAD_STATE
 */
export function readState(
  owner: string,
  saved: object,
  shapesFor: (size: number) => Readonly<Record<string, Shape>>,
): SearchState {
  const tree = saved as Partial<Record<string, object>>;
  const point = arrayAt(owner, tree, "point", [-1]);
  const learned = Object.entries(shapesFor(point.size)).map(([name, shape]) => {
    return [name, arrayAt(owner, tree.learned, name, shape)] as const;
  });
  return {
    point,
    value: arrayAt(owner, tree, "value", []),
    iterations: arrayAt(owner, tree, "iterations", []),
    evaluations: arrayAt(owner, tree, "evaluations", []),
    learned: Object.fromEntries(learned),
  };
}

function arrayAt(owner: string, tree: object | undefined, name: string, wanted: Shape): NDArray {
  const leaf = (tree as Partial<Record<string, NDArray>> | undefined)?.[name];
  const fits = leaf?.shape?.length === wanted.length && wanted.every((n, axis) => n < 0 || n === leaf.shape[axis]);
  if (leaf?.data && fits) return NDArray.fromJSON(leaf as unknown as ReturnType<NDArray["toJSON"]>);
  const found = leaf?.shape ? `${name} of shape ${showShape(leaf.shape)}` : `no ${name}`;
  const needed = showShape(wanted).replaceAll("-1", "any");
  throw new DataError(
    "BAD_STATE",
    `${owner}.resume: the state has ${found} where ${needed} is needed. Give what a search of ${owner} saved.`,
  );
}
