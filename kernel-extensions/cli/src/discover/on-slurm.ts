import type { Island } from "./island-task.js";
import {
  addressOf,
  type Compute,
  type DiscoverOptions,
  type Discovery,
  load,
  type SavedSearch,
  type Symbolic,
} from "./packages.js";
import type { Data } from "./read-data.js";
import type { Settings } from "./settings.js";

/** Enough to put together what the islands have found, and no more. */
const joiningWork = 1;

/** Where finished searches are kept until all have ended. */
export function folderOfIslands({ out }: Settings): string {
  return `${out}.islands`;
}

/** Searches on the nodes of a cluster, each with a seed of its own, and joins their fronts. */
export async function discoverOnSlurm(settings: Settings, data: Data, options: DiscoverOptions): Promise<Discovery> {
  const { map, slurm } = await load<Compute>("@mesoscope/compute");
  const keepIn = folderOfIslands(settings);
  const { threads = 1 } = settings;
  const island: Island = {
    symbolic: addressOf("@mesoscope/symbolic"),
    data: { X: data.X, y: data.y },
    options: { ...options, threads },
  };
  console.error(
    `${settings.islands} searches go to the cluster; ${keepIn} keeps what they find until there is a result`,
  );
  const { values } = await map(
    {
      inputs: Array.from({ length: settings.islands }, () => island),
      run: { module: import.meta.resolve("./island-task.js"), name: "searchIsland" },
    },
    { on: slurm({ cpusPerTask: threads }), seed: settings.seed, keepIn },
  );
  const { discover } = await load<Symbolic>("@mesoscope/symbolic");
  const { seconds: _, ...others } = options;
  return discover({ ...others, work: joiningWork, threads: 1, continueFrom: joined(values) }).search(data.X, data.y)
    .result;
}

function joined(islands: readonly SavedSearch[]): SavedSearch {
  return {
    ...islands[0]!,
    front: islands.flatMap(({ front }) => front),
    seconds: islands.reduce((sum, { seconds }) => sum + seconds, 0),
    work: islands.reduce((sum, { work }) => sum + work, 0),
  };
}
