import { argmax, mean, NDArray, randomStream } from "@mesoscope/core";
import {
  applyOn,
  type FederatedClient,
  federate,
  mlpLayers,
  type NamedArrays,
  type ParameterTree,
  train,
} from "@mesoscope/surrogate";
import { logSoftmax, mean as meanOf, multiply, negative, sgd, sum } from "@mesoscope/tensor";
import { readNpy } from "./read-npy.ts";
import { unevenParts } from "./uneven-parts.ts";

/** Images as rows of 64 grey values from 0 to 1, and their digits, as numbers and as ten columns of 0 or 1. */
interface Digits {
  readonly x: NDArray;
  readonly y: NDArray;
  readonly digits: NDArray;
}

type Weights = readonly { readonly weights: NDArray; readonly bias: NDArray }[];

const network = mlpLayers({ hidden: [256], outputs: 10, activation: "relu" });
const exact = { precision: "double", device: "onnxruntime cpu" } as const;
/** Chosen by the accuracy on four draws of the rows kept aside. */
const [rounds, epochsARound, batchSize, learningRate] = [40, 2, 16, 0.3];

/**
 * Handwritten digits, learned by ten owners who send weights and no images, against one who has all images: federated
 * averaging with uneven shares of the digits, as many epochs for all. Accuracies are percentages of rows that nobody learned.
 */
export async function digits(data: string): Promise<Record<string, number | string>> {
  const { training, aside, test } = readDigits(data);
  const start = network.parameters([64], randomStream(0)) as Weights;
  const parts = unevenParts(training.digits.data, 10, randomStream(1)).map((rows) => part(training, rows));
  const clients = parts.map(
    (rows, k): FederatedClient => ({
      name: `owner ${k}`,
      train: async (arrays, { seed }) => ({
        arrays: named(await learn(layered(arrays), rows, epochsARound, seed % 1000)),
        examples: rows.x.shape[0]!,
      }),
    }),
  );
  const together = layered((await federate({ initial: named(start), clients, rounds })).arrays);
  const central = await learn(start, training, rounds * epochsARound, 0);
  const alone = await Promise.all(parts.map((rows) => learn(start, rows, rounds * epochsARound, 0)));
  const figures = async (name: string, rows: Digits) => {
    const [ofCentral, ofTogether] = [await accuracy(central, rows), await accuracy(together, rows)];
    const ofAlone = mean(await Promise.all(alone.map((weights) => accuracy(weights, rows))));
    return {
      [`${name}, central`]: rounded(ofCentral),
      [`${name}, federated`]: rounded(ofTogether),
      [`${name}, points behind central`]: rounded(ofCentral - ofTogether),
      [`${name}, mean of owners alone`]: rounded(ofAlone),
    };
  };
  return {
    "rows of the owners": parts.map(({ x }) => x.shape[0]).join(", "),
    rounds,
    ...(await figures("kept aside", aside)),
    ...(await figures("test", test)),
  };
}

async function learn(from: Weights, { x, y }: Digits, epochs: number, seed: number): Promise<Weights> {
  const { parameters } = await train(
    {
      parameters: from,
      rows: { x, y },
      loss(tree, rows, context) {
        const logits = network.apply(tree, rows.x, context);
        return negative(meanOf(sum(multiply(rows.y, logSoftmax(logits)), 1)));
      },
    },
    { optimizer: sgd({ learningRate }), batchSize, validationShare: 0, patience: epochs, ...exact, epochs, seed },
  );
  return parameters as Weights;
}

async function accuracy(weights: Weights, { x, digits: truth }: Digits): Promise<number> {
  const logits = await applyOn(network, weights as ParameterTree<NDArray>, x, exact);
  return 100 * mean(argmax(logits, 1).map((digit, i) => Number(digit === truth.data[i])));
}

function readDigits(data: string): Record<"training" | "aside" | "test", Digits> {
  const images = readNpy(data, "digits", "images.npy");
  const digits = readNpy(data, "digits", "labels.npy");
  const x = images.reshape([digits.size, 64]).map((value) => value / 16);
  const y = new NDArray(
    Float64Array.from({ length: 10 * digits.size }, (_, at) => Number(digits.data[Math.floor(at / 10)] === at % 10)),
    [digits.size, 10],
  );
  const order = Array.from(randomStream(2).permutation(digits.size));
  const [fifth, rest] = [Math.round(digits.size / 5), Math.round(digits.size / 3)];
  const of = (from: number, to?: number) => part({ x, y, digits }, order.slice(from, to));
  return { test: of(0, fifth), aside: of(fifth, rest), training: of(rest) };
}

function part({ x, y, digits }: Digits, rows: readonly number[]): Digits {
  return { x: x.take(rows), y: y.take(rows), digits: digits.take(rows) };
}

function named(layers: Weights): Record<string, NDArray> {
  return Object.fromEntries(
    layers.flatMap(({ weights, bias }, i) => [
      [`weights ${i}`, weights],
      [`bias ${i}`, bias],
    ]),
  );
}

function layered(arrays: NamedArrays): Weights {
  return [0, 1].map((i) => ({ weights: arrays[`weights ${i}`]!, bias: arrays[`bias ${i}`]! }));
}

function rounded(points: number): number {
  return Number(points.toFixed(2));
}
