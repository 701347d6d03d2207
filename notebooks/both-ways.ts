/** What connects two nodes, by their places in a list. */
export interface Edge {
  readonly ends: readonly [number, number];
}

/** Every edge twice, once in each direction, since messages go both ways. */
export function bothWays<E extends Edge>(edges: readonly E[]): (E & { readonly from: number; readonly to: number })[] {
  return edges.flatMap((edge) => {
    const [a, b] = edge.ends;
    return [
      { ...edge, from: a, to: b },
      { ...edge, from: b, to: a },
    ];
  });
}
