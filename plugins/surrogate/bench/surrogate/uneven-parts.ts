import type { RandomStream } from "@mesoscope/core";

/**
 * Rows shared out to clients unevenly: of every label each client gets a share drawn from a Dirichlet distribution of
 * concentration 1/2, whose gamma numbers are halves of squared normal ones. After T.-M. H. Hsu et al. (2019),
 * doi:10.48550/arXiv.1909.06335.
 */
export function unevenParts(labels: ArrayLike<number>, clients: number, stream: RandomStream): number[][] {
  const parts: number[][] = Array.from({ length: clients }, () => []);
  for (const label of new Set(Array.from(labels))) {
    const rows = Array.from(stream.permutation(labels.length)).filter((row) => labels[row] === label);
    const weights = parts.map(() => stream.normal() ** 2);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    let [from, share] = [0, 0];
    for (const [client, weight] of weights.entries()) {
      share += weight / total;
      const to = client === clients - 1 ? rows.length : Math.round(share * rows.length);
      parts[client]!.push(...rows.slice(from, to));
      from = to;
    }
  }
  return parts;
}
