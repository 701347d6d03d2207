import { createHash } from "node:crypto";
import { mkdir, readdir, rm } from "node:fs/promises";
import path from "node:path";
import { writeWhole } from "@mesoscope/sdk/whole-file";
import type { LayersModel } from "./layers-model.js";

/**
 * Writes the two files. The weights are named by what they are, so that those of a former model stay until `model.json`,
 * which comes last, names the new ones: who opens it finds a whole model at any time.
 */
export async function writeLayersModel(folder: string, { weights, model }: LayersModel): Promise<void> {
  const digest = createHash("sha256").update(weights).digest("hex").slice(0, 16);
  const weightsFile = `weights-${digest}.bin`;
  await mkdir(folder, { recursive: true });
  await writeWhole(path.join(folder, weightsFile), weights);
  await writeWhole(path.join(folder, "model.json"), JSON.stringify(model(weightsFile)));
  const former = (await readdir(folder)).filter((name) => /^weights-[0-9a-f]{16}\.bin$/.test(name));
  for (const name of former) if (name !== weightsFile) await rm(path.join(folder, name));
}
