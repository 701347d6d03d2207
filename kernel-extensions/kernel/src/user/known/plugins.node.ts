import { readdirSync } from "node:fs";
import { join, relative } from "node:path";
import type { PluginState } from "@mesoscope/sdk";
import { allMagics } from "../magics/registry.node.js";
import { type ListedPlugin, listPlugins } from "../plugins/plugins.node.js";

/** Plugins that are loaded or could be, with what they bring. */
export function knownPlugins(): readonly PluginState[] {
  return listPlugins().map(pluginState);
}

function pluginState({ name, version, description, folder, manifest, contributes }: ListedPlugin): PluginState {
  const commands = (contributes ?? []).filter((title) => title.startsWith("%")).map((title) => title.slice(1));
  return {
    name,
    version,
    description,
    loaded: contributes !== undefined,
    commands: allMagics()
      .filter((magic) => commands.includes(magic.name))
      .map((magic) => ({ name: magic.name, title: magic.title })),
    contributes: (contributes ?? []).filter((title) => !title.startsWith("%")),
    notebooks: filesIn(folder, manifest.notebooks, (file) => file.endsWith(".ipynb")),
    datasets: filesIn(folder, manifest.datasets, (file) => !file.startsWith(".")),
  };
}

/** What the folders of a package hold, by its path from the notebook's folder. */
function filesIn(folder: string, given: readonly string[] | undefined, wanted: (name: string) => boolean): string[] {
  if (!Array.isArray(given)) return [];
  return given.flatMap((inner) => {
    const place = join(folder, String(inner));
    return namesIn(place)
      .filter(wanted)
      .map((name) => relative(process.cwd(), join(place, name)));
  });
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
