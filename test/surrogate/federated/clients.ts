import { matmul, NDArray, randomStream, transpose } from "@mesoscope/core";
import type { FederatedClient, NamedArrays } from "@mesoscope/surrogate";

/** Linear regression on rows that the client keeps: some steps of gradient descent on the mean square. */
function regressionClient(name: string, X: NDArray, y: NDArray, steps = 5, rate = 0.1): FederatedClient {
  const errorOf = (w: NDArray) => matmul(X, w).map((value, i) => value - y.data[i]!);
  const lossOf = (w: NDArray) => errorOf(w).data.reduce((sum, error) => sum + error * error, 0) / y.size;
  return {
    name,
    train({ w: start }: NamedArrays, { proximalStrength }) {
      let w = start!;
      for (let step = 0; step < steps; step++) {
        const slope = matmul(transpose(X), errorOf(w));
        w = w.map((value, j) => {
          const pull = proximalStrength * (value - start!.data[j]!);
          return value - rate * ((2 / y.size) * slope.data[j]! + pull);
        });
      }
      return { arrays: { w }, examples: y.size, metrics: { loss: lossOf(w) } };
    },
    evaluate: ({ w }) => ({ examples: y.size, metrics: { loss: lossOf(w!) } }),
  };
}

/** Clients whose rows lie about different centres, all of the law y = 2 a - b + noise. */
export function regressionClients(count: number): { clients: FederatedClient[]; X: NDArray[]; y: NDArray[] } {
  const parts = Array.from({ length: count }, (_, k) => {
    const stream = randomStream(11).child(k);
    const X = stream.normals([10 + 5 * k, 2]).map((value) => value + Math.cos(k));
    const y = new NDArray(
      Float64Array.from({ length: X.shape[0]! }, (_, i) => 2 * X.get(i, 0) - X.get(i, 1) + 0.1 * stream.normal()),
    );
    return { X, y };
  });
  return {
    clients: parts.map(({ X, y }, k) => regressionClient(`site ${k}`, X, y)),
    X: parts.map(({ X }) => X),
    y: parts.map(({ y }) => y),
  };
}

/** A client that answers with what it is given, moved by `step`. */
export function moving(name: string, step: number, examples = 1): FederatedClient {
  return {
    name,
    train: (arrays) => ({
      arrays: Object.fromEntries(Object.entries(arrays).map(([key, array]) => [key, array.map((x) => x + step)])),
      examples,
    }),
  };
}
