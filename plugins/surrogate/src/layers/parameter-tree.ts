/** Parameters by name, in lists and objects: tensors inside a graph, arrays outside. */
export type ParameterTree<Leaf> =
  | Leaf
  | readonly ParameterTree<Leaf>[]
  | { readonly [name: string]: ParameterTree<Leaf> };

/** What can be a leaf: a tensor or an array. */
interface Shaped {
  readonly shape: readonly number[];
  readonly size: number;
}

/** The tree with every leaf changed; paths are such as `0.weights`. */
export function mapLeaves<A extends Shaped, B>(
  tree: ParameterTree<A>,
  change: (leaf: A, path: string) => B,
  path = "",
): ParameterTree<B> {
  if (isLeaf(tree)) return change(tree, path);
  const inner = (name: string) => (path ? `${path}.${name}` : name);
  if (Array.isArray(tree)) return tree.map((part, i) => mapLeaves(part, change, inner(String(i))));
  return Object.fromEntries(
    Object.entries(tree as Readonly<Record<string, ParameterTree<A>>>).map(([name, part]) => [
      name,
      mapLeaves(part, change, inner(name)),
    ]),
  );
}

/** The leaves of a tree in order. */
export function leavesOf<A extends Shaped>(tree: ParameterTree<A>): A[] {
  const leaves: A[] = [];
  mapLeaves(tree, (leaf) => leaves.push(leaf));
  return leaves;
}

/**
 * How many numbers a tree holds.
 *
 * @example
 * countParameters(dense({ units: 2 }).parameters([3], randomStream(0))); // 8
 */
export function countParameters(tree: ParameterTree<Shaped>): number {
  return leavesOf(tree).reduce((count, { size }) => count + size, 0);
}

function isLeaf<A extends Shaped>(tree: ParameterTree<A>): tree is A {
  return !Array.isArray(tree) && Array.isArray((tree as Partial<Shaped>).shape);
}
