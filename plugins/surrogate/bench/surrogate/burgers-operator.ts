import { concatenate, type NDArray } from "@mesoscope/core";
import { fourierOperator, relativeError } from "@mesoscope/surrogate";
import { evaluate } from "@mesoscope/tensor";
import { readNpy } from "./read-npy.ts";
import { trainOperator } from "./train-operator.ts";

interface Flows {
  /** [n, 1, points] at the first time. */
  readonly first: NDArray;
  /** [n, times, points] */
  readonly all: NDArray;
}

const keptAside = 80;
const epochs = 100;

/**
 * A Fourier neural operator from a flow's first state to its states at 17 times, which are the channels of its output.
 * Errors are means over flows of the relative L2 norm; without learning, all states are as the first.
 */
export async function burgersOperator(data: string): Promise<Record<string, number | string>> {
  const all = read(data, "train");
  const training = part(all, keptAside);
  const network = fourierOperator({ channels: 32, modes: 8, outputs: training.all.shape[1]! });
  const model = await trainOperator(network, training.first, training.all, epochs);
  const errors = async (name: string, { first, all }: Flows) => ({
    [name]: error(await model.predictOn(undefined, first), all),
    [`${name}, as the first state`]: error(unchanged(first, all), all),
  });
  return {
    parameters: model.parameterCount,
    ...(await errors("kept aside", part(all, 0, keptAside))),
    ...(await errors("test", read(data, "test"))),
  };
}

function read(data: string, rows: string): Flows {
  const all = readNpy(data, "burgers-operator-16", `${rows}_u.npy`);
  const first = readNpy(data, "burgers-operator-16", `${rows}_u0.npy`);
  const [n, points] = first.shape;
  return { first: first.reshape([n!, 1, points!]), all };
}

function part({ first, all }: Flows, from: number, to?: number): Flows {
  return { first: first.slice(from, to), all: all.slice(from, to) };
}

function unchanged(first: NDArray, { shape }: NDArray): NDArray {
  return concatenate(
    Array.from({ length: shape[1]! }, () => first),
    1,
  );
}

function error(predicted: NDArray, truth: NDArray): number {
  return Number(evaluate(relativeError, predicted, truth).get().toPrecision(3));
}
