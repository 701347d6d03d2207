import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { LayersModel } from "./layers-model.js";

/** Writes the two files; the one that is opened first comes last, so that nobody finds it without its weights. */
export async function writeLayersModel(folder: string, { model, weights }: LayersModel): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, "weights.bin"), weights);
  await writeFile(path.join(folder, "model.json"), JSON.stringify(model));
}
