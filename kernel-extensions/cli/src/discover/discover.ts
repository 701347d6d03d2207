import { readFileSync, rmSync } from "node:fs";
import type { Home } from "#launch";
import { Sentence } from "#launch";
import { untilInterrupted } from "../terminal/interrupt.js";
import { discoverOnSlurm, folderOfIslands } from "./on-slurm.js";
import { addressOf, type DiscoverOptions, type Discovery, type Fusion, load, type Symbolic } from "./packages.js";
import { type Data, readData } from "./read-data.js";
import { checkWritable, writeResult } from "./result-file.js";
import { readSettings, type Settings } from "./settings.js";

/** `mesoscope discover`: finds a formula for a column of a table; Ctrl-C keeps what was found until then. */
export async function discover(_home: Home, args: readonly string[]): Promise<number> {
  const settings = readSettings(args);
  const symbolic = await load<Symbolic>("@mesoscope/symbolic");
  const data = await readData(await load<Fusion>("@mesoscope/fusion"), settings.file, settings);
  checkWritable(settings.out);
  const options = optionsOf(settings, data);
  const discovery = await sentences(() =>
    settings.islands > 0 ? discoverOnSlurm(settings, data, options) : discoverHere(symbolic, data, options),
  );
  writeResult(settings, data, discovery, versions());
  rmSync(folderOfIslands(settings), { recursive: true, force: true });
  console.log(discovery.explain());
  console.log(`written to ${settings.out}`);
  return 0;
}

function discoverHere({ discover }: Symbolic, data: Data, options: DiscoverOptions): Promise<Discovery> {
  const search = discover(options).search(data.X, data.y);
  return untilInterrupted(search.result, () => void search.stop());
}

function optionsOf({ seconds, work, threads, seed }: Settings, { names, units, target }: Data): DiscoverOptions {
  return {
    names,
    target,
    seed,
    ...(units && { units }),
    ...(seconds !== undefined && { seconds }),
    ...(work !== undefined && { work }),
    ...(threads !== undefined && { threads }),
  };
}

/** What Mesoscope raises on purpose is a sentence for the person at the terminal. */
async function sentences<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const isOnPurpose = error instanceof Error && typeof (error as { code?: unknown }).code === "string";
    throw isOnPurpose ? new Sentence(error.message) : error;
  }
}

function versions(): object {
  const versionIn = (manifest: URL) => JSON.parse(readFileSync(manifest, "utf8")).version;
  return {
    mesoscope: versionIn(new URL("../../package.json", import.meta.url)),
    symbolic: versionIn(new URL(addressOf("@mesoscope/symbolic/package.json"))),
    node: process.versions.node,
  };
}
