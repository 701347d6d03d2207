import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Plugin, PluginError } from "@mesoscope/sdk";
import { print } from "../capture/stream.node.js";
import { errorText } from "../describe-error.node.js";
import { beforeLeaving } from "../leave.node.js";
import { noticeChanges, rememberFailure } from "../modules/local-modules.node.js";
import { currentRun } from "../run.node.js";
import { type Contributions, createHost } from "./host.node.js";
import { findPlugins, type PluginPackage } from "./manifest.node.js";
import { findPlugin, loadOrder } from "./order.js";
import { inRange } from "./version-range.js";

interface Loaded {
  readonly source: PluginPackage;
  readonly plugin: Plugin;
  readonly contributions: Contributions;
}

/** Loaded plugins by package name, in the order loaded. */
const loaded = new Map<string, Loaded>();

/** A plugin as `%plugin list` shows it. */
export interface ListedPlugin extends PluginPackage {
  readonly contributes: readonly string[] | undefined;
}

/** All plugins there are; `contributes` is undefined for those not loaded. */
export function listPlugins(): readonly ListedPlugin[] {
  return findPlugins(process.cwd()).map((plugin) => ({
    ...plugin,
    contributes: loaded.get(plugin.name)?.contributions.titles(),
  }));
}

/**
 * Loads a plugin and those it requires; gives the names of the newly loaded.
 *
 * @throws PluginError MISSING_PLUGIN, PLUGIN_CYCLE, WRONG_SDK, DUPLICATE_PLUGIN, PLUGIN_FAILED
 */
export async function loadPlugin(name: string): Promise<readonly string[]> {
  const order = loadOrder(name, findPlugins(process.cwd())).filter((plugin) => !loaded.has(plugin.name));
  for (const plugin of order) await setUp(plugin);
  return order.map((plugin) => plugin.name);
}

async function setUp(source: PluginPackage): Promise<void> {
  checkSdk(source);
  const contributions = createHost(source.name);
  try {
    const plugin = await importPlugin(source);
    await plugin.setup(contributions.host);
    loaded.set(source.name, { source, plugin, contributions });
  } catch (cause) {
    contributions.undo();
    if (cause instanceof PluginError) throw cause;
    const message = `%plugin: ${source.name} failed in its setup and was left out. Its own error follows.`;
    throw new PluginError("PLUGIN_FAILED", message, { cause });
  }
}

async function importPlugin({ name, folder, manifest }: PluginPackage): Promise<Plugin> {
  const { default: plugin } = await importAnew(pathToFileURL(join(folder, manifest.plugin)).href);
  if (typeof plugin?.setup !== "function" || typeof plugin.name !== "string") {
    const message = `%plugin: ${name} has no plugin in ${manifest.plugin}. Export definePlugin({ name, setup }) as default.`;
    throw new PluginError("NOT_A_PLUGIN", message);
  }
  const other = [...loaded.values()].find((known) => known.plugin.name === plugin.name);
  if (other) {
    const message = `%plugin: ${name} and ${other.source.name} are both named ${plugin.name}. Unload one of them.`;
    throw new PluginError("DUPLICATE_PLUGIN", message);
  }
  return plugin;
}

/** A plugin that is being written may have changed since it was last loaded, or failed to load. */
async function importAnew(url: string): Promise<{ default?: Plugin }> {
  noticeChanges();
  try {
    return await import(url);
  } catch (error) {
    rememberFailure(url);
    throw error;
  }
}

function checkSdk({ name, manifest }: PluginPackage): void {
  const { version } = JSON.parse(
    readFileSync(createRequire(import.meta.url).resolve("@mesoscope/sdk/package.json"), "utf8"),
  ) as { version: string };
  if (inRange(version, manifest.sdk)) return;
  const message = `%plugin: ${name} is made for sdk ${manifest.sdk}, and this is ${version}. Install a version that fits.`;
  throw new PluginError("WRONG_SDK", message);
}

/**
 * Takes a plugin out, with all that it contributed.
 *
 * @throws PluginError NOT_LOADED, PLUGIN_IN_USE
 */
export function unloadPlugin(name: string): string {
  const sources = [...loaded.values()].map(({ source }) => source);
  const plugin = sources.length > 0 ? findPlugin(name, sources) : undefined;
  if (!plugin) throw new PluginError("NOT_LOADED", `%plugin unload: ${name} is not loaded. See %plugin list.`);
  const user = sources.find(({ manifest }) => manifest.requires?.includes(plugin.name));
  if (user) {
    throw new PluginError("PLUGIN_IN_USE", `%plugin unload: ${user.name} requires ${plugin.name}. Unload that first.`);
  }
  loaded.get(plugin.name)?.contributions.undo();
  loaded.delete(plugin.name);
  return plugin.name;
}

beforeLeaving(() => {
  for (const { contributions } of [...loaded.values()].reverse()) contributions.undo();
});

/** Loads plugins before the first cell; one that fails is reported and left out. */
export async function loadAll(names: readonly string[]): Promise<void> {
  for (const name of names) {
    try {
      await loadPlugin(name);
    } catch (error) {
      print(currentRun(), "stderr", errorText(error));
    }
  }
}
