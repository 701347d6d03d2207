import { existsSync } from "node:fs";
import path from "node:path";
import { add, concatenate, type NDArray } from "@mesoscope/core";
import { fourierOperator, type NetworkModel, relativeError } from "@mesoscope/surrogate";
import { evaluate } from "@mesoscope/tensor";
import { readNpy } from "./read-npy.ts";
import { symmetries } from "./square.ts";
import { trainOperator } from "./train-operator.ts";

interface Fields {
  readonly permeability: NDArray;
  readonly pressure: NDArray;
}

const keptAside = 100;
const epochs = 12;

/**
 * A Fourier neural operator from permeability to pressure on 16 × 16 points, and on 32 × 32 without having seen any. It
 * learns the eight mirror images of 900 fields. Errors are means over fields of the relative L2 norm, by the network as it
 * is and by the mean of what it says of the eight images.
 */
export async function darcy(data: string): Promise<Record<string, number | string>> {
  const all = read(data, "darcy-16", "train");
  const training = part(all, keptAside);
  const images = {
    permeability: concatenate(symmetries.map(({ there }) => there(training.permeability))),
    pressure: concatenate(symmetries.map(({ there }) => there(training.pressure))),
  };
  const start = process.cpuUsage();
  const network = fourierOperator({ channels: 20, modes: 7, outputs: 1 });
  const model = await trainOperator(network, images.permeability, images.pressure, epochs);
  const { user, system } = process.cpuUsage(start);
  return {
    parameters: model.parameterCount,
    "CPU seconds": Math.round((user + system) / 1e6),
    ...(await errors("kept aside, 16 × 16", model, part(all, 0, keptAside))),
    ...(await errors("test, 16 × 16", model, read(data, "darcy-16", "test"))),
    ...(existsSync(path.join(data, "darcy-32"))
      ? await errors("test, 32 × 32", model, read(data, "darcy-32", "test"))
      : { "test, 32 × 32": `left out, there is no darcy-32 in ${data}` }),
  };
}

async function errors(name: string, model: NetworkModel, { permeability, pressure }: Fields) {
  const images = await Promise.all(
    symmetries.map(async ({ there, back }) => back(await model.predictOn(undefined, there(permeability)))),
  );
  const mean = images.reduce((sum, image) => add(sum, image)).map((value) => value / images.length);
  const error = (predicted: NDArray) => Number(evaluate(relativeError, predicted, pressure).get().toPrecision(3));
  return { [name]: error(images[0]), [`${name}, mean of images`]: error(mean) };
}

function read(data: string, folder: string, rows: string): Fields {
  const fields = (letter: string) => {
    const values = readNpy(data, folder, `${rows}_${letter}.npy`);
    const [n, ...lengths] = values.shape;
    return values.reshape([n!, 1, ...lengths]);
  };
  return { permeability: fields("a"), pressure: fields("u") };
}

function part({ permeability, pressure }: Fields, from: number, to?: number): Fields {
  return { permeability: permeability.slice(from, to), pressure: pressure.slice(from, to) };
}
